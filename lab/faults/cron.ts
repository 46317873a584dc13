import { lab } from '../../targets/lab.js';
import { done, edit, type Change, type Faults } from './fault.js';

const TABLE = '/etc/cron.d/rox';
const table = (on: 'deer' | 'puma', script: string): Change => edit(on, [TABLE], script);
const gate = 'puma-prerelease';

export const cron: Faults = {
  'puma-loses-mailbot-line': {
    what: "The line of mailbot is missing from Puma's crontab.",
    life: 'akvo-provisioning#48, sqlitebrowser#1823: a job is forgotten in the move',
    gate,
    checks: [
      "host/cron-tables › Puma's crontab holds the mailbot with its schedule, user and command",
      'host/cron-tables › Cron on Puma takes the file that holds the mailbot',
    ],
    words: /mailbot/,
    ...table('puma', `sed -i /mailbot/d ${TABLE}`),
  },
  'puma-crontab-named-with-a-dot': {
    what: "Puma's crontab is called rox.cron, and cron reads no file with a dot in its name.",
    life: 'boa#704: jobs renamed to *.off; jabali-panel#880: an import silently skips cron',
    gate,
    checks: [
      'host/cron-tables › Cron on Puma takes the file that holds the *',
      'host/cron-tables › The * is on on Puma before the switch',
    ],
    words: /rox\.cron/,
    ...done('puma', `mv ${TABLE} ${TABLE}.cron`, `mv ${TABLE}.cron ${TABLE}`),
  },
  'puma-crontab-without-last-newline': {
    what: "Puma's crontab does not end with a newline, so cron ignores all of it.",
    life: 'crontab(5): a file whose last line has no newline is broken; editors and copies lose it',
    gate,
    checks: [
      'host/cron-tables › Cron on Puma takes the file that holds the *',
      'host/cron-tables › The * is on on Puma before the switch',
    ],
    words: /newline/,
    ...table('puma', `printf %s "$(cat ${TABLE})" >${TABLE}.new && mv ${TABLE}.new ${TABLE}`),
  },
  'puma-crontab-writable-by-group': {
    what: "Puma's crontab is writable by its group, so cron refuses it.",
    life: 'cron(8): INSECURE MODE; the copy was made with another umask',
    gate,
    checks: [
      'host/cron-tables › Cron on Puma takes the file that holds the *',
      'host/cron-tables › The * is on on Puma before the switch',
    ],
    words: /mode|writable|664/i,
    ...table('puma', `chmod 664 ${TABLE}`),
  },
  'puma-statistics-at-another-hour': {
    what: 'The user statistics run on Puma at seven minutes past midnight, not at seven in the morning.',
    life: 'minute and hour swapped in a crontab written by hand',
    gate,
    checks: ["host/cron-tables › Puma's crontab holds the user statistics with its schedule, user and command"],
    words: /7 0 \* \* \*/,
    ...table('puma', `sed -i '/updatestats/s/^0 7/7 0/' ${TABLE}`),
  },
  'puma-import-runs-as-root': {
    what: 'The Geonames import runs as root on Puma.',
    life: 'field 42 of what goes wrong: the user of a job differs after the move',
    gate,
    checks: ["host/cron-tables › Puma's crontab holds the Geonames import with its schedule, user and command"],
    words: /root/,
    ...table('puma', `sed -i '/update_geo/s/ bwrox / root /' ${TABLE}`),
  },
  'mailbot-on-both-hosts': {
    what: 'Mailbot is switched on on Puma while Deer still runs it.',
    life: 'fixwikihub: cron runs on both hosts, every mail is sent twice',
    gate,
    checks: [
      'host/cron-tables › The mailbot is off on Puma before the switch',
      'host/cron-tables › Mailbot is never on both hosts',
    ],
    words: /twice|off/,
    ...table('puma', `sed -i '/mailbot/s/^#//' ${TABLE}`),
  },
  'deer-mailbot-off-too-early': {
    what: 'Mailbot is switched off on Deer before the switch: the wrong host.',
    life: 'worldcubeassociation.org#3836: a script disabled cron on the wrong host, unnoticed for long',
    gate,
    checks: ['host/cron-tables › The mailbot is on on Deer before the switch'],
    words: /deer/i,
    ...table('deer', `sed -i '/mailbot/s/^/#/' ${TABLE}`),
  },
  'deer-jobs-all-off': {
    what: "All lines of Deer's crontab are commented out before the switch.",
    life: 'boa#654: cron left disabled',
    gate,
    checks: ['host/cron-tables › The * is on on Deer before the switch'],
    words: /deer/i,
    ...table('deer', `sed -i 's/^[0-9*]/#&/' ${TABLE}`),
  },
  'puma-jobs-left-off': {
    what: "All lines of Puma's crontab were commented out for the import and stayed so.",
    life: 'boa#704, boa#654: cron left disabled after a migration',
    gate,
    checks: ['host/cron-tables › The * is on on Puma before the switch'],
    words: /puma/i,
    ...table('puma', `sed -i 's/^[0-9*]/#&/' ${TABLE}`),
  },
  'puma-backup-copies-to-deer': {
    what: 'The backup script on Puma still copies its file to Deer.',
    life: 'Temporal#481, Parsl#3082: hard-coded addresses of the old host',
    gate,
    checks: ["host/cron-tables › Puma's crontabs and jobs do not name Deer"],
    words: /198\.51\.100\.10|deer/,
    ...edit(
      'puma',
      ['/home/bwbackup/db_backup.sh'],
      `echo '[ -z "\$COPY" ] || scp -q "\$COPY" ${lab.deer.ipv4}:/var/backups/' >>/home/bwbackup/db_backup.sh`,
    ),
  },
  'puma-backup-not-executable': {
    what: 'The backup script on Puma has lost its execute bit.',
    life: 'Global-signbank#593: backups silent for weeks',
    gate,
    checks: [
      'host/cron-tables › The script of the database backup on Puma can be run by bwbackup',
      'host/cron-files › The backup on Puma leaves a file of today with the dump of every database',
    ],
    words: /db_backup\.sh/,
    ...edit('puma', ['/home/bwbackup/db_backup.sh'], 'chmod a-x /home/bwbackup/db_backup.sh'),
  },
  'puma-scripts-folder-missing': {
    what: 'The folder with the scripts of bwrox was not copied to Puma.',
    life: 'righttoknow#546: scripts outside of the code are forgotten',
    gate,
    checks: [
      'host/cron-tables › The script of the anonymous session clean-up on Puma can be run by bwscripts',
      'host/cron-tables › The script of the closing of forum edit windows on Puma can be run by bwscripts',
      'host/cron-tables › The script of the Geonames import on Puma can be run by bwrox',
      'host/cron-clean-up › *',
      'host/cron-edit-windows › *',
      'host/cron-heartbeats › The Geonames import on Puma succeeds',
    ],
    words: /scripts/,
    ...done(
      'puma',
      'mv /home/bwrox/scripts /home/bwrox/scripts.away',
      'mv /home/bwrox/scripts.away /home/bwrox/scripts',
    ),
  },
  'puma-account-of-jobs-expired': {
    what: 'The account bwscripts on Puma has expired: cron runs none of its jobs.',
    life: 'Global-signbank#593: crontab ignored since the account had expired',
    gate,
    checks: [
      'host/cron-tables › The script of the anonymous session clean-up on Puma can be run by bwscripts',
      'host/cron-tables › The script of the closing of forum edit windows on Puma can be run by bwscripts',
    ],
    words: /bwscripts|expired/,
    ...edit('puma', ['/etc/shadow'], 'chage -E 2012-01-01 bwscripts'),
  },
  'puma-mailbot-unreadable': {
    what: 'The program of mailbot on Puma can be read by root alone.',
    life: 'PMSS#787, rsync#271: owners and modes lost by the copy',
    gate,
    checks: [
      'host/cron-tables › The script of the mailbot on Puma can be run by bwrox',
      'host/cron-heartbeats › Mailbot on Puma, started by hand, leaves its heartbeat in the logs',
    ],
    words: /mailbot\.mjs/,
    ...done(
      'puma',
      `chown root ${lab.sites.www.root}/htdocs/bw/mailbot.mjs && chmod 600 ${lab.sites.www.root}/htdocs/bw/mailbot.mjs`,
      `chmod 644 ${lab.sites.www.root}/htdocs/bw/mailbot.mjs && chown bwrox:bwrox ${lab.sites.www.root}/htdocs/bw/mailbot.mjs`,
    ),
  },
  'puma-crontab-of-last-year': {
    what: "Puma's crontab is that of a backup of last year: four jobs run at other times.",
    life: 'taken from the documentation, and not from the server',
    gate,
    checks: [
      "host/cron-tables › Puma's crontab holds the anonymous session clean-up with its schedule, user and command",
      "host/cron-tables › Puma's crontab holds the closing of forum edit windows with its schedule, user and command",
      "host/cron-tables › Puma's crontab holds the database backup with its schedule, user and command",
      "host/cron-tables › Puma's crontab holds the revision and update status of the deployments with its schedule, user and command",
    ],
    words: /clean_guestsonline/,
    ...table(
      'puma',
      `sed -i -e '/clean_guests/s/^0 /17 /' -e '/close_edit/s/^0,30/0/' -e '/db_backup/s/^00 02/00 03/' -e '/update_status/s,^\\*/5,*/10,' ${TABLE}`,
    ),
  },
};
