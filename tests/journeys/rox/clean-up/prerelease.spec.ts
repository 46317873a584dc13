import { check, expect, NEW, proves, test, withList } from '../../../../fixtures/journeys/rox/clean-up.js';

// Asked when all other checks of the gate have ended, whatever became of them.
test.describe('Cleanup', { ...proves('clean-up'), tag: ['@blocker', '@writes'] }, () => {
  test(`Nothing that the checks created is left on ${NEW}`, check('clean-up/nothing-left'), async ({ cleanUp }) => {
    const { made, left } = await cleanUp();

    expect(left, withList(made, left)).toEqual([]);
  });
});
