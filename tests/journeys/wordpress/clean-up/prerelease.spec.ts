import { check, expect, NEW, proves, test } from '../../../../fixtures/journeys/wordpress/clean-up.js';

// Asked when all other checks of the gate have ended, whatever became of them.
test.describe('Cleanup', { ...proves('clean-up'), tag: ['@blocker', '@writes'], lock: 'editor' }, () => {
  test(`Nothing that the checks created is left on ${NEW}`, check('wordpress/nothing-left'), ({ leftOver }) => {
    expect(leftOver, 'articles, pictures, and comments that checks created').toEqual([]);
  });
});
