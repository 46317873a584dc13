import { check, expect, OLD, proves, test } from '../../fixtures/baseline/test.js';
import { holdOn } from '../../helpers/core/no-answer.js';

// A host that has other things to do takes its time, and a link that loses packets.
test.describe.configure({ timeout: 320_000 });

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
