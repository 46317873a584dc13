import { LAB_ROX } from '../../../rox.js';
import { shell, editFiles, patchProgram, sql, type Faults } from '../fault.js';
import { checksIn } from '../pattern.js';

const gate = 'prerelease';
const { www } = LAB_ROX.sites;
const { archive } = LAB_ROX.databases;
const scripts = '/home/bwrox/scripts';
const cleanUp = 'cron/visitors-cleaned-up';
const windows = 'cron/edit-windows-closed';

export const jobs: Faults = {
  'puma-jobs-have-no-password': {
    description: 'The account bwscripts on Puma lacks the file with its database password.',
    precedent: 'a .my.cnf begins with a dot, and `cp *` skips it',
    gate,
    checks: [cleanUp, windows],
    expectedMessage: /Access denied for user 'bwscripts'@'localhost' \(using password: NO\)/,
    ...shell('puma', 'mv /home/bwscripts/.my.cnf /root/away.cnf', 'mv /root/away.cnf /home/bwscripts/.my.cnf'),
  },
  'puma-clean-up-forgets-nobody': {
    description: 'The cleanup job on Puma runs but removes no visitors.',
    precedent: 'an interval in hours on one host and in days on the other',
    gate,
    checks: [cleanUp],
    expectedMessage: /guestsonline on Puma after the job/,
    ...editFiles(
      'puma',
      [`${scripts}/clean_guestsonline.sh`],
      `sed -i 's/INTERVAL [0-9]* HOUR/INTERVAL 200 HOUR/i; s/INTERVAL [0-9]* MINUTE/INTERVAL 9000 MINUTE/i' ${scripts}/clean_guestsonline.sh`,
    ),
  },
  'puma-edit-windows-not-logged': {
    description: 'The account bwscripts is not allowed to write to the log tables on Puma.',
    precedent: "the grants for one of three databases still name the old host: 'user'@'old-ip'",
    gate,
    checks: [windows],
    mayAlsoFail: checksIn('journeys/rox/host/cron-heartbeats'),
    expectedMessage: /INSERT command denied to user 'bwscripts'/,
    ...sql(
      'puma',
      `REVOKE INSERT ON ${archive}.* FROM bwscripts@localhost`,
      `GRANT INSERT ON ${archive}.* TO bwscripts@localhost`,
    ),
  },
  'puma-backup-without-rights': {
    description: 'The backup account has no database privileges on Puma.',
    precedent: 'Global-signbank#593: backups missing for weeks, unnoticed',
    gate,
    checks: ['cron/backup-written'],
    expectedMessage: /Access denied for user 'bwbackup'@/,
    ...sql(
      'puma',
      'REVOKE ALL PRIVILEGES, GRANT OPTION FROM bwbackup@localhost',
      'GRANT SELECT, LOCK TABLES, SHOW VIEW, TRIGGER, EVENT, PROCESS, RELOAD ON *.* TO bwbackup@localhost',
    ),
  },
  'puma-backup-folder-of-root': {
    description: 'The backup folder on Puma belongs to root.',
    precedent: 'created by hand, as root',
    gate,
    checks: ['cron/backup-written'],
    expectedMessage: /\/home\/bwrox\/backups\/.*Permission denied/,
    ...shell(
      'puma',
      'chown root:root /home/bwrox/backups && chmod 700 /home/bwrox/backups',
      'chown bwbackup:bwbackup /home/bwrox/backups && chmod 750 /home/bwrox/backups',
    ),
  },
  'puma-statistics-count-nobody': {
    description: 'The statistics job on Puma records zero active members.',
    precedent: 'sqlitebrowser#1823: a slump in the statistics, traced to a job',
    gate,
    checks: ['cron/statistics-updated'],
    expectedMessage: /new rows in BW_MAIN\.stats.*"counted": 0/,
    ...patchProgram(
      www.root,
      'htdocs/bw/updatestats.mjs',
      "FROM members WHERE Status IN ('Active'",
      "FROM members WHERE Status IN ('active member') AND Status IN ('Active'",
    ),
  },
  'puma-import-finds-no-site': {
    description: 'The GeoNames import on Puma contacts the site at an address where Apache does not listen.',
    precedent: 'a web server that listens only on its public address, not on localhost',
    gate,
    checks: ['cron/geonames-imported'],
    expectedMessage: /geonames ended with status 1.*update_geo: failed/,
    ...editFiles(
      'puma',
      [`${scripts}/update_geo.sh`],
      `sed -i 's/127\\.0\\.0\\.1/127.0.0.3:81/' ${scripts}/update_geo.sh`,
    ),
  },
  'puma-mailbot-without-its-interpreter': {
    description: 'Cron on Puma cannot find the interpreter for mailbot and the statistics job in its minimal PATH.',
    precedent: "akvo-provisioning#125: cron's PATH differs from that of a shell",
    gate,
    checks: ['cron/mailbot-heartbeat-logged', 'cron/statistics-updated'],
    // Mailbot's emails are not sent.
    mayAlsoFail: ['mail/message-delivered', 'mail/forum-notification-delivered', 'cron/edit-windows-closed'],
    // Without the interpreter, the site could not be restarted for another fault.
    isAlone: true,
    expectedMessage: /'node': No such file or directory/,
    ...shell(
      'puma',
      'mkdir -p /opt/node/bin && mv /usr/bin/node /opt/node/bin/node',
      'mv /opt/node/bin/node /usr/bin/node',
    ),
  },
  'puma-updatestats-missing': {
    description: 'The mailbot and statistics programs are missing from Puma.',
    precedent: 'righttoknow#546: scripts left behind',
    gate,
    checks: [
      'cron/script-runnable[mailbot]',
      'cron/script-runnable[statistics]',
      'cron/mailbot-heartbeat-logged',
      'cron/statistics-updated',
    ],
    mayAlsoFail: ['mail/message-delivered', 'mail/forum-notification-delivered', 'code/work-tree-clean[www]'],
    specs: ['host/cron-tables', 'journeys/rox/host/cron-heartbeats'],
    expectedMessage: /Cannot find module/,
    ...shell(
      'puma',
      `mkdir /root/away && mv ${www.root}/htdocs/bw/*.mjs /root/away/`,
      `mv /root/away/*.mjs ${www.root}/htdocs/bw/ && rmdir /root/away`,
    ),
  },
};
