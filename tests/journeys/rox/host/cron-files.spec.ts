import { check, expect, NEW, proves, rox, test } from '../../../../fixtures/journeys/rox/test.js';

const { main, archive, crypted } = rox.databases;
const sites = Object.values(rox.sites);
/** The dumps of a real site take minutes. */
const A_BACKUP_MS = 300_000;

/** The newest file of a user that is named after today and was written since a moment; its size, its name, its contents. */
const backupSince = (user: string, moment: string): string => `
  find /home /var -xdev -type f -user '${user}' -name "*$(date +%F)*" -newermt '@${moment}' -size +1k | while read -r path; do
    echo "$path"
    case $path in
      *.pgp | *.gpg) echo encrypted ;;
      *) tar -tf "$path" ;;
    esac
  done`;

test.describe('Cron jobs that write files', proves('6'), () => {
  test(
    `The backup job on ${NEW} writes today's file, with a dump of every database (the dumps cannot be checked if the file is encrypted)`,
    check('cron/backup-written', { tag: '@writes' }),
    async ({ newHost }) => {
      test.setTimeout(A_BACKUP_MS + 30_000);
      const { stdout: moment } = await newHost.run('date +%s');

      const { exitCode } = await newHost.runJob('backup', A_BACKUP_MS);
      const { stdout } = await newHost.run(backupSince('bwbackup', moment.trim()), {
        timeoutMs: 20_000,
        description: 'backups of today',
      });
      const dumps = [main, archive, crypted, 'mysql'].filter(
        (name) => !stdout.includes('encrypted') && !stdout.includes(`${name}.sql`),
      );

      expect(exitCode, `exit status of backup on ${NEW}`).toBe(0);
      expect(
        stdout,
        `files that bwbackup owns below /home and /var on ${NEW}, written since the job started, larger than 1 kB, and with today's date in their names`,
      ).not.toBe('');
      expect(dumps, `dumps that are missing from the backup; the backup and its contents: ${stdout}`).toEqual([]);
    },
  );

  test(
    `The status job on ${NEW} records the revision of each deployment`,
    check('cron/status-written', { tag: '@writes' }),
    async ({ newHost }) => {
      const { stdout: moment } = await newHost.run('date +%s');

      const { exitCode } = await newHost.runJob('update-status');
      const { stdout } = await newHost.run(
        sites
          .map(
            ({ name, root }) =>
              `[ "$(stat -c %Y '${root}/htdocs/update_status.txt')" -ge ${moment.trim()} ] && echo ${name} $(cat '${root}/revision.txt')`,
          )
          .join('\n'),
      );

      expect(exitCode, `exit status of update-status on ${NEW}`).toBe(0);
      expect(
        stdout.trim().split('\n'),
        'deployments whose htdocs/update_status.txt was just written, with their revision.txt',
      ).toEqual(sites.map((site) => `${site.name} ${newHost.deployment(site).head.slice(0, 7)}`));
    },
  );
});
