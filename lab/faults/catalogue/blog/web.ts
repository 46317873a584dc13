import { allOf, editFiles, shell, sql, type Change, type Faults } from '../fault.js';
import { checksIn } from '../pattern.js';

const gate = 'prerelease';
/** Seen by checks that request from the new host what the old one serves. Other checks may open the same page. */
const compared = {
  gate,
  mayAlsoFail: checksIn('host/*', 'lasting/*', 'visitors/*'),
  specs: ['host/pages'],
} as const;

const NGINX = '/etc/nginx';
const nginx = (files: readonly string[], script: string): Change =>
  editFiles(
    'new',
    files.map((file) => `${NGINX}/${file}`),
    `cd ${NGINX}\n${script}`,
    'nginx -t 2>/dev/null && systemctl reload nginx',
  );
const fpm = (file: string, script: string): Change =>
  editFiles('new', [`/etc/php/8.4/fpm/${file}`], `cd /etc/php/8.4/fpm\n${script}`, 'systemctl restart php8.4-fpm');
const option = (name: string, value: string, old: string): Change => {
  const set = (text: string): string =>
    `UPDATE wp_club.wp_options SET option_value = '${text}' WHERE option_name = '${name}'`;
  return sql('new', set(value), set(old));
};
const HOME = 'https://www.hillwalkers.example';
const TEST_HOME = 'https://test.hillwalkers.example';

/** Mistakes in the move to a different web server, and with the application behind it. */
export const blogWeb: Faults = {
  'cedar-articles-not-found': {
    ...compared,
    description: 'On Cedar, every WordPress article returns 404: nginx does not pass unknown paths to index.php.',
    precedent: 'the rewrite rules were in .htaccess, which nginx does not read',
    checks: ['pages/answers-same[status]'],
    expectedMessage: /and \d+ more: status 200 on birch, 404 on cedar/,
    ...nginx(['snippets/wordpress.conf'], `sed -i 's| /index.php?$args;| =404;|' snippets/wordpress.conf`),
  },
  'cedar-pool-of-another-user': {
    ...compared,
    description: 'PHP on Cedar runs under an account that cannot read the configuration of the sites.',
    precedent: 'a separate pool for each site was planned, but the files still belong to www-data',
    checks: ['pages/answers-same[status]'],
    expectedMessage: /status 200 on birch, \d+ on cedar/,
    ...fpm('pool.d/www.conf', `sed -i 's/^user = .*/user = games/; s/^group = .*/group = games/' pool.d/www.conf`),
  },
  'cedar-album-open-to-everybody': {
    ...compared,
    description: "The members' album is open to everyone on Cedar.",
    precedent: 'password protection in .htaccess, which nginx does not read',
    checks: ['pages/answers-same[status]'],
    expectedMessage: /status 401 on birch, 200 on cedar/,
    ...nginx(['sites-available/photos.conf'], `sed -i '/auth_basic/d' sites-available/photos.conf`),
  },
  'cedar-site-not-enabled': {
    ...compared,
    description: 'One of the five sites is not enabled on Cedar.',
    precedent: 'its file is in sites-available, but no one created the link',
    checks: ['apache/vhost-present[kitchen.*]', 'apache/vhosts-of-old-host-present', 'pages/answers-same[status]'],
    specs: ['host/apache', 'host/pages'],
    expectedMessage: /kitchen/,
    ...nginx(['sites-enabled/kitchen.conf'], 'rm sites-enabled/kitchen.conf'),
  },
  'cedar-certificate-of-another-site': {
    ...compared,
    description: 'Cedar serves one site with the certificate of another.',
    precedent: 'a server block that was copied along with its ssl_certificate',
    checks: ['tls/name-covered[kitchen.*]'],
    specs: ['visitors/certificates'],
    expectedMessage: /kitchen/,
    ...nginx(
      ['sites-available/kitchen.conf'],
      `sed -i 's|hillwalkers/kitchen|hillwalkers/club|' sites-available/kitchen.conf`,
    ),
  },
  'cedar-configuration-with-a-warning': {
    gate,
    description: 'Two nginx server blocks on Cedar claim the same name; one of them is ignored.',
    precedent: 'conflicting server name: the test site was left enabled next to the real one',
    checks: ['apache/configuration-valid'],
    expectedMessage: /conflicting server name/,
    ...nginx(
      ['sites-enabled/z-test.conf'],
      `printf 'server { listen 80; server_name routes.hillwalkers.example; root /var/www/html; }\\n' >sites-enabled/z-test.conf`,
    ),
  },
  'cedar-refuses-what-birch-took': {
    gate,
    description: 'Cedar refuses requests of more than a megabyte, while Birch accepts them.',
    precedent: 'client_max_body_size: uploads have failed with 413 since the move',
    checks: ['limits/request-accepted[form]'],
    mayAlsoFail: ['differences/explained'],
    expectedMessage: /cedar answers 413/,
    ...nginx(['conf.d/club.conf'], `sed -i '/client_max_body_size/d' conf.d/club.conf`),
  },
  'cedar-refuses-long-addresses': {
    gate,
    description: 'Cedar refuses requests with long URLs, large cookies, or many headers, while Birch accepts them.',
    precedent: 'large_client_header_buffers from a hardened configuration: people with many cookies were locked out',
    checks: ['limits/request-accepted[address]', 'limits/request-accepted[cookie]', 'limits/request-accepted[headers]'],
    mayAlsoFail: ['differences/explained'],
    expectedMessage: /cedar answers 4\d\d/,
    ...nginx(['conf.d/club.conf'], `echo 'large_client_header_buffers 2 1k;' >>conf.d/club.conf`),
  },
  'cedar-noindex': {
    ...compared,
    description: 'WordPress on Cedar asks search engines to stay away.',
    precedent: '"Discourage search engines" was turned on for the tests: the site was out of the index within a week',
    checks: ['pages/answers-same[frame]'],
    expectedMessage: /robots .*noindex|robots\.txt/,
    ...option('blog_public', '0', '1'),
  },
  'cedar-links-lead-to-a-test-name': {
    ...compared,
    description: 'WordPress on Cedar is configured as a test site: its links point to another name.',
    precedent: 'home and siteurl were changed for testing, and the dump was not reloaded',
    checks: ['pages/answers-same[frame]'],
    expectedMessage: /test\.hillwalkers\.example|robots\.txt/,
    ...allOf(option('home', TEST_HOME, HOME), option('siteurl', TEST_HOME, HOME)),
  },
  'cedar-dump-through-latin1': {
    ...compared,
    description: 'Non-ASCII text in the posts on Cedar is garbled: the dump went through latin1.',
    precedent: 'mysqldump from an old client, without --default-character-set',
    checks: ['pages/answers-same[frame]'],
    expectedMessage: /title|lost|only on/,
    ...shell(
      'new',
      `mkdir -p /run/faults && mysqldump wp_club wp_posts wp_terms wp_options --default-character-set=utf8mb4 >/run/faults/club.sql
      iconv -f latin1 -t utf8 /run/faults/club.sql | mysql --default-character-set=utf8mb4 wp_club`,
      'mysql --default-character-set=utf8mb4 wp_club </run/faults/club.sql && rm /run/faults/club.sql',
    ),
  },
  'cedar-uploads-of-root': {
    gate,
    description: 'The uploads on Cedar belong to root: no one can add a picture.',
    precedent: 'rsync as root, without giving the files back to the web server account',
    checks: ['machine/data-directory-owner-same'],
    expectedMessage: /root/,
    ...shell(
      'new',
      'chown -R root:root /var/www/club/wp-content/uploads',
      'chown -R www-data:www-data /var/www/club/wp-content/uploads',
    ),
  },
};
