import { check, expect, NEW, proves, test } from '../../fixtures/host/test.js';

const today = new Date().toISOString().slice(0, 10);

test.describe('Known issues', proves('known-issues'), () => {
  test(
    `Every accepted defect of ${NEW} says which check, why, who accepted it and until when`,
    check('waivers/complete'),
    ({ acceptedDefects }) => {
      for (const { check, reason, owner, expires } of acceptedDefects) {
        for (const words of [check, reason, owner]) expect(words).toEqual(expect.stringMatching(/\w/));
        expect(expires).toEqual(expect.stringMatching(/^\d{4}-\d\d-\d\d$/));
      }
    },
  );

  test(`No accepted defect of ${NEW} has outlived its day`, check('waivers/none-expired'), ({ acceptedDefects }) => {
    const outlived = acceptedDefects.filter(({ expires }) => String(expires) < today);

    expect(outlived).toEqual([]);
  });
});
