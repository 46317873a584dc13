import { check, expect, NEW, OLD, proves, test } from '../../fixtures/host/test.js';
import { holdOn } from '../../helpers/core/no-answer.js';
import { unexplainedLines } from '../../helpers/inventory/report.js';

// One worker, so that both hosts are asked once.
test.describe.configure({ mode: 'default', timeout: 320_000 });

test.describe('Differences', proves('differences'), () => {
  test(`Every difference between ${OLD} and ${NEW} is explained`, check('differences/explained'), ({ assessment }) => {
    const { length } = assessment.judged.unexplained;
    holdOn(
      `Differences between ${OLD} and ${NEW} without an explanation: ${length}. See npm run differences`,
      unexplainedLines(assessment),
    );

    expect(assessment.coverage.items, `items found on ${OLD}`).toBeGreaterThan(0);
  });

  test(
    `Everything that is compared can be read on ${OLD} and ${NEW}`,
    check('differences/readable'),
    ({ assessment }) => {
      const unread = assessment.comparison.unread.map(
        ({ host, area, scope, why }) => `${host}: ${[area, scope].join(' ').trim()}: ${why}`,
      );
      holdOn('What could not be read, and so was not compared:', unread);

      expect(assessment.coverage.items, `items found on ${OLD}`).toBeGreaterThan(0);
    },
  );

  test(
    'Every explanation of a difference is specific and gives a reason',
    check('differences/explanations-specific'),
    ({ assessment }) => {
      expect(
        assessment.judged.refused,
        "entries in the target's explanations.json that explain too much, or that lack an area or a reason",
      ).toEqual([]);
    },
  );

  test(
    'Every explanation of a difference is still needed and does not expire within a week',
    check('differences/explanations-current', proves('differences', '@advisory')),
    ({ assessment }) => {
      const { unneeded, expiring } = assessment.judged;

      expect(
        [...unneeded, ...expiring],
        "entries in the target's explanations.json that are no longer needed, have expired, or expire within a week",
      ).toEqual([]);
    },
  );
});
