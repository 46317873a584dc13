import { LAB_ROX } from '../../../rox.js';
import { lab } from '../../../../targets/lab/target.js';
import { shell, editFiles, type Change, type Faults } from '../fault.js';
import { checksIn } from '../pattern.js';

const gate = 'prerelease';
const { www, alpha } = LAB_ROX.sites;
const config = (files: readonly string[], script: string): Change =>
  editFiles(
    'puma',
    files.map((file) => `/etc/apache2/${file}`),
    `cd /etc/apache2\n${script}`,
    'apache2ctl graceful',
  );

export const apache: Faults = {
  'puma-vhost-of-alpha-missing': {
    description: 'Apache on Puma has no vhost for alpha.',
    precedent: 'virtualmin-gpl#1138, boa#1095: a forgotten vhost, so another site is shown',
    gate,
    checks: [`apache/vhost-present[${alpha.host},*]`, 'apache/vhosts-of-old-host-present'],
    specs: ['host/apache'],
    expectedMessage: /Expected value: "alpha\.bewelcome\.example"/,
    ...shell('puma', 'a2dissite -q 020-alpha && apache2ctl graceful', 'a2ensite -q 020-alpha && apache2ctl graceful'),
  },
  'puma-alias-missing': {
    description: 'The www vhost on Puma lacks the bare name as an alias.',
    precedent: 'froxlor#511: only one of the virtual hosts has the alias',
    gate,
    checks: [`apache/vhost-present[${www.aliases[0] ?? ''},*]`, 'apache/vhosts-of-old-host-present'],
    specs: ['host/apache'],
    expectedMessage: /Expected value: "bewelcome\.example" Received array: \["www\./,
    ...config(['sites-available/010-www.conf'], 'sed -i /ServerAlias/d sites-available/010-www.conf'),
  },
  'puma-apache-config-broken': {
    description: 'Apache on Puma is running but could not restart with its current configuration.',
    precedent: 'an Include of a file that was not copied, noticed only at the next restart',
    gate,
    checks: ['apache/configuration-valid'],
    unproven: [
      'apache/vhost-present',
      'apache/vhosts-of-old-host-present',
      'apache/old-host-not-mentioned[apache]',
      'apache/old-host-not-mentioned[site]',
      'cron/old-host-not-mentioned',
      'apache/modules-present',
    ],
    expectedMessage: /rox\/local\.conf/,
    ...editFiles(
      'puma',
      ['/etc/apache2/sites-available/020-alpha.conf'],
      `sed -i '2i Include rox/local.conf' /etc/apache2/sites-available/020-alpha.conf`,
    ),
  },
  'puma-refuses-long-addresses': {
    description: 'Apache on Puma refuses requests with long URLs, large cookies, or many headers.',
    precedent: 'LimitRequestLine, LimitRequestFieldSize, and LimitRequestFields, set after a scan',
    gate,
    checks: ['limits/request-accepted[address]', 'limits/request-accepted[cookie]', 'limits/request-accepted[headers]'],
    expectedMessage: /puma answers 4\d\d/i,
    // A virtual host inherits the limits that are set before it in the configuration.
    ...config(
      ['apache2.conf'],
      `sed -i '/^IncludeOptional sites-enabled/i LimitRequestLine 4000\\nLimitRequestFieldSize 4000\\nLimitRequestFields 30' apache2.conf`,
    ),
  },
  'puma-takes-pictures-from-deer': {
    description: 'Apache on Puma fetches pictures from Deer.',
    precedent: 'streisand#433, instancenorpilot: the old address stays in the new configuration',
    gate,
    checks: ['apache/old-host-not-mentioned[apache]'],
    expectedMessage: /198\.51\.100\.10/,
    ...config(['rox/www.conf'], `echo 'ProxyPass /old-pictures http://${lab.hosts.old.ipv4}/images' >>rox/www.conf`),
  },
  'puma-misses-a-module': {
    description: 'An Apache module that is enabled on Deer is not enabled on Puma.',
    precedent: 'thirtybees#247: an extension is missing on the new host',
    gate,
    checks: ['apache/modules-present'],
    expectedMessage: /deflate/,
    ...shell('puma', 'a2dismod -q -f deflate && apache2ctl graceful', 'a2enmod -q deflate && apache2ctl graceful'),
  },
  'puma-vhost-of-www-missing': {
    description: 'Apache on Puma has no vhost for www: the only remaining one answers instead.',
    precedent: 'a2dissite for a test, and no a2ensite afterward',
    gate,
    checks: [
      `apache/vhost-present[${www.host},*]`,
      `apache/vhost-present[${www.aliases[0] ?? ''},*]`,
      'apache/vhosts-of-old-host-present',
    ],
    mayAlsoFail: checksIn('host/*', 'lasting/*', 'visitors/*', 'journeys/rox/*', 'journeys/rox/host/*'),
    specs: ['host/apache'],
    expectedMessage: /Expected value: "(www\.)?bewelcome\.example" Received array: \["alpha\./,
    ...shell('puma', 'a2dissite -q 010-www && apache2ctl graceful', 'a2ensite -q 010-www && apache2ctl graceful'),
  },
};
