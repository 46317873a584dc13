import { check, expect, NEW, proves, test } from '../../fixtures/aftercare/test.js';

test.describe('Backup elsewhere', proves('off-machine'), () => {
  test(
    `A machine other than ${NEW} has the newest backup, byte for byte`,
    check('backup/copied-off-machine'),
    ({ backup, offsiteBackup }) => {
      expect(offsiteBackup.isSameMachine, `the machine that keeps copies has the ssh host keys of ${NEW}`).toBe(false);
      expect(
        offsiteBackup.sha256,
        `sha256sum there of ${backup.name}; ${NEW} made it at ${backup.madeAt.toISOString()}`,
      ).toBe(backup.sha256);
    },
  );
});
