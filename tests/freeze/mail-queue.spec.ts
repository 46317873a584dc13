import { check, expect, OLD, proves, test } from '../../fixtures/freeze/test.js';
import { readMailQueue } from '../../helpers/host/logs/mail-queue.js';

test.describe('Mail queue', proves('9'), () => {
  test(`The mail queue of ${OLD} is empty`, check('mail/queue-empty'), async ({ maintenanceMode }) => {
    // An email from cron itself may be passing through.
    await expect
      .poll(() => readMailQueue(maintenanceMode.oldHost), {
        timeout: 20_000,
        message: `mailq on ${OLD}, polled for 20 s`,
      })
      .toBe('empty');
  });
});
