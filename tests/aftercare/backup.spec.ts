import { check, expect, NEW, proves, target, test } from '../../fixtures/aftercare/test.js';
import { builtDifferently, compareBackup } from '../../helpers/aftercare/backup-drift.js';
import { isFresh } from '../../helpers/aftercare/backup.js';

const { names, volatile } = target.databases;
const { folder, prefix, drift } = target.aftercare.backup;

// One after the other, in one worker: the backup is restored once.
test.describe.configure({ mode: 'default' });

test.describe('Backup', proves('backup'), () => {
  test(
    `The newest backup on ${NEW} is no older than the last scheduled run`,
    check('backup/recent'),
    ({ newestBackup }) => {
      expect(newestBackup, `files ${folder}/${prefix}* on ${NEW}`).toBeDefined();
      expect(
        isFresh(newestBackup),
        `${folder}/${newestBackup?.name ?? ''} on ${NEW} was made at ${newestBackup?.madeAt.toISOString() ?? ''}; the last backup was due at ${newestBackup?.dueAt.toISOString() ?? ''}`,
      ).toBe(true);
    },
  );

  test(
    `The newest backup on ${NEW} contains a complete dump of every required database`,
    check('backup/dumps-complete'),
    ({ backup: { name }, backupProblems }) => {
      expect(backupProblems).toHaveNoFindings(`problems in ${folder}/${name} on ${NEW}`);
    },
  );

  test(
    `The newest backup on ${NEW} restores without errors`,
    check('backup/restores', { tag: '@writes' }),
    ({ backup: { name }, restoredBackup }) => {
      expect(restoredBackup.failures).toHaveNoFindings(`restoring ${folder}/${name} into a separate MySQL on ${NEW}`);
    },
  );

  for (const schema of names) {
    test(
      `When restored from the backup, ${schema} has the same structure as the live database on ${NEW}`,
      check('backup/structure-restored', schema, { tag: '@writes' }),
      async ({ newHostLiveDatabase, restoredBackup }) => {
        const there = await restoredBackup.open(schema);
        const differences = await builtDifferently(newHostLiveDatabase, there, schema);
        there.close();

        expect(differences).toHaveNoFindings(
          `differences in the structure of ${schema} between the live and the restored server`,
        );
      },
    );

    test(
      `When restored from the backup, ${schema} has nearly the same rows as the live database on ${NEW}`,
      check('backup/rows-restored', schema, { tag: '@writes' }),
      async ({ openNewHostDatabase, restoredBackup }) => {
        test.setTimeout(300_000);
        const leaveOut = volatile.filter(({ database }) => database === schema).map(({ table }) => table);
        const open = (): ReturnType<typeof restoredBackup.open> => restoredBackup.open(schema);
        const allowed = { percent: drift, leaveOut };
        const { compared, differences } = await compareBackup(openNewHostDatabase, open, schema, allowed);

        expect(compared, `tables of ${schema} in the backup and on ${NEW}`).not.toEqual([]);
        expect(differences).toHaveNoFindings(`tables in which more than ${drift}% of the rows differ in the backup`);
      },
    );
  }
});
