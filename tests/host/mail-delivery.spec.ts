import { check, expect, NEW, proves, target, test } from '../../fixtures/host/test.js';
import { sinkOf } from '../../helpers/mailbox/sink-of.js';

const { recipient } = target.mail;

test.describe('Delivery', { ...proves('mail-names'), tag: ['@blocker', '@writes'] }, () => {
  // Where a sink receives the mail, journeys open it there.
  if (recipient !== null || sinkOf(target.mail) === null)
    test(
      `Another mail server accepts an email sent by ${NEW}`,
      check('mail/accepted-by-receiver'),
      async ({ sendMail }) => {
        const { acceptedBy, said } = await sendMail();

        expect(acceptedBy, `server that accepted the email to ${recipient}; mail log: ${said}`).toBeDefined();
      },
    );
});
