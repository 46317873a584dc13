import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CHECKOUT } from '../../../paths.js';
import { editFiles, onOperatorMachine, shell, sql, type Change, type Faults } from '../fault.js';

const gate = 'prerelease';
/** Found by nothing that names it: the new host is not the same as the old one, and nobody has said why. */
export const unexplained = {
  gate,
  verdict: 'HOLD',
  checks: [],
  unproven: ['differences/explained'],
  specs: ['host/differences'],
} as const;

/** A mail that the check sends does not get where it should. */
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
    description: 'init could not find out which servers the zone has, and nobody has filled it in.',
    precedent: 'a target that was drafted in the evening, and not read in the morning',
    unproven: ['target/no-gaps'],
    specs: ['host/known-issues'],
    expectedMessage: /no servers of hillwalkers/,
    ...onOperatorMachine({ files: { [FOUND]: withGap('dns: the resolvers name no servers of hillwalkers.example') } }),
  },
  'cedar-lacks-a-php-extension': {
    ...unexplained,
    description: 'PHP on Cedar has no gd: WordPress makes no small pictures of what is uploaded.',
    precedent: 'the packages were named after those of the old release, and one was forgotten',
    expectedMessage: /extension gd/,
    ...shell(
      'new',
      'phpdismod -s fpm gd && systemctl restart php8.4-fpm',
      'phpenmod -s fpm gd && systemctl restart php8.4-fpm',
    ),
  },
  'cedar-takes-small-uploads-only': {
    ...unexplained,
    description: 'PHP on Cedar takes uploads up to 2 MB, on Birch up to 64.',
    precedent: 'php.ini of the new release, as it comes',
    expectedMessage: /upload_max_filesize/,
    ...fpmSetting(`sed -i '/^upload_max_filesize/d' 90-club.ini`),
  },
  'cedar-logs-in-memory': {
    ...unexplained,
    description: 'The journal of Cedar is in memory: with each boot it is gone, and there is no other log.',
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
    description: 'Cedar sends its mail straight to the world, and the provider lets no such mail out.',
    precedent: 'main.cf was replaced by that of the package; the relayhost of the old one was forgotten',
    expectedMessage: /relayhost/,
    ...mainCf("sed -i '/^relayhost/d' /etc/postfix/main.cf"),
  },
  'cedar-relay-for-mail-has-moved': {
    ...mailOut,
    description: 'Cedar hands its mail to a relay that is no longer there.',
    precedent: 'the provider gave its relay another port years ago, and kept the old one open for old customers',
    expectedMessage: /status=deferred .*:1026/,
    ...mainCf("sed -i '/^relayhost/s/:1025/:1026/' /etc/postfix/main.cf"),
  },
  'cedar-keeps-mail-for-others': {
    ...mailOut,
    description: 'Cedar takes itself for the mail server of a domain whose mailboxes are elsewhere.',
    precedent: 'mydestination of a template with every domain of the customer in it',
    expectedMessage: /status=bounced .*unknown user/,
    ...mainCf("sed -i '/^mydestination/s/$/, example.org/' /etc/postfix/main.cf"),
  },
  'cedar-role-without-rights': {
    ...unexplained,
    description: 'The role of the treasury is there on Cedar, and may read nothing.',
    precedent: 'accounts were copied by their grants, and what roles may is in none of them',
    expectedMessage: /account treasury@ may/,
    ...sql('new', 'REVOKE SELECT ON club.* FROM treasury', 'GRANT SELECT ON club.* TO treasury'),
  },
  'cedar-prefers-ipv4': {
    ...unexplained,
    description: 'Cedar asks other machines over IPv4 first, Birch over IPv6.',
    precedent: 'gai.conf edited while the router of the new rack had no IPv6, and left like that',
    expectedMessage: /gai\.conf/,
    ...editFiles('new', ['/etc/gai.conf'], "echo 'precedence ::ffff:0:0/96  100' >>/etc/gai.conf"),
  },
  'cedar-private-key-readable': {
    gate,
    checks: ['secrets/not-readable'],
    unproven: ['differences/explained'],
    specs: ['lasting/secrets', 'host/differences'],
    description: 'Everybody on Cedar may read the private key of a certificate.',
    precedent: 'a key copied with the umask of whoever copied it',
    expectedMessage: /club\.key: private key/,
    ...shell('new', 'chmod 644 /etc/ssl/hillwalkers/club.key', 'chmod 600 /etc/ssl/hillwalkers/club.key'),
  },
  'cedar-timer-not-enabled': {
    gate,
    description: 'The timer that renews the list of tracks is installed on Cedar, and not enabled.',
    precedent: 'the files were copied, and systemctl enable was not said',
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
    description: 'A timer runs on Cedar, and is not enabled: with the next boot it is gone.',
    precedent: 'systemctl start instead of enable --now, in a hurry',
    checks: ['cron/file-accepted[club-report]'],
    expectedMessage: /not enabled/,
    ...shell('new', 'systemctl disable --quiet club-report.timer', 'systemctl enable --quiet club-report.timer'),
  },
  'cedar-timer-masked': {
    gate,
    description: 'The timer of the weekly report is masked on Cedar.',
    precedent: 'masked while the jobs of the test were not to run, and forgotten',
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
    description: 'The scheduled work of WordPress runs on both hosts: what is planned happens twice.',
    precedent: 'the timer was tried out before the move, and stayed on',
    checks: [
      'cron/never-on-both-hosts[club-wp-cron]',
      'cron/state-before-cutover[club-wp-cron,new]',
      'cron/file-accepted[club-wp-cron]',
    ],
    expectedMessage: /on at birch and cedar|wordpress-cron@club/,
    ...shell('new', 'systemctl start wordpress-cron@club.timer', 'systemctl stop wordpress-cron@club.timer'),
  },
  'cedar-service-not-enabled': {
    gate,
    description: 'The web server runs on Cedar, and does not start with the machine.',
    precedent: 'apt-get with policy-rc.d, and a systemctl start by hand',
    checks: ['services/running[web-server]'],
    expectedMessage: /nginx/,
    ...shell('new', 'systemctl disable --quiet nginx', 'systemctl enable --quiet nginx'),
  },
  'cedar-events-off': {
    gate,
    description: 'The database of Cedar runs no events: bookings that are over are not taken away.',
    precedent: 'event_scheduler is off in the new release, as it comes',
    checks: ['mysql/settings-same'],
    expectedMessage: /event_scheduler/,
    ...sql('new', 'SET GLOBAL event_scheduler = OFF', 'SET GLOBAL event_scheduler = ON'),
  },
};
