import { check, expect, NEW, proves, target, test } from '../../fixtures/aftercare/test.js';

const where = target.aftercare.repository?.gitDirectory ?? 'no repository';

test.describe('Repository', proves('repository'), () => {
  test(
    `The scripts and configuration of ${NEW} are under version control`,
    check('repository/files-tracked'),
    ({ notInRepository }) => {
      expect(notInRepository).toHaveNoFindings(`not tracked (git ls-files of ${where} on ${NEW})`);
    },
  );

  test(
    `The repository on ${NEW} has no uncommitted changes`,
    check('repository/no-uncommitted-changes'),
    ({ repository: { changes } }) => {
      expect(changes).toHaveNoFindings(`git status --porcelain of ${where} on ${NEW}`);
    },
  );

  test(
    `The latest commit on ${NEW} has been pushed`,
    check('repository/pushed'),
    ({ repository: { head, origin } }) => {
      expect(head, `git rev-parse HEAD on ${NEW}`).toMatch(/^[0-9a-f]{40,64}$/);
      expect(origin, `head of the branch at the origin of ${where} on ${NEW}`).toBe(head);
    },
  );
});
