import { LAB_ROX } from '../../../rox.js';
import { shell, editFiles, type Change, type Faults } from '../fault.js';
import { checksIn } from '../pattern.js';

const gate = 'freeze';
const { www, alpha } = LAB_ROX.sites;
const CLOSED = '/etc/apache2/rox/placeholder.conf';
const SITE = '/etc/apache2/sites-available/placeholder.conf';
const apache = (file: string, script: string): Change => editFiles('deer', [file], script, 'apache2ctl graceful');
const every = 'placeholder/answers-everything';

export const placeholder: Faults = {
  'deer-placeholder-with-status-200': {
    description: 'The placeholder on Deer is sent with status 200.',
    precedent: 'search engines and caches treat the placeholder as the site',
    gate,
    checks: ['placeholder/front-page-closed'],
    // An open site cannot be distinguished from one whose placeholder returns 200.
    unproven: checksIn('freeze/*', 'journeys/rox/freeze/*'),
    specs: ['freeze/placeholder', 'freeze/placeholder-page', 'freeze/placeholder-apache'],
    expectedMessage: /an answer with status 200 is indexed.*Received: 200/,
    ...apache(
      CLOSED,
      `sed -i -e '/^Rewrite/d' -e '/^ErrorDocument/d' -e '/^AllowEncoded/d' ${CLOSED}
      printf 'AliasMatch ^ /var/www/placeholder/index.html\\n' >>${CLOSED}`,
    ),
  },
  'deer-placeholder-for-the-front-page-only': {
    description: 'The placeholder on Deer covers only the front page; subpages are not found.',
    precedent: 'BeWelcome 2012: "show place holder for all sub pages"; the rewriting of subpages was forgotten',
    gate,
    checks: [every],
    expectedMessage: /status 404 instead of 503/,
    ...apache(CLOSED, `sed -i 's/^RewriteRule .*/RewriteRule ^\\/?$ - [R=503]/' ${CLOSED}`),
  },
  'deer-placeholder-without-retry-after': {
    description: 'The placeholder on Deer has no Retry-After header.',
    precedent: 'search engines treat a 503 without Retry-After as a broken site',
    gate,
    checks: [every],
    expectedMessage: /no Retry-After/,
    ...apache(CLOSED, `sed -i /Retry-After/d ${CLOSED}`),
  },
  'deer-placeholder-not-over-https': {
    description: 'Deer closed the site over http but still serves it over https.',
    precedent: 'cmdln.org 2008: the SSL half of a change was forgotten',
    gate,
    checks: [
      `placeholder/answers-everything[https,${www.host}]`,
      `placeholder/answers-everything[https,${www.aliases[0] ?? ''}]`,
      'placeholder/independent-of-application',
    ],
    // The other names are served by the first https host, which is the site then.
    mayAlsoFail: [`placeholder/answers-everything[https,${alpha.host}]`],
    specs: ['freeze/placeholder', 'freeze/placeholder-apache', 'freeze/placeholder-page'],
    expectedMessage: /GET https:\S+ status 200 instead of 503/,
    ...apache(
      SITE,
      `sed -i '/:443/,$ s#Include rox/placeholder.conf#RequestHeader set X-Forwarded-Proto https early\\n    Include rox/www.conf#' ${SITE}`,
    ),
  },
  'deer-placeholder-not-for-alpha': {
    description: 'Deer closed www but left alpha open.',
    precedent: 'boa#1095: one of the vhosts was forgotten',
    gate,
    checks: [
      `placeholder/answers-everything[http,${alpha.host}]`,
      `placeholder/answers-everything[https,${alpha.host}]`,
      'placeholder/intended-sites-enabled',
      'placeholder/independent-of-application',
    ],
    expectedMessage: /GET http:\/\/alpha\S+ status 200 instead of 503/,
    ...shell(
      'deer',
      `sed -i 's/ ${alpha.host}//' ${SITE} && a2ensite -q 020-alpha && apache2ctl graceful`,
      `sed -i 's/ServerAlias.*/& ${alpha.host}/' ${SITE} && a2dissite -q 020-alpha && apache2ctl graceful`,
    ),
  },
  'deer-site-still-open': {
    description: 'No one switched to the placeholder: Deer still serves the site.',
    precedent: 'deliciousbrains: orders from the old site had to be moved by hand',
    gate,
    checks: ['placeholder/front-page-closed'],
    unproven: checksIn('freeze/*', 'journeys/rox/freeze/*'),
    specs: [
      'freeze/placeholder',
      'freeze/placeholder-page',
      'freeze/placeholder-apache',
      'freeze/jobs-once',
      'freeze/mail-queue',
      'journeys/rox/freeze/pending-mail',
      'freeze/last-writes',
      'freeze/read-only',
    ],
    expectedMessage: /an answer with status 200 is indexed.*Received: 200/,
    ...shell(
      'deer',
      'a2dissite -q placeholder && a2ensite -q 010-www 020-alpha && apache2ctl graceful',
      'a2dissite -q 010-www 020-alpha && a2ensite -q placeholder && apache2ctl graceful',
    ),
  },
  'deer-placeholder-without-a-time': {
    description: 'The placeholder on Deer says "in 10 minutes", but not from when.',
    precedent: 'BeWelcome 2012: the wiki page asks for a date and a time; ten minutes after what?',
    gate,
    checks: ['placeholder/return-time-shown'],
    expectedMessage: /whether the placeholder on Deer names a date/,
    ...editFiles(
      'deer',
      ['/var/www/placeholder/index.html'],
      `sed -i 's#<p>BeWelcome is moving.*#<p>BeWelcome is moving to a new server.</p>#' /var/www/placeholder/index.html`,
    ),
  },
  'deer-placeholder-with-other-words': {
    description: 'Deer shows the default error page of its web server with status 503, not the placeholder.',
    precedent: 'the placeholder file was never copied to the old host',
    gate,
    checks: ['placeholder/return-time-shown'],
    expectedMessage: /text of the placeholder.*503 Service Unavailable/,
    ...apache(CLOSED, `sed -i /^ErrorDocument/d ${CLOSED}`),
  },
  'deer-placeholder-runs-the-application': {
    description: 'One path of the closed site is still served by the application on Deer.',
    precedent: 'an exception for monitoring was left in place; monitoring requests write sessions and logs',
    gate,
    checks: ['placeholder/independent-of-application'],
    expectedMessage: /ProxyPass \/monitoring/,
    ...apache(CLOSED, `printf 'ProxyPass /monitoring unix:/run/rox/${www.host}.sock|http://localhost/\\n' >>${CLOSED}`),
  },
  'deer-another-site-enabled': {
    description: 'Another site is enabled on Deer in addition to the placeholder.',
    precedent: 'a2dissite was given one name too few',
    gate,
    checks: ['placeholder/intended-sites-enabled'],
    expectedMessage: /webmail/,
    ...shell(
      'deer',
      `printf '<VirtualHost *:80>\\nServerName webmail.bewelcome.example\\n</VirtualHost>\\n' >/etc/apache2/sites-available/webmail.conf
      a2ensite -q webmail && apache2ctl graceful`,
      'a2dissite -q webmail && rm /etc/apache2/sites-available/webmail.conf && apache2ctl graceful',
    ),
  },
};
