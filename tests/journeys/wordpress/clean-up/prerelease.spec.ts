import { check, expect, NEW, proves, test } from '../../../../fixtures/journeys/wordpress/test.js';
import { MARK } from '../../../../helpers/journeys/wordpress/test-data.js';

// Asked when all other checks of the gate have ended, whatever became of them.
test.describe('Clean-up', { ...proves('clean-up'), tag: ['@blocker', '@writes'], lock: 'editor' }, () => {
  test(`Nothing that the run made is left on ${NEW}`, check('wordpress/nothing-left'), async ({ editor }) => {
    expect(await editor.forget(MARK), 'articles, pictures and comments that checks made').toEqual([]);
  });
});
