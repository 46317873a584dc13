<?php
// Installs a site and puts content.json into it: php fill.php FOLDER-OF-THE-SITE FOLDER-WITH-CONTENT HOST
[, $site, $from, $host] = $argv;
$_SERVER += ['HTTP_HOST' => $host, 'SERVER_NAME' => $host, 'HTTPS' => 'on', 'REQUEST_METHOD' => 'GET', 'REMOTE_ADDR' => '127.0.0.1'];
define('WP_INSTALLING', true);
require "$site/wp-load.php";
require_once ABSPATH . 'wp-admin/includes/admin.php';
require_once ABSPATH . 'wp-admin/includes/upgrade.php';

// Nobody wants a mail for each of these.
add_filter('pre_wp_mail', '__return_false');
$content = json_decode(file_get_contents("$from/content.json"), true, 512, JSON_THROW_ON_ERROR);

function must($result, string $what)
{
    if (is_wp_error($result)) {
        throw new RuntimeException("$what: " . $result->get_error_message());
    }
    if (!$result) {
        throw new RuntimeException("$what did not work");
    }
    return $result;
}

[$owner] = $content['users'];
wp_install($content['title'], $owner['login'], "{$owner['login']}@example.org", true, '', "lab-{$owner['login']}");
foreach (get_posts(['post_type' => ['post', 'page'], 'post_status' => 'any', 'numberposts' => -1]) as $sample) {
    wp_delete_post($sample->ID, true);
}

$options = [
    'blogdescription' => $content['tagline'],
    'siteurl' => "https://$host",
    'home' => "https://$host",
    'timezone_string' => 'Europe/Berlin',
    'posts_per_page' => 5,
    'comment_moderation' => 0,
    'comment_previously_approved' => 0,
    'comments_notify' => 1,
    'thread_comments' => 1,
];
foreach ($options as $name => $value) {
    update_option($name, $value);
}
switch_theme('twentytwentyfour');
$wp_rewrite->set_permalink_structure('/%year%/%monthnum%/%postname%/');
$wp_rewrite->flush_rules(false);
insert_with_markers("$site/.htaccess", 'WordPress', explode("\n", $wp_rewrite->mod_rewrite_rules()));

foreach ($content['users'] as ['login' => $login, 'name' => $name, 'role' => $role]) {
    $known = get_user_by('login', $login);
    $user = ['user_login' => $login, 'user_pass' => "lab-$login", 'user_email' => "$login@example.org", 'display_name' => $name, 'role' => $role];
    must($known ? wp_update_user(['ID' => $known->ID, 'display_name' => $name]) : wp_insert_user($user), "user $login");
}

/** Paragraphs as the block editor stores them. */
function blocks(array $paragraphs): string
{
    return implode("\n\n", array_map(fn ($text) => "<!-- wp:paragraph -->\n<p>$text</p>\n<!-- /wp:paragraph -->", $paragraphs));
}

/** Uploads the picture of a post into the folder of its month, with the smaller sizes that WordPress makes of it. */
function upload(string $file, array $post, int $parent): int
{
    $uploaded = wp_upload_bits(basename($file), null, file_get_contents($file), $post['date']);
    must(!$uploaded['error'], "upload of $file");
    $attachment = ['post_mime_type' => 'image/png', 'post_title' => $post['title'], 'post_date' => $post['date'], 'post_status' => 'inherit'];
    $id = must(wp_insert_attachment(wp_slash($attachment), $uploaded['file'], $parent, true), "attachment of $file");
    wp_update_attachment_metadata($id, wp_generate_attachment_metadata($id, $uploaded['file']));
    update_post_meta($id, '_wp_attachment_image_alt', wp_slash($post['title']));
    return $id;
}

function comment(int $post, array $comment, int $parent): void
{
    ['name' => $name, 'date' => $date, 'text' => $text] = $comment;
    $id = must(wp_insert_comment(wp_slash([
        'comment_post_ID' => $post,
        'comment_author' => $name,
        'comment_author_email' => 'reader' . strlen($name) . '@example.org',
        'comment_author_IP' => '203.0.113.' . strlen($name),
        'comment_date' => $date,
        'comment_date_gmt' => get_gmt_from_date($date),
        'comment_content' => $text,
        'comment_parent' => $parent,
        'comment_approved' => 1,
    ])), "comment of $name");
    foreach ($comment['replies'] ?? [] as $reply) {
        comment($post, $reply, $id);
    }
}

foreach ($content['pages'] as ['slug' => $slug, 'title' => $title, 'text' => $text]) {
    $page = ['post_type' => 'page', 'post_status' => 'publish', 'post_name' => $slug, 'post_title' => $title, 'post_content' => blocks($text), 'post_date' => '2023-01-08 12:00:00'];
    must(wp_insert_post(wp_slash($page), true), "page $slug");
}
foreach ($content['posts'] as $post) {
    $id = must(wp_insert_post(wp_slash([
        'post_status' => $post['status'] ?? 'publish',
        'post_name' => $post['slug'],
        'post_title' => $post['title'],
        'post_content' => blocks($post['text']),
        'post_date' => $post['date'],
        'post_author' => get_user_by('login', $post['author'])->ID,
        'post_category' => array_map('wp_create_category', $post['categories']),
        'tags_input' => $post['tags'] ?? [],
    ]), true), "post {$post['slug']}");
    if (isset($post['picture'])) {
        set_post_thumbnail($id, upload("$from/hill-{$post['picture']}.png", $post, $id));
    }
    foreach ($post['comments'] ?? [] as $comment) {
        comment($id, $comment, 0);
    }
}
echo wp_count_posts()->publish, " posts\n";
