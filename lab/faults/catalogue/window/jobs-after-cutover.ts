import { LAB_ROX } from '../../../rox.js';
import { lab } from '../../../../targets/lab/target.js';
import { onHost } from '../../../hosts/hosts.js';
import { shell, editFiles, type Change, type Faults } from '../fault.js';
import { checksIn, type CheckPattern } from '../pattern.js';

const gate = 'postcutover';
const TABLE = '/etc/cron.d/rox';
const table = (on: 'deer' | 'puma', script: string): Change => editFiles(on, [TABLE], script);
const trace = (job: string): CheckPattern => `cron/trace-left-since-cutover[${job}]`;
const errors = (log: string): CheckPattern => `logs/no-new-errors[${log}]`;
/** Cron's message about a changed crontab has not been in its log before. */
const CRON_SAYS: CheckPattern[] = ['logs/no-new-errors'];

export const jobsAfterSwitch: Faults = {
  'puma-jobs-not-switched-on': {
    description: "After the switch, no one enabled Puma's jobs.",
    precedent: 'boa#704, boa#654: cron left disabled after a migration',
    gate,
    checks: ['cron/on-after-cutover'],
    mayAlsoFail: CRON_SAYS,
    expectedMessage: /on Puma Expected: "on" Received: "off"/,
    ...table('puma', `sed -i 's/^[0-9*]/#&/' ${TABLE}`),
  },
  'deer-jobs-still-on': {
    description: "Deer's jobs were never switched off and ran through the night.",
    precedent: 'fixwikihub: cron runs on both hosts after the switch',
    gate,
    checks: ['cron/off-on-old-host', 'cron/not-run-on-old-host'],
    mayAlsoFail: [
      'cron/not-running-after-cutover[mailbot]',
      'mail/none-sent-by-old-host',
      'mail/none-sent-twice',
      ...CRON_SAYS,
    ],
    expectedMessage: /cron log on Deer.*CMD \(/,
    inject: () =>
      // The night takes seconds, as on Puma (lab/cutover/first-night.ts).
      onHost(
        'deer',
        `sed -i 's/^#\\([0-9*]\\)/\\1/' ${TABLE}
        since=$(wc -l </var/log/cron.log)
        for clock in '@2012-06-23 01:59:30 x60' '@2012-06-23 06:59:30 x60'; do
          LAB_CRON_CLOCK="$clock" /etc/init.d/cron restart </dev/null >/dev/null 2>&1
          sleep 8
        done
        LAB_CRON_CLOCK= /etc/init.d/cron restart </dev/null >/dev/null 2>&1
        tail -n +$since /var/log/cron.log | grep -q updatestats`,
      ),
  },
  'deer-mailbot-left-hanging': {
    description: 'A mailbot process that was started before the switch is still running on Deer.',
    precedent: 'it waits for a mail server, and sends its mail when the server comes back',
    gate,
    checks: ['cron/not-running-after-cutover[mailbot]'],
    expectedMessage: /\+ +"\d+ bwrox"/,
    ...shell(
      'deer',
      `su bwrox -s /bin/sh -c 'exec setsid sh -c "sleep 3600; :" ${LAB_ROX.sites.www.root}/htdocs/bw/mailbot.mjs' >/dev/null 2>&1 </dev/null &`,
      'pkill -f [m]ailbot.mjs; pkill -f "sleep 360[0]"',
    ),
  },
  'puma-cron-never-ran': {
    description: 'Cron on Puma has not started any job since the switch.',
    precedent: 'jobs enabled in the crontab, but the daemon is not running',
    gate,
    checks: ['cron/started-since-cutover'],
    mayAlsoFail: [...CRON_SAYS, ...checksIn('postcutover/cron', 'postcutover/cron-old-host')],
    expectedMessage: /CMD lines with .* in Puma's cron log.*Received array: \[\]/,
    ...editFiles(
      'puma',
      ['/var/log/cron.log', '/var/log/syslog'],
      `/etc/init.d/cron stop >/dev/null
      for log in /var/log/cron.log /var/log/syslog; do [ ! -e $log ] || sed -i '/ CMD (/d' $log; done`,
      ':',
    ),
    revert: (id) =>
      editFiles('puma', ['/var/log/cron.log', '/var/log/syslog'], ':')
        .revert?.(id)
        .then(() =>
          shell('puma', '/etc/init.d/rsyslog restart >/dev/null; /etc/init.d/cron start >/dev/null').inject(id),
        ) ?? Promise.resolve(),
  },
  'puma-jobs-leave-no-trace': {
    description: 'Jobs on Puma have been started since the switch but have done nothing.',
    precedent: 'a job that exits at once; Global-signbank#593: for weeks, no one noticed that there were no backups',
    gate,
    checks: [trace('backup'), trace('statistics'), trace('close-edit'), trace('mailbot')],
    mayAlsoFail: [...CRON_SAYS, 'cron/trace-left-since-cutover'],
    expectedMessage: /there is no \/home\/bwrox\/backups\/DB_BACKUP/,
    inject: shell(
      'puma',
      `rm -f /home/bwrox/backups/DB_BACKUP-*
      mysql -e "DELETE FROM BW_MAIN.stats WHERE created >= CURDATE() - INTERVAL 2 DAY; DELETE FROM BW_ARCH.logs WHERE Type IN ('cron_task', 'mailbot')"
      /etc/init.d/cron stop >/dev/null`,
    ).inject,
  },
  'puma-import-and-clean-up-without-effect': {
    description: 'The GeoNames import never reached the site on Puma, and guests who left hours ago are still listed.',
    precedent: 'a job that succeeds but does nothing',
    gate,
    checks: [trace('geonames'), trace('clean-guests'), trace('update-status')],
    mayAlsoFail: [...CRON_SAYS, 'cron/trace-left-since-cutover'],
    expectedMessage: /BW_MAIN\.guestsonline still has rows/,
    inject: shell(
      'puma',
      `/etc/init.d/cron stop >/dev/null
      # Apache has the files open: they are written again, not replaced.
      for log in /var/log/apache2/*access.log; do sed /refreshgeo/d $log >/run/without && cat /run/without >$log; done
      mysql -e "INSERT INTO BW_MAIN.guestsonline (IpGuest, updated) VALUES (7, NOW() - INTERVAL 9 HOUR)"
      for site in /home/www/*/; do touch -d 2012-01-01 $site/htdocs/update_status.txt; done`,
    ).inject,
  },
  'deer-sends-mail-of-the-site': {
    description: 'Deer has sent mail for the site since the switch.',
    precedent: 'deferred mail leaves the old host days later',
    gate,
    checks: ['mail/none-sent-by-old-host'],
    mayAlsoFail: CRON_SAYS,
    expectedMessage: /in Deer's mail log.*from signup@bewelcome\.example/,
    inject: shell(
      'deer',
      `printf 'From: signup@bewelcome.example\\nSubject: late\\n\\nlate\\n' | sendmail -f signup@bewelcome.example somebody@example.org
      for _ in 1 2 3 4 5 6 7 8 9 10; do grep -q 'to=<somebody@example.org>.*status=sent' /var/log/mail.log && exit 0; sleep 1; done; exit 1`,
    ).inject,
  },
  'mail-sent-by-both-hosts': {
    description: 'The same message, with the same id, was mailed by both Puma and Deer.',
    precedent: 'darshanturakhia: duplicate emails by the million; both hosts had the queue',
    gate,
    checks: ['mail/none-sent-twice'],
    mayAlsoFail: ['mail/none-sent-by-old-host', ...CRON_SAYS],
    expectedMessage: /<twice@bewelcome\.example>/,
    inject: () => Promise.all((['deer', 'puma'] as const).map((host) => sameMail(host).inject('same'))),
  },
};

/** Lines in a log cannot be reverted: these faults are healed by loading the state. */
const happened = (script: string): Change => shell('puma', script);

export const logs: Faults = {
  'puma-new-error-of-the-program': {
    description: "The site on Puma logs an error that Deer's log never contained.",
    precedent: 'BeWelcome 2012, step 17: watch various logs on Puma and repair',
    gate,
    checks: [errors('site')],
    mayAlsoFail: ['logs/no-new-errors'],
    expectedMessage: /gallery_items/,
    ...happened(
      `mysql -e 'RENAME TABLE BW_MAIN.gallery_items TO BW_MAIN.gallery_items_old'
      curl -s -o /dev/null -H 'Host: ${LAB_ROX.sites.www.host}' http://127.0.0.1/gallery/show/user/${LAB_ROX.members.active.username}
      mysql -e 'RENAME TABLE BW_MAIN.gallery_items_old TO BW_MAIN.gallery_items'`,
    ),
  },
  'puma-new-error-of-apache': {
    description: 'An Apache process on Puma has crashed.',
    precedent: 'a module that crashes now and then: visitors see a blank page',
    gate,
    checks: [errors('apache')],
    expectedMessage: /exit signal/,
    ...happened(
      `kill -SEGV $(pgrep -u www-data apache2 | head -n 1)
      for _ in 1 2 3 4 5; do grep -q 'exit signal' /var/log/apache2/error.log && exit 0; sleep 1; done; exit 1`,
    ),
  },
  'puma-table-marked-as-crashed': {
    description: "Puma's MySQL reports that the index of a table is corrupt.",
    precedent: 'MyISAM files copied from a running server',
    gate,
    checks: [errors('mysql')],
    expectedMessage: /Index for table '\.\/BW_MAIN\/faq' is/,
    ...happened(
      `mysql -e 'FLUSH TABLES BW_MAIN.faq'
      truncate -s 300 /var/lib/mysql/BW_MAIN/faq.MYI
      ! mysql -e 'SELECT * FROM BW_MAIN.faq' >/dev/null 2>&1
      sleep 1`,
    ),
  },
  'puma-mail-bounces': {
    description: 'Mail from Puma bounces: the recipient does not exist.',
    precedent: 'the MTA treats a domain as its own, although no one has a mailbox there',
    gate,
    checks: [errors('mail')],
    mayAlsoFail: ['mail/none-sent-by-old-host', 'mail/none-sent-twice'],
    expectedMessage: /nobody-at-all@.*bounced/,
    ...happened(
      `printf 'Subject: x\\n\\nx\\n' | sendmail -f root nobody-at-all@${lab.hosts.new.hostname}
      for _ in 1 2 3 4 5; do grep -q 'status=bounced' /var/log/mail.log && exit 0; sleep 1; done; exit 1`,
    ),
  },
  'puma-cron-complains': {
    description: 'Cron on Puma reports that a crontab is broken.',
    precedent: 'crontab ignored, and only the log says so',
    gate,
    checks: [errors('cron')],
    expectedMessage: /bad minute/,
    ...happened(
      `echo '61 * * * * root true' >/etc/cron.d/extra
      for _ in 1 2 3 4 5; do grep -q 'bad minute' /var/log/cron.log /var/log/syslog && rm /etc/cron.d/extra && exit 0; sleep 1; done; exit 1`,
    ),
  },
  'puma-answers-with-errors': {
    description: "For a while, Apache on Puma could not reach the site's process, and visitors got errors.",
    precedent: 'the application was restarted in the middle of the day, and did not come back for a minute',
    gate,
    checks: ['logs/server-errors-rare'],
    mayAlsoFail: ['logs/no-new-errors'],
    specs: ['postcutover/logs-visitors'],
    expectedMessage: /\d+ x 503/,
    ...happened(
      `/etc/init.d/rox stop >/dev/null
      for i in $(seq 80); do curl -s -o /dev/null -A Mozilla/5.0 -H 'Host: ${LAB_ROX.sites.www.host}' http://127.0.0.1/; done
      /etc/init.d/rox start >/dev/null`,
    ),
  },
  'puma-sees-one-visitor': {
    description: "In Puma's access logs, all requests come from one address.",
    precedent: 'OpenIPC/website#145: 21,768 people became 3 addresses behind three proxies',
    gate,
    checks: ['logs/visitors-seen'],
    mayAlsoFail: [
      ...checksIn('postcutover/cron', 'postcutover/cron-old-host'),
      'logs/server-errors-rare',
      'logs/visitors-seen',
    ],
    specs: ['postcutover/logs-visitors'],
    expectedMessage: /addresses in Puma's access logs other than .*203\.0\.113\.5/,
    ...editFiles(
      'puma',
      ['/var/log/apache2'],
      `sed -i -E 's/^(\\S+) \\S+ - /\\1 203.0.113.5 - /' /var/log/apache2/*access.log`,
      'apache2ctl graceful',
    ),
  },
  'deer-closed-for-an-hour': {
    description: 'The site was closed for an hour instead of the ten minutes that the placeholder promised.',
    precedent:
      'OSM 2016: read-only for nine hours of a planned 24-hour window; GOV.UK: every minute of downtime was announced',
    gate,
    checks: ['downtime/within-announced'],
    expectedMessage: /\d{4} s without service/,
    ...editFiles(
      'deer',
      ['/var/log/apache2'],
      `log=$(ls /var/log/apache2/placeholder-access.log)
      for minutes in 60 50 40 30 20 10; do
        then=$(LC_ALL=C date -d "$minutes minutes ago" "+%d/%b/%Y:%H:%M:%S %z")
        echo "www.bewelcome.example:80 198.51.100.1 - - [$then] \\"GET / HTTP/1.1\\" 503 700 \\"-\\" \\"Mozilla/5.0\\"" >>$log
      done
      sort -s -t '[' -k 2 $log -o $log`,
      'apache2ctl graceful',
    ),
  },
};

function sameMail(on: 'deer' | 'puma'): Change {
  return shell(
    on,
    `printf 'From: message@bewelcome.example\\nMessage-ID: <twice@bewelcome.example>\\nSubject: twice\\n\\ntwice\\n' | sendmail -f message@bewelcome.example twice@example.org
    for _ in 1 2 3 4 5 6 7 8 9 10; do grep -q 'to=<twice@example.org>.*status=sent' /var/log/mail.log && exit 0; sleep 1; done; exit 1`,
  );
}
