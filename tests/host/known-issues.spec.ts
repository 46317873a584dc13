import { check, expect, proves, target, test } from '../../fixtures/host/test.js';
import { holdOn } from '../../helpers/core/no-answer.js';

test.describe('Known issues', proves('known-issues'), () => {
  test(
    "Every waiver is complete and conforms to the target's policy",
    check('waivers/complete'),
    ({ acceptedDefects }) => {
      expect(acceptedDefects.problems, 'problems in the list of waivers').toEqual([]);
    },
  );

  test('Everything that init could not determine has been filled in', check('target/no-gaps'), () => {
    holdOn(
      `What init could not determine and no one has filled in yet (targets/${target.name}/target.ts):`,
      target.gaps,
    );

    expect(target.gaps).toEqual([]);
  });

  test('No waiver has expired', check('waivers/none-expired'), ({ acceptedDefects }) => {
    expect(acceptedDefects.outlived, 'waivers past their expiry date').toEqual([]);
  });
});
