import { editFiles, shell, tables, type Faults } from '../fault.js';
import { checksIn } from '../pattern.js';

const RULES = '/etc/nginx/snippets/wordpress.conf';
const RELOAD = 'nginx -t 2>/dev/null && systemctl reload nginx';
const SETTINGS = '/etc/php/8.4/fpm/conf.d/90-club.ini';
const UPLOADS = '/var/www/club/wp-content/uploads';
const journeys = {
  gate: 'prerelease',
  // The change that causes the fault is also a difference between the hosts.
  mayAlsoFail: ['wordpress/nothing-left', ...checksIn('host/differences', 'host/pages', 'journeys/wordpress/*')],
} as const;

/** What the checks create then stays there; the next cleanup of a healthy host removes it. */
const refusesToDelete = {
  description: 'Nginx on Cedar rejects DELETE requests, so deleting through the REST API of WordPress fails.',
  precedent: 'methods other than GET and POST were blocked after a scan',
  expectedMessage: /articles, pictures, and comments that checks created/,
  ...editFiles('new', [RULES], `sed -i '1i if ($request_method = DELETE) { return 405; }' ${RULES}`, RELOAD),
} as const;

/** Mistakes that show only when someone uses WordPress. */
export const blogWordpress: Faults = {
  'cedar-refuses-to-search': {
    ...journeys,
    description: 'Nginx on Cedar rejects all search requests.',
    precedent: 'a rule against scrapers that had searched all night, copied with the rest of the configuration',
    checks: ['wordpress/search-finds'],
    expectedMessage: /GET .*\?s=goats/,
    ...editFiles('new', [RULES], `sed -i '1i if ($arg_s) { return 403; }' ${RULES}`, RELOAD),
  },
  'cedar-refuses-comments': {
    ...journeys,
    description: 'Nginx on Cedar blocks the script that accepts comments.',
    precedent: 'an anti-spam rule copied from a forum',
    checks: ['wordpress/comment-shown'],
    expectedMessage: /after the comment was submitted/,
    ...editFiles('new', [RULES], `sed -i 's/xmlrpc\\\\.php/xmlrpc\\\\.php|wp-comments-post\\\\.php/' ${RULES}`, RELOAD),
  },
  'cedar-article-withdrawn': {
    ...journeys,
    description: 'An article that is published on Birch is a draft on Cedar.',
    precedent: 'someone was revising the article when the dump was made',
    checks: ['wordpress/article-shown'],
    expectedMessage: /GET .*2023\/05/,
    ...tables(
      'new',
      'wp_club',
      ['wp_posts'],
      "UPDATE wp_posts SET post_status = 'draft' WHERE post_type = 'post' AND post_date LIKE '2023-05%';",
    ),
  },
  'cedar-refuses-to-delete': {
    ...journeys,
    ...refusesToDelete,
    checks: ['wordpress/nothing-left'],
    specs: ['journeys/wordpress/comments', 'journeys/wordpress/clean-up/prerelease'],
  },
  'cedar-refuses-to-delete-afterwards': {
    ...refusesToDelete,
    gate: 'postcutover',
    checks: ['wordpress/nothing-left-again'],
    specs: ['journeys/wordpress/editing', 'journeys/wordpress/clean-up/postcutover'],
  },
  'cedar-uploads-of-another-owner': {
    ...journeys,
    description: 'WordPress on Cedar cannot write to its uploads folder.',
    precedent: 'rsync as root, without preserving owners: everything is shown, but nothing can be added',
    checks: ['wordpress/article-published'],
    expectedMessage: /POST .*media/,
    ...shell('new', `chown -R root:root ${UPLOADS}`, `chown -R www-data:www-data ${UPLOADS}`),
  },
  'cedar-php-sends-no-mail': {
    ...journeys,
    description: 'PHP on Cedar is configured with a mail program that sends nothing.',
    precedent: 'sendmail_path from a test machine that was not supposed to send mail',
    checks: ['wordpress/password-link-works'],
    expectedMessage: /nikolai@example\.org/,
    ...editFiles('new', [SETTINGS], `echo 'sendmail_path = /bin/true' >>${SETTINGS}`, 'systemctl restart php8.4-fpm'),
  },
  'cedar-editor-with-another-password': {
    ...journeys,
    description: 'An editor cannot log in on Cedar: the password differs from the one on Birch.',
    precedent: 'a dump from before the password was changed',
    checks: ['wordpress/editor-let-in'],
    expectedMessage: /nikolai was not let|username nikolai is incorrect/,
    ...tables(
      'new',
      'wp_club',
      ['wp_users'],
      "UPDATE wp_users SET user_pass = MD5('forgotten') WHERE user_login = 'nikolai';",
    ),
  },
};
