import { check, expect, NEW, proves, test, withList } from '../../../../fixtures/journeys/rox/clean-up.js';

// Asked when all other checks of the gate have ended, whatever became of them.
test.describe('Cleanup', { ...proves('clean-up-again'), tag: ['@blocker', '@writes'] }, () => {
  test(
    `Nothing is left on ${NEW} that the checks have created since the switch`,
    check('clean-up/nothing-left-again'),
    async ({ cleanUp }) => {
      const { made, left } = await cleanUp();

      expect(left, withList(made, left)).toEqual([]);
    },
  );
});
