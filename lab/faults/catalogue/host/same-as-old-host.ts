import type { Aspect } from '../../../../helpers/baseline/compare.js';
import { LAB_ROX } from '../../../rox.js';
import { lab } from '../../../../targets/lab/target.js';
import { shell, editFiles, patchProgram, sql, type Change, type Faults } from '../fault.js';
import { checksIn, type CheckPattern } from '../pattern.js';

const gate = 'postcutover';
const { www } = LAB_ROX.sites;
const { main } = LAB_ROX.databases;
const htdocs = `${www.root}/htdocs`;
const answers = (aspect: Aspect): CheckPattern => `parity/answers-same[${aspect}]`;
const forwards = (aspect: Aspect): CheckPattern => `proxy/answers-unchanged[${aspect}]`;
/** Checks that go through the site as a visitor does. */
const JOURNEYS = checksIn(
  'visitors/*',
  'journeys/rox/*',
  'postcutover/proxy',
  'postcutover/proxy-limits',
  'postcutover/proxy-routes',
  'postcutover/proxy-visitor',
  'postcutover/logs',
  'postcutover/logs-visitors',
);
const apache = (on: 'deer' | 'puma', script: string): Change =>
  editFiles(on, ['/etc/apache2'], `cd /etc/apache2\n${script}`, 'apache2ctl graceful');
const has = (kind: string): CheckPattern => `parity/host-facts-present[${kind}]`;

export const baselineComparison: Faults = {
  'puma-page-lost': {
    description: 'An old URL of the site no longer redirects on Puma.',
    precedent: 'GOV.UK: every old URL had a mapping, and each was tested',
    gate,
    checks: [answers('status')],
    mayAlsoFail: JOURNEYS,
    specs: ['postcutover/baseline-pages'],
    expectedMessage: /status: 302 -> 200/,
    ...editFiles('puma', [`${htdocs}/.htaccess`], `sed -i '/php/d' ${htdocs}/.htaccess`),
  },
  'puma-header-lost': {
    description: 'Pages from Puma may be cached, unlike those from Deer.',
    precedent: 'headers set in the old web server configuration but not in the new one',
    gate,
    checks: [answers('headers')],
    mayAlsoFail: JOURNEYS,
    specs: ['postcutover/baseline-pages'],
    expectedMessage: /cache-control: .* -> public/,
    ...apache('puma', `echo 'Header always set Cache-Control public' >conf-enabled/zz-fault.conf`),
  },
  'puma-form-lost-a-field': {
    description: 'A form on Puma has lost a field.',
    precedent: 'a template from another release came along with the code',
    gate,
    checks: [answers('frame')],
    mayAlsoFail: JOURNEYS,
    specs: ['postcutover/baseline-pages'],
    expectedMessage: /lost: field input hidden action/,
    ...patchProgram(www.root, 'app/rox.mjs', '<input type="hidden" name="action" value="sendpassword" />', ''),
  },
  'puma-texts-of-another-release': {
    description: "A piece of interface text on Puma differs from Deer's.",
    precedent: "texts are in a table, and the table came from a developer's machine",
    gate,
    checks: [answers('text')],
    mayAlsoFail: [answers('frame'), ...JOURNEYS],
    specs: ['postcutover/baseline-pages'],
    expectedMessage: /Lost password \(beta\)/,
    ...sql(
      'puma',
      `UPDATE ${main}.words SET Sentence = CONCAT(Sentence, ' (beta)') WHERE code = 'LostPasswordPage' AND ShortCode = 'en'`,
      `UPDATE ${main}.words SET Sentence = REPLACE(Sentence, ' (beta)', '') WHERE code = 'LostPasswordPage' AND ShortCode = 'en'`,
    ),
  },
  'puma-file-changed': {
    description: "The robots.txt on Puma locks search engines out; Deer's did not.",
    precedent: 'simpleanalytics#180: "remove temp robots.txt on new server"',
    gate,
    checks: [answers('bytes'), 'addresses/robots-allowed'],
    mayAlsoFail: JOURNEYS,
    specs: ['postcutover/baseline-pages', 'journeys/rox/addresses'],
    expectedMessage: /Disallow: \/|sha256: /,
    ...editFiles('puma', [`${htdocs}/robots.txt`], `printf 'User-agent: *\\nDisallow: /\\n' >${htdocs}/robots.txt`),
  },
  'deer-forwards-some-pages-elsewhere': {
    description: 'Deer redirects the tour pages itself instead of forwarding the requests to Puma.',
    precedent: 'a years-old RewriteRule is still in the old configuration',
    gate,
    checks: [forwards('status')],
    mayAlsoFail: JOURNEYS,
    specs: ['postcutover/baseline-pages'],
    expectedMessage: /status: 200 -> 301/,
    ...apache('deer', `sed -i '1i ProxyPass /tour !\\nRedirect 301 /tour /about' rox/forward.conf`),
  },
  'deer-redirects-before-it-proxies': {
    description: 'Deer redirects every page to another page on Deer, but forwards requests for files to Puma.',
    precedent: 'a RewriteRule from the old configuration comes before the ProxyPass from the new one',
    gate,
    checks: [forwards('status')],
    mayAlsoFail: JOURNEYS,
    expectedMessage: /status: 200 -> 302/,
    ...apache(
      'deer',
      `a2enmod -q rewrite
      sed -i '1i RewriteEngine on\\nRewriteCond %{REQUEST_URI} !\\\\.[a-z]+$\\nRewriteRule ^ /moved.html [R=302,L]\\nProxyPass /moved.html !' rox/forward.conf`,
    ),
  },
  'deer-adds-a-header': {
    description: 'Deer adds a caching header to the responses that it forwards.',
    precedent: 'mod_expires enabled for the whole old host',
    gate,
    checks: [forwards('headers')],
    mayAlsoFail: JOURNEYS,
    specs: ['postcutover/baseline-pages'],
    expectedMessage: /cache-control: .* -> public/,
    ...apache('deer', `a2enmod -q headers; echo 'Header always set Cache-Control public' >>rox/forward.conf`),
  },
  'deer-writes-into-pages': {
    description: 'A filter on Deer inserts a form and some text into the pages that Deer forwards.',
    precedent: 'mod_substitute for "we have moved"',
    gate,
    checks: [forwards('frame'), forwards('text')],
    mayAlsoFail: [forwards('bytes'), ...JOURNEYS],
    specs: ['postcutover/baseline-pages'],
    expectedMessage: /new: (field|form) .*moved/,
    ...apache(
      'deer',
      `a2enmod -q substitute
      printf 'AddOutputFilterByType SUBSTITUTE text/html\\nSubstitute "s|</body>|<form action=\\\\"moved\\\\"><input name=\\\\"moved\\\\" /></form><p>We have moved</p></body>|"\\n' >>rox/forward.conf`,
    ),
  },
  'deer-keeps-an-old-file': {
    description: 'Deer serves its own copy of a style sheet.',
    precedent: 'a cache on the old host that no one thought of',
    gate,
    checks: [forwards('bytes')],
    mayAlsoFail: [forwards('headers'), ...JOURNEYS],
    specs: ['postcutover/baseline-pages'],
    expectedMessage: /sha256: .*minimal\.css/,
    ...apache(
      'deer',
      `mkdir -p /var/www/old && cp ${htdocs}/styles/css/minimal/minimal.css /var/www/old/ && echo '/* old */' >>/var/www/old/minimal.css
      printf 'ProxyPass /styles/css/minimal/minimal.css !\\nAlias /styles/css/minimal/minimal.css /var/www/old/minimal.css\\n<Directory /var/www/old>\\nRequire all granted\\n</Directory>\\n' >rox/old.inc
      sed -i '1i Include rox/old.inc' rox/forward.conf`,
    ),
  },
  'puma-lacks-what-deer-ran': {
    description: 'A service that Deer ran is neither running nor enabled on Puma, and nothing listens on its port.',
    precedent: 'statsd, a name server, a database for the tests: things that no one wrote down',
    gate,
    checks: [has('starting-services'), has('running-services'), has('listening-ports')],
    mayAlsoFail: JOURNEYS,
    specs: ['postcutover/baseline-hosts'],
    expectedMessage: /listening ports: 53/,
    ...shell(
      'puma',
      'update-rc.d named disable; /etc/init.d/named stop >/dev/null',
      'update-rc.d named enable; /etc/init.d/named start >/dev/null',
    ),
  },
  'puma-lacks-a-vhost-of-deer': {
    description: 'A virtual host that Deer had does not exist on Puma.',
    precedent: 'virtualmin-gpl#1138: a forgotten name, so another site is shown',
    gate,
    checks: [has('virtual-hosts')],
    mayAlsoFail: [...checksIn('postcutover/*'), ...JOURNEYS],
    specs: ['postcutover/baseline-hosts'],
    expectedMessage: /virtual hosts: alpha\.bewelcome\.example/,
    ...apache('puma', 'a2dissite -q 020-alpha'),
  },
  'puma-lacks-another-job': {
    description: 'Cron jobs that belong to the host, not to a site, are missing on Puma.',
    precedent: 'akvo-provisioning#48: a job that no one counted among those of the site',
    gate,
    checks: [has('other-cron-jobs')],
    expectedMessage: /other cron jobs: \/etc\/cron\.daily/,
    ...editFiles('puma', ['/etc/cron.d', '/etc/cron.daily'], 'rm -f /etc/cron.daily/* /etc/cron.d/e2scrub_all'),
  },
  'puma-certificate-covers-less': {
    description: "Puma's certificate covers one name fewer than Deer's.",
    precedent: 'a renewed certificate lacks one of the names',
    gate,
    checks: ['parity/certificate-names-covered'],
    mayAlsoFail: checksIn('visitors/*', 'journeys/rox/*', 'postcutover/*'),
    specs: ['postcutover/baseline-hosts'],
    expectedMessage: /names of the certificate for .*: alpha\./,
    ...certificateOfWww(),
  },
  'puma-lacks-things-of-the-database': {
    description: 'A view that Deer had is missing on Puma.',
    precedent: 'sequencescape#4836: the definer of thirteen views existed only on the old host',
    gate,
    checks: ['parity/database-objects-present'],
    expectedMessage: /views of BW_MAIN: countries/,
    ...sql('puma', `DROP VIEW ${main}.countries`),
  },
  'puma-lost-rows': {
    description: 'Half of the rows are missing from the table of places on Puma.',
    precedent: 'a cleanup that ran on the new host with different limits',
    gate,
    checks: ['parity/tables-not-shrunk'],
    mayAlsoFail: JOURNEYS,
    specs: ['postcutover/baseline-data'],
    expectedMessage: /BW_MAIN\.geonames_cache: \d+ rows on the old host/,
    ...sql('puma', `DELETE FROM ${main}.geonames_cache WHERE geonameid % 2 = 0`),
  },
  'puma-lost-pictures': {
    description: "Most of the members' pictures are missing on Puma.",
    precedent: 'rsync --delete in the wrong direction',
    gate,
    checks: ['parity/data-directory-present'],
    mayAlsoFail: JOURNEYS,
    specs: ['postcutover/baseline-data'],
    expectedMessage: /user\/avatars\/\S+: missing on the new host/,
    ...editFiles('puma', [lab.dataDirectory], `rm -f ${lab.dataDirectory}/user/avatars/*_*`),
  },
};

function certificateOfWww(): Change {
  return editFiles(
    'puma',
    ['/etc/ssl/bewelcome'],
    `cd /etc/ssl/bewelcome
    openssl req -x509 -newkey rsa:2048 -nodes -keyout privkey.pem -out fullchain.pem -days 90 -subj /CN=${www.host} -addext 'subjectAltName=DNS:${www.host},DNS:${www.aliases[0] ?? ''}' 2>/dev/null`,
    'apache2ctl graceful',
  );
}
