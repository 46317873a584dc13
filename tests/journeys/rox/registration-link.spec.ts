import { check, expect, NEW, proves, test } from '../../../fixtures/journeys/rox/test.js';
import { logIn } from '../../../helpers/journeys/rox/log-in.js';
import { saidOn } from '../../../helpers/journeys/rox/markup.js';
import { linkTo } from '../../../helpers/journeys/rox/mail-flows.js';
import { register } from '../../../helpers/journeys/rox/sign-up.js';
import { visit } from '../../../helpers/http/visit.js';

test.describe('Registration link', { ...proves('5-registration'), tag: ['@blocker', '@writes'] }, () => {
  test(
    `The confirmation link changes a newcomer's status to Pending on ${NEW} and lets them log in`,
    check('registration/link-activates'),
    async ({ page, visitor, newApplicant, mailbox, memberStatus }) => {
      const newcomer = newApplicant();
      await register(visitor, newcomer);
      await logIn(page, newcomer);
      await expect(page.locator('#loginmessage').first()).toContainText('MailToConfirm');

      const mail = await mailbox.waitForOne({ to: newcomer.email, within: 10_000 });
      await visit(page, linkTo(mail, '/signup/confirm/'));
      await expect(page.locator('p.error')).toBeHidden();
      const { status, active } = await memberStatus(newcomer.username);
      expect(status, `members.Status of ${newcomer.username} after the link was followed`).toBe('Pending');
      expect(active, `user.active of ${newcomer.username} after the link was followed`).toBe(1);

      await logIn(page, newcomer);
      await expect(page.locator('#header-logout-link')).toBeVisible();
    },
  );

  test(
    `The confirmation link works only once on ${NEW}`,
    check('registration/link-works-once'),
    async ({ visitor, newApplicant, mailbox, memberStatus, siteText }) => {
      const newcomer = newApplicant();
      await register(visitor, newcomer);
      const link = linkTo(await mailbox.waitForOne({ to: newcomer.email, within: 10_000 }), '/signup/confirm/');
      await visitor.get(link);
      const again = await visitor.get(link);

      const text = await siteText('SignupMailConfirmedErrorStatusPending');

      expect(saidOn(again.text, text), "the site's error when the link is followed again").toBe(text);
      expect(await memberStatus(newcomer.username), `members.Status and user.active of ${newcomer.username}`).toEqual({
        status: 'Pending',
        active: 1,
      });
    },
  );
});
