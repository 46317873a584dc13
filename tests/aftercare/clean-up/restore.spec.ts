import { check, expect, NEW, proves, target, test } from '../../../fixtures/aftercare/test.js';

const { scratch } = target.aftercare.backup;
/** Folders that a trial restore works in, and servers that run on one. */
const LEFT = `find '${scratch}' -maxdepth 1 -name 'migration-verdict-restore.*'
pgrep -a -f '[m]igration-verdict-restore' || true`;

// Asked when all other checks of the gate have ended, whatever became of them.
test.describe('Cleanup', proves('backup'), () => {
  test(
    `The trial restore has left no folder or database server behind on ${NEW}`,
    check('backup/trial-removed', { tag: '@writes' }),
    async ({ aftercareContext }) => {
      const { stdout } = await aftercareContext.newHost.run(LEFT, { description: 'what a trial restore left behind' });

      expect(stdout.trim(), `folders below ${scratch} and processes that the trial restore left behind`).toBe('');
    },
  );
});
