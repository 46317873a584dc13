import { check, CLAIMS, expect, proves, test } from '../../fixtures/absent/test.js';

// Those of all gates: each gate asks the ones whose step it decides.
test.describe('What the target declares absent', () => {
  for (const { claim, steps } of CLAIMS) {
    for (const step of steps) {
      test(
        `There is no ${claim.what}, as the target declares (step ${step})`,
        check('absent/confirmed', claim.id, step, proves(step)),
        async ({ signsOf }) => {
          const found = await signsOf(claim);

          expect(found).toHaveNoFindings(
            `signs of a ${claim.what}, which the target declares { absent } at ${claim.id}`,
          );
        },
      );
    }
  }
});
