import { check, expect, NEW, proves, rox, test } from '../../../fixtures/journeys/rox/test.js';
import { enter } from '../../../helpers/journeys/rox/log-in.js';
import { requestNewPassword } from '../../../helpers/journeys/rox/mail-flows.js';

const { senders } = rox;

test.describe('Email with a new password', { ...proves('5-email'), tag: ['@blocker', '@writes'] }, () => {
  test(
    `A password-reset email from ${NEW} contains a new password that works, and the old one no longer works`,
    check('mail/new-password-works'),
    async ({ page, newMember, newClient, mailbox }) => {
      const member = await newMember();
      await requestNewPassword(page, member.username);
      const mail = await mailbox.waitForOne({
        to: member.email,
        from: senders.lostPassword,
        within: 10_000,
        settle: 1_000,
      });
      const words = mail.text.match(/\b[A-Za-z0-9]{8}\b/g) ?? [];

      expect(mail.subject, 'subject of the email with the new password').not.toBe('');
      expect(words.length, 'possible new passwords in the email').toBeGreaterThan(0);
      const tried = await Promise.allSettled(words.map((password) => enter(newClient(), { ...member, password })));
      expect(
        tried.some(({ status }) => status === 'fulfilled'),
        `whether any possible new password in the email (${words.length} tried) lets ${member.username} in`,
      ).toBe(true);
      await expect(enter(newClient(), member), 'login with the old password').rejects.toThrow('was not let in');
    },
  );
});
