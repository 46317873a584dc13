import { check, expect, NEW, proves, test } from '../../fixtures/host/test.js';

test.describe('Known issues', proves('known-issues'), () => {
  test(
    `Every waiver for ${NEW} names the check, the reason, who accepted it and until when`,
    check('waivers/complete'),
    ({ acceptedDefects }) => {
      expect(acceptedDefects.problems, 'what is wrong with the list of waivers').toEqual([]);
    },
  );

  test(`No waiver for ${NEW} has expired`, check('waivers/none-expired'), ({ acceptedDefects }) => {
    expect(acceptedDefects.outlived, 'waivers whose last day is over').toEqual([]);
  });
});
