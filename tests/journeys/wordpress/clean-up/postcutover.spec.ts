import { check, expect, NEW, proves, test } from '../../../../fixtures/journeys/wordpress/clean-up.js';

// Asked when all other checks of the gate have ended, whatever became of them.
test.describe('Cleanup', { ...proves('clean-up-again'), tag: ['@blocker', '@writes'], lock: 'editor' }, () => {
  test(
    `Nothing is left on ${NEW} that the checks have created since the switch`,
    check('wordpress/nothing-left-again'),
    ({ leftOver }) => {
      expect(leftOver, 'articles, pictures, and comments that checks created').toEqual([]);
    },
  );
});
