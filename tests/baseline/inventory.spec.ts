import { check, expect, OLD, proves, test } from '../../fixtures/baseline/test.js';
import { holdOn } from '../../helpers/core/no-answer.js';

test.describe(`Inventory of ${OLD}`, proves('baseline'), () => {
  test(
    `Everything on ${OLD} that later gates compare can be read`,
    check('baseline/inventory-recorded'),
    ({ coverage }) => {
      holdOn('Could not be read:', coverage.unread);

      expect(coverage.items, `items found on ${OLD}`).toBeGreaterThan(0);
    },
  );
});
