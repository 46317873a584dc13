import { check, expect, NEW, proves, rox, test } from '../../../fixtures/journeys/rox/test.js';
import { addressesOf } from '../../../helpers/core/site-names.js';
import { objectionsTo } from '../../../helpers/mailbox/authentication.js';
import { register } from '../../../helpers/journeys/rox/sign-up.js';

const { senders, signupTeam } = rox;
const { www } = rox.sites;

test.describe('Registration email', { ...proves('5-email'), tag: ['@blocker', '@writes'] }, () => {
  test(
    `${NEW} emails a newcomer one readable confirmation whose links use the public hostname`,
    check('mail/confirmation-delivered'),
    async ({ visitor, newApplicant, mailbox }) => {
      const newcomer = newApplicant();
      await register(visitor, newcomer);
      const mail = await mailbox.waitForOne({ to: newcomer.email, within: 10_000, settle: 1_000 });

      expect(mail.from, 'sender of the confirmation').toBe(senders.signup);
      expect(mail.to, 'recipients of the confirmation').toEqual([newcomer.email]);
      expect(mail.subject, 'subject of the confirmation').not.toBe('');
      for (const part of ['text', 'html'] as const)
        expect(mail[part], `${part} of the confirmation, with the first name`).toContain(newcomer.firstname);
      for (const link of mail.links) {
        const { host, pathname } = new URL(link);
        expect(host, `host of the link to ${pathname.split('/').slice(0, 3).join('/')} in the confirmation`).toBe(
          www.host,
        );
        expect((await visitor.get(link)).status, 'status of a link in the confirmation').toBe(200);
      }
    },
  );

  test(
    `DKIM and DMARC give receivers no reason to refuse the confirmation email from ${NEW}`,
    check('mail/authenticated'),
    async ({ visitor, newApplicant, mailbox, senderLookup, target }) => {
      const newcomer = newApplicant();
      await register(visitor, newcomer);
      const mail = await mailbox.waitForOne({ to: newcomer.email, within: 10_000 });

      expect(await objectionsTo(senderLookup, mail, addressesOf(target.hosts.new))).toHaveNoFindings(
        `why receivers may refuse mail from ${mail.from}`,
        { lookAt: 'TXT records of the domain: SPF, _dmarc, SELECTOR._domainkey; the key that signs the email' },
      );
    },
  );

  test(
    `${NEW} notifies the signup team of a newcomer exactly once`,
    check('mail/signup-team-notified'),
    async ({ visitor, newApplicant, mailbox }) => {
      const newcomer = newApplicant();
      await register(visitor, newcomer);
      const mail = await mailbox.waitForOne({
        to: signupTeam,
        match: ({ subject }) => subject.includes(newcomer.username),
        within: 10_000,
        settle: 1_000,
      });

      expect(mail.from, 'sender of the email to the signup team').toBe(senders.signup);
      expect(mail.text + mail.html, 'text of the email to the signup team').toContain(newcomer.email);
    },
  );
});
