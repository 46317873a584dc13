import { check, expect, NEW, proves, test } from '../../../fixtures/journeys/rox/test.js';
import {
  acceptTerms,
  enterAddress,
  enterLogin,
  enterName,
  register,
  signUp,
} from '../../../helpers/journeys/rox/sign-up.js';

test.describe('Registration', { ...proves('5-registration'), tag: ['@blocker', '@writes'] }, () => {
  test(
    `A newcomer can complete the four steps of registration on ${NEW}`,
    check('registration/steps-complete'),
    async ({ page, newApplicant, siteText }) => {
      const newcomer = newApplicant();
      await enterLogin(page, newcomer);
      await expect(page, 'page after step 1').toHaveURL(/\/signup\/2$/);
      await enterName(page, newcomer);
      await expect(page, 'page after step 2').toHaveURL(/\/signup\/3$/);
      await enterAddress(page, newcomer);
      await expect(page, 'page after step 3').toHaveURL(/\/signup\/4$/);
      await acceptTerms(page);
      await expect(page, 'page after step 4').toHaveURL(/\/signup\/finish$/);
      // Its text may show the address, or say no more than where to look.
      await expect(page.locator('#signuprox')).toContainText(await siteText('SignupFinishedText'));
    },
  );

  test(
    `A registration on ${NEW} creates a member who has yet to confirm their email address`,
    check('registration/confirmation-pending'),
    async ({ visitor, newApplicant, memberStatus }) => {
      const newcomer = newApplicant();
      const asked = `members.Status and user.active of ${newcomer.username}`;
      expect(await memberStatus(newcomer.username), `${asked}, before the registration`).toEqual({
        ...{ status: null, active: null },
      });
      const { url } = await register(visitor, newcomer);

      expect(await memberStatus(newcomer.username), `${asked}, after a registration that ended at ${url}`).toEqual({
        ...{ status: 'MailToConfirm', active: 0 },
      });
    },
  );

  test(
    `Two newcomers who register on ${NEW} at the same time are both recorded as awaiting confirmation`,
    check('registration/simultaneous'),
    async ({ page, newVisitor, newApplicant, memberStatus }) => {
      const [one, two] = [newApplicant(), newApplicant()];
      await Promise.all([signUp(page, one), signUp(await newVisitor(), two)]);

      const waiting = { status: 'MailToConfirm', active: 0 };
      expect(
        [await memberStatus(one.username), await memberStatus(two.username)],
        `members.Status and user.active of ${one.username} and ${two.username}`,
      ).toEqual([waiting, waiting]);
    },
  );
});
