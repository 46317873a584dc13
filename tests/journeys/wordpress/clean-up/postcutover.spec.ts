import { check, expect, NEW, proves, test } from '../../../../fixtures/journeys/wordpress/clean-up.js';

// Asked when all other checks of the gate have ended, whatever became of them.
test.describe('Clean-up', { ...proves('clean-up-again'), tag: ['@blocker', '@writes'], lock: 'editor' }, () => {
  test(
    `Nothing that the checks created since the switch is left on ${NEW}`,
    check('wordpress/nothing-left-again'),
    ({ leftOver }) => {
      expect(leftOver, 'articles, pictures, and comments that checks created').toEqual([]);
    },
  );
});
