import { LAB_ROX } from '../../../rox.js';
import { allOf, editFiles, shell, type Change, type Faults } from '../fault.js';
import { checksIn } from '../pattern.js';

const { www, alpha } = LAB_ROX.sites;
const SITEMAP = `${www.root}/htdocs/sitemap.xml`;
const PICTURE_OF_DEER = 's|</body>|<img src=\\"http://deer.bewelcome.example/counter.gif\\" alt=\\"\\" /></body>|';
const TEST_NAME = 'test.bewelcome.example';

/** Found by comparing what both hosts answer, before anyone visits the new one. Checks that open a page may notice it too. */
const compared = {
  gate: 'prerelease',
  mayAlsoFail: checksIn('host/*', 'lasting/*', 'visitors/*', 'journeys/rox/*', 'journeys/rox/host/*'),
  specs: ['host/pages'],
} as const;
const notProven = { ...compared, verdict: 'HOLD', checks: [] } as const;

const config = (on: 'deer' | 'puma', files: readonly string[], script: string): Change =>
  editFiles(
    on,
    files.map((file) => `/etc/apache2/${file}`),
    `cd /etc/apache2\n${script}`,
    'apache2ctl graceful',
  );
/** Directives that hold for everything that Apache on Puma serves. */
const everywhere = (...lines: readonly string[]): Change =>
  config('puma', ['conf-enabled/tests.conf'], `cat >conf-enabled/tests.conf <<'END'\n${lines.join('\n')}\nEND`);
/** Text that Apache replaces in every page. */
const inEveryPage = (rule: string, on: 'deer' | 'puma' = 'puma'): Change =>
  config(
    on,
    ['conf-enabled', 'mods-enabled'],
    `a2enmod -q substitute
    cat >conf-enabled/tests.conf <<'END'\nAddOutputFilterByType SUBSTITUTE text/html\nSubstitute "${rule}"\nEND`,
  );

/** A sitemap of www that names itself. */
const circle = (on: 'deer' | 'puma'): Change =>
  shell(
    on,
    `echo '<sitemapindex><sitemap><loc>http://${www.host}/sitemap.xml</loc></sitemap></sitemapindex>' >${SITEMAP}`,
    `rm ${SITEMAP}`,
  );

export const pagesBeforeSwitch: Faults = {
  'puma-articles-not-found': {
    ...compared,
    description: 'On Puma, no page of www is found, only plain files: the .htaccess was not copied.',
    precedent: '`cp *` skips files that begin with a dot; a WordPress host on which every article was a 404',
    checks: ['pages/answers-same[status]'],
    expectedMessage: /and \d+ more: status 200 on Deer, 40[34] on Puma/,
    ...editFiles('puma', [`${www.root}/htdocs/.htaccess`], `rm ${www.root}/htdocs/.htaccess`),
  },
  'puma-noindex-by-header': {
    ...compared,
    description: 'A header in every response from Puma asks search engines not to index the site.',
    precedent: 'X-Robots-Tag, set so that the test host would not be found, and never removed',
    checks: ['pages/answers-same[headers]'],
    expectedMessage: /and \d+ more: x-robots-tag none on Deer, noindex/,
    ...everywhere('Header always set X-Robots-Tag "noindex, nofollow"'),
  },
  'puma-noindex-by-meta': {
    ...compared,
    description: 'Every page on Puma asks search engines not to index it.',
    precedent: '"Discourage search engines" was turned on for the tests: the site was out of the index within a week',
    checks: ['pages/answers-same[frame]'],
    expectedMessage: /and \d+ more: only on Puma: robots nofollow, noindex/,
    ...inEveryPage('s|</head>|<meta name=\\"robots\\" content=\\"noindex,nofollow\\" /></head>|'),
  },
  'puma-alpha-closed-to-search-engines': {
    ...compared,
    description: 'The robots.txt of alpha allows nothing on Puma, but everything on Deer.',
    precedent: 'the robots.txt of the test host was copied along with the rest',
    checks: ['pages/answers-same[bytes]'],
    expectedMessage: /alpha\S*\/robots\.txt/,
    ...editFiles(
      'puma',
      [`${alpha.root}/htdocs/robots.txt`],
      `printf 'User-agent: *\\nDisallow: /\\n' >${alpha.root}/htdocs/robots.txt`,
    ),
  },
  'puma-canonical-of-tests': {
    ...compared,
    description: 'Every page on Puma has a canonical URL with the name that was used for the tests.',
    precedent:
      'the URL of the site in the database is still the one that was used for testing: WordPress siteurl and home',
    checks: ['pages/answers-same[frame]'],
    expectedMessage: /only on Puma: canonical http:\/\/test\.bewelcome\.example/,
    ...inEveryPage(`s|</head>|<link rel=\\"canonical\\" href=\\"http://${TEST_NAME}/\\" /></head>|`),
  },
  'puma-menu-leads-to-test-name': {
    ...compared,
    description: 'Every page on Puma has a link to the name that was used for the tests.',
    precedent: 'absolute links were written into the texts while the site was tested under another name',
    checks: ['pages/answers-same[frame]'],
    expectedMessage: /only on Puma: links to test\.bewelcome\.example/,
    ...inEveryPage(`s|</body>|<a href=\\"http://${TEST_NAME}/\\">Home</a></body>|`),
  },
  'puma-pages-lead-to-deer': {
    ...compared,
    description:
      "Pages on both hosts load a picture from Deer's own hostname, which will no longer answer once Deer is off.",
    precedent: 'a counter, a banner, or an archive that was always requested by the name of the machine',
    checks: ['pages/old-host-not-linked'],
    expectedMessage: /and \d+ more: links to deer\.bewelcome\.example/,
    ...allOf(inEveryPage(PICTURE_OF_DEER, 'deer'), inEveryPage(PICTURE_OF_DEER, 'puma')),
  },
  'puma-pictures-not-copied': {
    ...compared,
    description: 'The folder with the page images is missing on Puma.',
    precedent: 'uploads are not in the repository that the site was cloned from',
    checks: ['pages/answers-same[status]'],
    expectedMessage: /\/images\/.*(media type|status)/,
    ...shell(
      'puma',
      `mv ${www.root}/htdocs/images ${www.root}/images.away`,
      `mv ${www.root}/images.away ${www.root}/htdocs/images`,
    ),
  },
  'puma-redirect-lost': {
    ...compared,
    description: 'An old URL on Puma shows a page instead of redirecting to the new one.',
    precedent:
      'rules rewritten for another web server: `last` instead of `redirect`; search engines see everything twice',
    checks: ['pages/answers-same[status]'],
    expectedMessage: /lostpassword\.php.*status 302 on Deer, 200 on Puma/,
    ...editFiles(
      'puma',
      [`${www.root}/htdocs/.htaccess`],
      `sed -i 's/\\[R=302,L\\]/[L]/' ${www.root}/htdocs/.htaccess`,
    ),
  },
  'puma-says-another-charset': {
    ...compared,
    description: 'Puma labels its pages as ISO 8859-1, although they are in UTF-8.',
    precedent: 'AddDefaultCharset on the new host: every umlaut becomes two characters',
    checks: ['pages/answers-same[headers]'],
    expectedMessage: /content-type text\/html;charset=utf-8 on Deer, text\/html;charset=iso-8859/,
    ...everywhere('Header edit Content-Type "(?i)utf-8" "ISO-8859-1"'),
  },
  'puma-says-that-it-is-a-test': {
    ...compared,
    description: 'Every page on Puma says that the site is a test system.',
    precedent: 'the test banner, added by the web server so that no one would forget it',
    checks: ['pages/answers-same[text]'],
    expectedMessage: /TEST SYSTEM/,
    ...inEveryPage('s|</body>|<p>TEST SYSTEM: anything you write here will be lost</p></body>|'),
  },
  'deer-closed-too-early': {
    ...notProven,
    description: "Deer shows the placeholder when its pages are to be compared with Puma's.",
    precedent:
      'the tests continued while someone tried out the placeholder: everything looked alike, since nothing was there',
    unproven: checksIn('host/pages'),
    expectedMessage: /closed/,
    ...shell(
      'deer',
      'a2dissite -q 010-www 020-alpha && a2ensite -q placeholder && apache2ctl graceful',
      'a2dissite -q placeholder && a2ensite -q 010-www 020-alpha && apache2ctl graceful',
    ),
  },
  'deer-logs-to-a-program': {
    ...notProven,
    description: 'The web server on Deer pipes its log to a program: the most requested pages are unknown.',
    precedent: 'cronolog, rotatelogs, and syslog are common, and an empty log file from the package is left behind',
    unproven: ['pages/addresses-found'],
    expectedMessage: /logs to a program: \|\/usr\/bin\/logger/,
    ...config(
      'deer',
      ['rox'],
      `sed -i 's#^CustomLog .*#CustomLog "|/usr/bin/logger -t www" vhost_combined#' rox/www.conf rox/alpha.conf`,
    ),
  },
  'deer-sitemap-leads-in-circles': {
    ...notProven,
    description: 'The sitemap of Deer refers back to itself: its other entries are unknown.',
    precedent: 'a plug-in that lists all files in its folder as parts of the sitemap, including the sitemap itself',
    unproven: ['pages/addresses-found'],
    expectedMessage: /sitemap .* leads back to itself/,
    ...allOf(circle('deer'), circle('puma')),
  },
};
