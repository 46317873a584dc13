import { check, expect, NEW, proves, test } from '../../../fixtures/journeys/rox/test.js';
import { saidOn } from '../../../helpers/journeys/rox/markup.js';
import { linkTo } from '../../../helpers/journeys/rox/mail-flows.js';
import { register } from '../../../helpers/journeys/rox/sign-up.js';

test.describe('Altered registration link', { ...proves('5-registration'), tag: ['@blocker', '@writes'] }, () => {
  for (const [slug, what, alter, code] of [
    [
      'altered-key',
      'an altered key',
      (link: string) => link.replace(/[0-9a-f]{16}$/, '0123456789abcdef'),
      'SignupMailConfirmedErrorWrongKey',
    ],
    [
      'short-key',
      'a key that is too short',
      (link: string) => link.slice(0, -1),
      'SignupMailConfirmedErrorInvalidLink',
    ],
    [
      'unknown-name',
      'an unknown username',
      (link: string) => link.replace('/confirm/', '/confirm/x'),
      'SignupMailConfirmedErrorInvalidLink',
    ],
  ] as const) {
    test(
      `${NEW} refuses a confirmation link with ${what}`,
      check('registration/link-refused', slug),
      async ({ visitor, newApplicant, mailbox, memberStatus, siteText }) => {
        const newcomer = newApplicant();
        await register(visitor, newcomer);
        const mail = await mailbox.waitForOne({ to: newcomer.email, within: 10_000 });
        const answer = await visitor.get(alter(linkTo(mail, '/signup/confirm/')));

        const text = await siteText(code);

        expect(saidOn(answer.text, text), `the site's error for a link with ${what}`).toBe(text);
        expect(
          await memberStatus(newcomer.username),
          `members.Status and user.active of ${newcomer.username} after a link with ${what} was followed`,
        ).toEqual({ status: 'MailToConfirm', active: 0 });
      },
    );
  }
});
