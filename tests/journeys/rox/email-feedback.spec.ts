import { check, expect, NEW, proves, test } from '../../../fixtures/journeys/rox/test.js';
import { giveFeedback } from '../../../helpers/journeys/rox/mail-flows.js';
import { SCRIPTS, randomId } from '../../../helpers/journeys/made-up.js';

test.describe('Feedback email', { ...proves('5-email'), tag: ['@blocker', '@writes'] }, () => {
  test(
    `${NEW} emails feedback to the volunteers exactly once, with all characters intact`,
    check('mail/feedback-delivered'),
    async ({ newMember, loginAs, mailbox, newDatabase }) => {
      const member = await newMember();
      const question = `${SCRIPTS} ${randomId()}`;
      const page = await loginAs(member);
      await giveFeedback(page, question);
      await expect(page, 'address after the feedback form was submitted').toHaveURL(/\/feedback\/submit$/);
      const { to } = await newDatabase.queryOne<{ to: string }>(
        `SELECT c.EmailToNotify AS \`to\` FROM feedbacks f JOIN feedbackcategories c ON c.id = f.IdFeedbackCategory
       WHERE f.IdMember = ? AND f.IdFeedbackCategory <> 3`,
        [member.id],
      );
      const mail = await mailbox.waitForOne({
        to,
        from: member.email,
        within: 10_000,
        settle: 1_000,
        match: ({ text }) => text.includes(question),
      });

      expect(mail.subject, 'subject of the email to the volunteers').toContain(member.username);
    },
  );
});
