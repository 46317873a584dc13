import { check, expect, NEW, proves, test } from '../../fixtures/aftercare/test.js';

test.describe('Backup on another machine', proves('off-machine'), () => {
  test(
    `A machine other than ${NEW} holds a byte-for-byte copy of the newest backup`,
    check('backup/copied-off-machine'),
    ({ backup, offsiteBackup }) => {
      expect(offsiteBackup.isSameMachine, `the machine that keeps the copies has the ssh host keys of ${NEW}`).toBe(
        false,
      );
      expect(
        offsiteBackup.sha256,
        `sha256sum of the copy of ${backup.name}, which ${NEW} made at ${backup.madeAt.toISOString()}`,
      ).toBe(backup.sha256);
    },
  );
});
