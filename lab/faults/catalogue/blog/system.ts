import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CHECKOUT } from '../../../paths.js';
import { editFiles, onOperatorMachine, shell, sql, type Change, type Faults } from '../fault.js';

const gate = 'prerelease';
/** No check looks for it by name: the new host differs from the old one, and no one has explained why. */
export const unexplained = {
  gate,
  verdict: 'HOLD',
  checks: [],
  unproven: ['differences/explained'],
  specs: ['host/differences'],
} as const;

/** An email that the check sends does not arrive where it should. */
const mailOut = { gate, checks: ['mail/accepted-by-receiver'], specs: ['host/mail-delivery'] } as const;
const mainCf = (script: string): Change =>
  editFiles('new', ['/etc/postfix/main.cf'], script, 'postfix reload 2>/dev/null');

const FPM = '/etc/php/8.4/fpm';
const fpmSetting = (script: string): Change =>
  editFiles('new', [`${FPM}/conf.d/90-club.ini`], `cd ${FPM}/conf.d\n${script}`, 'systemctl restart php8.4-fpm');

const FOUND = join(CHECKOUT, 'targets', 'blog', 'found.json');
const withGap = (gap: string): string => {
  const found = JSON.parse(readFileSync(FOUND, 'utf8')) as { gaps: string[] };
  return JSON.stringify({ ...found, gaps: [...found.gaps, gap] });
};

/** Mistakes that need systemd, PHP-FPM, the journal or another release of the database. */
export const blogSystem: Faults = {
  'target-leaves-a-gap': {
    ...unexplained,
    description: 'init could not determine the name servers of the zone, and no one has filled them in.',
    precedent: 'a target drafted in the evening and not reviewed in the morning',
    unproven: ['target/no-gaps'],
    specs: ['host/known-issues'],
    expectedMessage: /no name servers for hillwalkers/,
    ...onOperatorMachine({
      files: { [FOUND]: withGap('dns: the resolvers return no name servers for hillwalkers.example') },
    }),
  },
  'cedar-lacks-a-php-extension': {
    ...unexplained,
    description: 'PHP on Cedar lacks gd: WordPress creates no thumbnails of uploads.',
    precedent: 'the package names were adapted from the old release, and one was forgotten',
    expectedMessage: /extension gd/,
    ...shell(
      'new',
      'phpdismod -s fpm gd && systemctl restart php8.4-fpm',
      'phpenmod -s fpm gd && systemctl restart php8.4-fpm',
    ),
  },
  'cedar-takes-small-uploads-only': {
    ...unexplained,
    description: 'PHP accepts uploads of up to 64 MB on Birch, but of no more than 2 MB on Cedar.',
    precedent: 'the default php.ini of the new release',
    expectedMessage: /upload_max_filesize/,
    ...fpmSetting(`sed -i '/^upload_max_filesize/d' 90-club.ini`),
  },
  'cedar-logs-in-memory': {
    ...unexplained,
    description:
      'The journal on Cedar is kept in memory: it is lost at every reboot, and there is no other system log.',
    precedent: 'Storage=volatile, copied from a template for small machines',
    expectedMessage: /journal/,
    ...editFiles(
      'new',
      ['/etc/systemd/journald.conf.d/club.conf'],
      `sed -i 's/^Storage=.*/Storage=volatile/' /etc/systemd/journald.conf.d/club.conf`,
      'systemctl restart systemd-journald && journalctl --flush 2>/dev/null || true',
    ),
  },
  'cedar-has-no-relay-for-mail': {
    ...unexplained,
    description: 'Cedar delivers its mail directly, and the provider blocks outgoing mail that bypasses its relay.',
    precedent: 'main.cf was replaced by the one from the package; the relayhost of the old one was forgotten',
    expectedMessage: /relayhost/,
    ...mainCf("sed -i '/^relayhost/d' /etc/postfix/main.cf"),
  },
  'cedar-relay-for-mail-has-moved': {
    ...mailOut,
    description: 'Cedar hands its mail to a relay port on which nothing listens anymore.',
    precedent: 'a port from old instructions: the provider moved its relay to another port years ago',
    expectedMessage: /status=deferred .*:1026/,
    ...mainCf("sed -i '/^relayhost/s/:1025/:1026/' /etc/postfix/main.cf"),
  },
  'cedar-keeps-mail-for-others': {
    ...mailOut,
    description: 'Cedar treats a domain as local although its mailboxes are elsewhere.',
    precedent: 'mydestination from a template that lists every domain of the customer',
    expectedMessage: /status=bounced .*unknown user/,
    ...mainCf("sed -i '/^mydestination/s/$/, example.org/' /etc/postfix/main.cf"),
  },
  'cedar-role-without-rights': {
    ...unexplained,
    description: 'The treasury role exists on Cedar but is not allowed to read anything.',
    precedent: 'accounts were recreated from their grants, which do not include the privileges of roles',
    expectedMessage: /account treasury@ may/,
    ...sql('new', 'REVOKE SELECT ON club.* FROM treasury', 'GRANT SELECT ON club.* TO treasury'),
  },
  'cedar-prefers-ipv4': {
    ...unexplained,
    description: 'Cedar tries IPv4 first when it contacts other machines, while Birch tries IPv6 first.',
    precedent: 'gai.conf was edited while the router in the new rack had no IPv6, and left that way',
    expectedMessage: /gai\.conf/,
    ...editFiles('new', ['/etc/gai.conf'], "echo 'precedence ::ffff:0:0/96  100' >>/etc/gai.conf"),
  },
  'cedar-private-key-readable': {
    gate,
    checks: ['secrets/not-readable'],
    unproven: ['differences/explained'],
    specs: ['lasting/secrets', 'host/differences'],
    description: 'Every account on Cedar can read the private key of a certificate.',
    precedent: 'a key copied without its file mode',
    expectedMessage: /club\.key: private key/,
    ...shell('new', 'chmod 644 /etc/ssl/hillwalkers/club.key', 'chmod 600 /etc/ssl/hillwalkers/club.key'),
  },
  'cedar-timer-not-enabled': {
    gate,
    description: 'The timer that refreshes the list of tracks is installed on Cedar but not enabled.',
    precedent: 'the files were copied, but systemctl enable was not run',
    checks: ['cron/state-before-cutover[routes-index,new]'],
    mayAlsoFail: ['differences/explained'],
    expectedMessage: /routes-index/,
    ...shell(
      'new',
      'systemctl disable --quiet --now routes-index.timer',
      'systemctl enable --quiet --now routes-index.timer',
    ),
  },
  'cedar-timer-runs-until-the-next-boot': {
    gate,
    description: 'A timer is running on Cedar but not enabled: it is gone after the next boot.',
    precedent: 'systemctl start instead of enable --now, in a hurry',
    checks: ['cron/file-accepted[club-report]'],
    expectedMessage: /not enabled/,
    ...shell('new', 'systemctl disable --quiet club-report.timer', 'systemctl enable --quiet club-report.timer'),
  },
  'cedar-timer-masked': {
    gate,
    description: 'The timer for the weekly report is masked on Cedar.',
    precedent: 'masked to keep the jobs from running during the tests, then forgotten',
    checks: [
      'cron/state-before-cutover[club-report,new]',
      'cron/entry-present[club-report]',
      'cron/file-accepted[club-report]',
    ],
    expectedMessage: /club-report|weekly report/,
    ...editFiles(
      'new',
      ['/etc/systemd/system/club-report.timer'],
      'systemctl stop club-report.timer; ln -sf /dev/null /etc/systemd/system/club-report.timer',
      'systemctl daemon-reload; systemctl start club-report.timer 2>/dev/null || true',
    ),
  },
  'cedar-wordpress-jobs-on-both-hosts': {
    gate,
    description: 'One WordPress site runs its scheduled tasks on both hosts: each task runs twice.',
    precedent: 'the timer was tried out before the move and left on',
    checks: [
      'cron/never-on-both-hosts[club-wp-cron]',
      'cron/state-before-cutover[club-wp-cron,new]',
      'cron/file-accepted[club-wp-cron]',
    ],
    expectedMessage: /enabled on birch and cedar|wordpress-cron@club/,
    ...shell('new', 'systemctl start wordpress-cron@club.timer', 'systemctl stop wordpress-cron@club.timer'),
  },
  'cedar-service-not-enabled': {
    gate,
    description: 'The web server is running on Cedar but does not start at boot.',
    precedent: 'disabled while Cedar was being set up, then started by hand without being enabled again',
    checks: ['services/running[web-server]'],
    expectedMessage: /nginx/,
    ...shell('new', 'systemctl disable --quiet nginx', 'systemctl enable --quiet nginx'),
  },
  'cedar-events-off': {
    gate,
    description: 'The database on Cedar runs no events: old rows in the change log are never deleted.',
    precedent: 'event_scheduler is off by default, and the file that turned it on was not copied',
    checks: ['mysql/settings-same'],
    expectedMessage: /event_scheduler/,
    ...sql('new', 'SET GLOBAL event_scheduler = OFF', 'SET GLOBAL event_scheduler = ON'),
  },
};
