import { LAB_ROX } from '../../../rox.js';
import { lab } from '../../../../targets/lab/target.js';
import { checksIn, type CheckPattern } from '../pattern.js';
import { shell, editFiles, type Change, type Faults } from '../fault.js';

const TABLE = '/etc/cron.d/rox';
const table = (on: 'deer' | 'puma', script: string): Change => editFiles(on, [TABLE], script);
const gate = 'prerelease';
/** The check of each job that must be on in Puma's crontab: all but mailbot. */
const OFF_ON_PUMA: readonly CheckPattern[] = [
  'cron/state-before-cutover[backup,new]',
  'cron/state-before-cutover[geonames,new]',
  'cron/state-before-cutover[close-edit,new]',
  'cron/state-before-cutover[statistics,new]',
  'cron/state-before-cutover[clean-guests,new]',
  'cron/state-before-cutover[update-status,new]',
];

export const cron: Faults = {
  'puma-loses-mailbot-line': {
    description: "The mailbot entry is missing from Puma's crontab.",
    precedent: 'akvo-provisioning#48, sqlitebrowser#1823: a job forgotten in the move',
    gate,
    checks: ['cron/entry-present[mailbot]', 'cron/file-accepted[mailbot]'],
    expectedMessage: /places on Puma that name .*mailbot\.mjs: none/,
    ...table('puma', `sed -i /mailbot/d ${TABLE}`),
  },
  'puma-crontab-named-with-a-dot': {
    description: "Puma's crontab is called rox.cron, and cron ignores files with a dot in their names.",
    precedent: 'boa#704: jobs renamed to *.off; jabali-panel#880: an import silently skips cron',
    gate,
    checks: ['cron/file-accepted', ...OFF_ON_PUMA],
    expectedMessage: /rox\.cron: its name contains characters other than/,
    ...shell('puma', `mv ${TABLE} ${TABLE}.cron`, `mv ${TABLE}.cron ${TABLE}`),
  },
  'puma-crontab-without-last-newline': {
    description: "Puma's crontab does not end with a newline, so cron ignores all of it.",
    precedent: 'crontab(5): a file whose last line has no newline is broken; editors and copying can lose the newline',
    gate,
    checks: ['cron/file-accepted', ...OFF_ON_PUMA],
    expectedMessage: /it does not end with a newline \(Missing newline before EOF\)/,
    ...table('puma', `printf %s "$(cat ${TABLE})" >${TABLE}.new && mv ${TABLE}.new ${TABLE}`),
  },
  'puma-crontab-writable-by-group': {
    description: "Puma's crontab is writable by its group, so cron refuses it.",
    precedent: 'cron(8): INSECURE MODE; the copy was made with a different umask',
    gate,
    checks: ['cron/file-accepted', ...OFF_ON_PUMA],
    expectedMessage: /its mode is 664, so others can write to it/,
    ...table('puma', `chmod 664 ${TABLE}`),
  },
  'puma-statistics-at-another-hour': {
    description: 'The user statistics job on Puma runs at seven minutes past midnight, not at seven in the morning.',
    precedent: 'minute and hour swapped in a crontab written by hand',
    gate,
    checks: ['cron/entry-present[statistics]'],
    expectedMessage: /Received: "7 0 \* \* \*/,
    ...table('puma', `sed -i '/updatestats/s/^0 7/7 0/' ${TABLE}`),
  },
  'puma-import-runs-as-root': {
    description: 'The GeoNames import runs as root on Puma.',
    precedent: 'a common mistake: a job runs as a different user after the move',
    gate,
    checks: ['cron/entry-present[geonames]'],
    expectedMessage: /Received: "5 2 \* \* \* root/,
    ...table('puma', `sed -i '/update_geo/s/ bwrox / root /' ${TABLE}`),
  },
  'puma-mailbot-names-the-machine': {
    description: "The mailbot entry in Puma's crontab sets SERVER_NAME to the name of the machine.",
    precedent: 'rox-2012 prefixes subjects with the SERVER_NAME of the job; someone mistyped it in a long line',
    gate,
    checks: ['cron/entry-present[mailbot]'],
    expectedMessage: /Expected: "?….*SERVER_NAME=www\..*Received: "?….*SERVER_NAME=puma\./,
    ...table('puma', `sed -i '/mailbot/s/SERVER_NAME=www/SERVER_NAME=puma/' ${TABLE}`),
  },
  'puma-backup-line-with-a-percent': {
    description:
      "The backup entry in Puma's crontab logs to a file with a bare % in its name: cron cuts the command off there.",
    precedent: 'crontab(5): an unescaped % ends the command, and the rest becomes its input',
    gate,
    checks: ['cron/entry-present[backup]'],
    // The check runs the job as cron would, with the text after the % as its input.
    mayAlsoFail: ['cron/script-runnable[backup]', 'cron/backup-written'],
    expectedMessage: /Received: "?….*db_backup\.sh >>\/tmp\/backup-"/,
    ...table('puma', `sed -i '/db_backup/s,$, >>/tmp/backup-%F.log,' ${TABLE}`),
  },
  'mailbot-on-both-hosts': {
    description: 'Mailbot is enabled on Puma while it still runs on Deer.',
    precedent: 'fixwikihub: cron runs on both hosts, and every email is sent twice',
    gate,
    checks: ['cron/state-before-cutover[mailbot,new]', 'cron/never-on-both-hosts[mailbot]'],
    expectedMessage: /on Puma Expected: "off" Received: "on"|enabled on Deer and Puma: all its work/,
    ...table('puma', `sed -i '/mailbot/s/^#//' ${TABLE}`),
  },
  'deer-mailbot-off-too-early': {
    description: 'Before the switch, mailbot was turned off on the wrong host: on Deer.',
    precedent:
      'worldcubeassociation.org#3836: no one noticed for a long time that a script had disabled cron on the wrong host',
    gate,
    checks: ['cron/state-before-cutover[mailbot,old]'],
    expectedMessage: /on Deer Expected: "on" Received: "off"/,
    ...table('deer', `sed -i '/mailbot/s/^/#/' ${TABLE}`),
  },
  'deer-jobs-all-off': {
    description: "All entries in Deer's crontab are commented out before the switch.",
    precedent: 'boa#654: cron left disabled',
    gate,
    checks: ['cron/state-before-cutover[*,old]'],
    expectedMessage: /on Deer Expected: "on" Received: "off"/,
    ...table('deer', `sed -i 's/^[0-9*]/#&/' ${TABLE}`),
  },
  'puma-jobs-left-off': {
    description: "All entries in Puma's crontab were commented out for the import and stayed that way.",
    precedent: 'boa#704, boa#654: cron left disabled after a migration',
    gate,
    checks: OFF_ON_PUMA,
    expectedMessage: /on Puma Expected: "on" Received: "off"/,
    ...table('puma', `sed -i 's/^[0-9*]/#&/' ${TABLE}`),
  },
  'puma-backup-copies-to-deer': {
    description: 'The backup script on Puma still copies each backup to Deer.',
    precedent: 'Temporal#481, Parsl#3082: hard-coded addresses of the old host',
    gate,
    checks: ['cron/old-host-not-mentioned'],
    expectedMessage: /db_backup\.sh:\d+ .*198\.51\.100\.10:/,
    ...editFiles(
      'puma',
      ['/home/bwbackup/db_backup.sh'],
      `echo '[ -z "\$COPY" ] || scp -q "\$COPY" ${lab.hosts.old.ipv4}:/var/backups/' >>/home/bwbackup/db_backup.sh`,
    ),
  },
  'puma-backup-not-executable': {
    description: 'The backup script on Puma has lost its execute bit.',
    precedent: 'Global-signbank#593: backups silently missing for weeks',
    gate,
    checks: ['cron/script-runnable[backup]', 'cron/backup-written'],
    expectedMessage: /db_backup\.sh: Permission denied/,
    ...editFiles('puma', ['/home/bwbackup/db_backup.sh'], 'chmod a-x /home/bwbackup/db_backup.sh'),
  },
  'puma-scripts-folder-missing': {
    description: "The folder with bwrox's scripts was not copied to Puma.",
    precedent: 'righttoknow#546: scripts outside the code base are forgotten',
    gate,
    checks: [
      'cron/script-runnable[clean-guests]',
      'cron/script-runnable[close-edit]',
      'cron/script-runnable[geonames]',
      'cron/visitors-cleaned-up',
      'cron/edit-windows-closed',
      'cron/geonames-imported',
    ],
    expectedMessage: /scripts\/\w+\.sh: not found|whether there is a file \/home\/bwrox\/scripts/,
    ...shell(
      'puma',
      'mv /home/bwrox/scripts /home/bwrox/scripts.away',
      'mv /home/bwrox/scripts.away /home/bwrox/scripts',
    ),
  },
  'puma-account-of-jobs-expired': {
    description: 'The account bwscripts on Puma has expired: cron runs none of its jobs.',
    precedent: 'Global-signbank#593: crontab ignored because the account had expired',
    gate,
    checks: ['cron/script-runnable[clean-guests]', 'cron/script-runnable[close-edit]'],
    expectedMessage: /account bwscripts on Puma.*"expired": true/,
    ...editFiles('puma', ['/etc/shadow'], 'chage -E 2012-01-01 bwscripts'),
  },
  'puma-account-of-the-site-expired': {
    description: 'The account that owns the deployments on Puma has expired: nothing can run under it.',
    precedent: 'Global-signbank#593: everything that belongs to an expired account seems to be missing',
    gate,
    checks: ['cron/script-runnable[mailbot]', 'cron/script-runnable[geonames]', 'cron/script-runnable[statistics]'],
    // Git and the jobs are queried under the account that owns them.
    unproven: checksIn('journeys/rox/host/*'),
    mayAlsoFail: [
      ...checksIn('journeys/rox/host/*', 'host/*', 'lasting/*'),
      'mail/message-delivered',
      'mail/forum-notification-delivered',
    ],
    specs: ['host/cron-tables', 'journeys/rox/host/code'],
    expectedMessage: /account bwrox on Puma.*"expired": true/,
    mustNotSay: /no git work tree/,
    ...editFiles('puma', ['/etc/shadow'], 'chage -E 2012-01-01 bwrox'),
  },
  'puma-mailbot-unreadable': {
    description: 'The mailbot program on Puma is readable only by root.',
    precedent: 'PMSS#787, rsync#271: owners and modes lost in the copy',
    gate,
    checks: ['cron/script-runnable[mailbot]', 'cron/mailbot-heartbeat-logged'],
    expectedMessage: /EACC.*permission denie/,
    ...shell(
      'puma',
      `chown root ${LAB_ROX.sites.www.root}/htdocs/bw/mailbot.mjs && chmod 600 ${LAB_ROX.sites.www.root}/htdocs/bw/mailbot.mjs`,
      `chmod 644 ${LAB_ROX.sites.www.root}/htdocs/bw/mailbot.mjs && chown bwrox:bwrox ${LAB_ROX.sites.www.root}/htdocs/bw/mailbot.mjs`,
    ),
  },
  'puma-crontab-of-last-year': {
    description: "Puma's crontab is out of date: four jobs run at different times than on Deer.",
    precedent: 'taken from outdated documentation instead of from the old host',
    gate,
    checks: [
      'cron/entry-present[clean-guests]',
      'cron/entry-present[close-edit]',
      'cron/entry-present[backup]',
      'cron/entry-present[update-status]',
    ],
    expectedMessage: /Received: "(00 03|17|0 \*|\*\/10) /,
    ...table(
      'puma',
      `sed -i -e '/clean_guests/s/^0 /17 /' -e '/close_edit/s/^0,30/0/' -e '/db_backup/s/^00 02/00 03/' -e '/update_status/s,^\\*/5,*/10,' ${TABLE}`,
    ),
  },
};
