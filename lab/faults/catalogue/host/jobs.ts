import { lab } from '../../../../targets/lab/target.js';
import { done, edit, program, sql, type Faults } from '../fault.js';
import { checksIn } from '../pattern.js';

const gate = 'puma-prerelease';
const { www } = lab.sites;
const { archive } = lab.databases;
const scripts = '/home/bwrox/scripts';
const cleanUp = 'cron/visitors-cleaned-up';
const windows = 'cron/edit-windows-closed';

export const jobs: Faults = {
  'puma-jobs-have-no-password': {
    what: 'The account bwscripts has no password for the database on Puma.',
    life: 'a .my.cnf begins with a dot, and `cp *` does not see it',
    gate,
    checks: [cleanUp, windows],
    words: /bwscripts|Access denied|said/,
    ...done('puma', 'mv /home/bwscripts/.my.cnf /root/away.cnf', 'mv /root/away.cnf /home/bwscripts/.my.cnf'),
  },
  'puma-clean-up-forgets-nobody': {
    what: 'The clean-up on Puma runs and forgets nobody.',
    life: 'an interval that means hours here and days there',
    gate,
    checks: [cleanUp],
    words: /guestsonline/,
    ...edit(
      'puma',
      [`${scripts}/clean_guestsonline.sh`],
      `sed -i 's/INTERVAL [0-9]* HOUR/INTERVAL 200 HOUR/i; s/INTERVAL [0-9]* MINUTE/INTERVAL 9000 MINUTE/i' ${scripts}/clean_guestsonline.sh`,
    ),
  },
  'puma-edit-windows-not-logged': {
    what: 'The jobs on Puma may not write to the logs.',
    life: "grants missing for one of three databases: 'user'@'host' of the old server",
    gate,
    checks: [windows],
    perhaps: checksIn('host/cron-heartbeats'),
    words: /logs|denied|said/,
    ...sql(
      'puma',
      `REVOKE INSERT ON ${archive}.* FROM bwscripts@localhost`,
      `GRANT INSERT ON ${archive}.* TO bwscripts@localhost`,
    ),
  },
  'puma-backup-without-rights': {
    what: 'The account of the backup may not read the encrypted fields on Puma.',
    life: 'Global-signbank#593: backups incomplete for weeks, unnoticed',
    gate,
    checks: ['cron/backup-written'],
    words: /backup|said|dump/,
    ...sql(
      'puma',
      'REVOKE ALL PRIVILEGES, GRANT OPTION FROM bwbackup@localhost',
      'GRANT SELECT, LOCK TABLES, SHOW VIEW, TRIGGER, EVENT, PROCESS, RELOAD ON *.* TO bwbackup@localhost',
    ),
  },
  'puma-backup-folder-of-root': {
    what: 'The folder of the backups on Puma belongs to root.',
    life: 'made by hand, as root',
    gate,
    checks: ['cron/backup-written'],
    words: /backup|denied/,
    ...done(
      'puma',
      'chown root:root /home/bwrox/backups && chmod 700 /home/bwrox/backups',
      'chown bwbackup:bwbackup /home/bwrox/backups && chmod 750 /home/bwrox/backups',
    ),
  },
  'puma-statistics-count-nobody': {
    what: 'The statistics on Puma get a row full of zeros.',
    life: 'sqlitebrowser#1823: a slump of the statistics, traced to a job',
    gate,
    checks: ['cron/statistics-updated'],
    words: /counted|stats/,
    ...program(
      www.root,
      'htdocs/bw/updatestats.mjs',
      "FROM members WHERE Status IN ('Active'",
      "FROM members WHERE Status IN ('active member') AND Status IN ('Active'",
    ),
  },
  'puma-import-finds-no-site': {
    what: 'The Geonames import on Puma asks the site at an address where Apache does not listen.',
    life: 'a server that listens on its own address alone',
    gate,
    checks: ['cron/geonames-imported'],
    words: /geonames/,
    ...edit('puma', [`${scripts}/update_geo.sh`], `sed -i 's/127\\.0\\.0\\.1/127.0.0.3:81/' ${scripts}/update_geo.sh`),
  },
  'puma-mailbot-without-its-interpreter': {
    what: "Cron's bare environment on Puma does not find the interpreter.",
    life: 'akvo-provisioning#125: PATH of cron differs from that of a shell',
    gate,
    checks: ['cron/mailbot-heartbeat-logged', 'cron/statistics-updated'],
    // Mails of mailbot stay where they are.
    perhaps: ['mail/message-delivered', 'mail/forum-notification-delivered', 'cron/edit-windows-closed'],
    words: /node|said/,
    ...done(
      'puma',
      'mkdir -p /opt/node/bin && mv /usr/bin/node /opt/node/bin/node',
      'mv /opt/node/bin/node /usr/bin/node',
    ),
  },
  'puma-updatestats-missing': {
    what: 'The programs of mailbot and statistics are missing on Puma.',
    life: 'righttoknow#546: scripts left behind',
    gate,
    checks: [
      'cron/script-runnable[mailbot]',
      'cron/script-runnable[statistics]',
      'cron/mailbot-heartbeat-logged',
      'cron/statistics-updated',
    ],
    perhaps: ['mail/message-delivered', 'mail/forum-notification-delivered', 'code/work-tree-clean[www]'],
    specs: ['host/cron-tables', 'host/cron-heartbeats'],
    words: /mjs|Cannot find module/,
    ...done(
      'puma',
      `mkdir /root/away && mv ${www.root}/htdocs/bw/*.mjs /root/away/`,
      `mv /root/away/*.mjs ${www.root}/htdocs/bw/ && rmdir /root/away`,
    ),
  },
};
