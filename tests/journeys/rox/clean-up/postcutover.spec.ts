import { check, expect, NEW, proves, test, withList } from '../../../../fixtures/journeys/rox/clean-up.js';

// Asked when all other checks of the gate have ended, whatever became of them.
test.describe('Clean-up', { ...proves('clean-up-again'), tag: ['@blocker', '@writes'] }, () => {
  test(
    `Nothing that the checks created since the switch is left on ${NEW}`,
    check('clean-up/nothing-left-again'),
    async ({ cleanUp }) => {
      const { made, left } = await cleanUp();

      expect(left, withList(made, left)).toEqual([]);
    },
  );
});
