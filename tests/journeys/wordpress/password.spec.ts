import { check, expect, NEW, proves, test, wordpress } from '../../../fixtures/journeys/wordpress/test.js';

const { editor: account, url } = wordpress;
const LOST = new URL('wp-login.php?action=lostpassword', url).href;

test.describe('Password-reset email', { ...proves('5-email'), tag: ['@blocker', '@writes'], lock: 'editor' }, () => {
  test(
    `A password-reset email from ${NEW} contains a link that works on ${NEW}`,
    check('wordpress/password-link-works'),
    // The editor logs in afterwards, and so the key in the link ends.
    async ({ visitor, newClient, mailbox, _mustSayWrites }) => {
      _mustSayWrites();
      const before = (await mailbox.list(account.email)).map(({ id }) => id);
      await visitor.submit(await visitor.get(LOST), '#lostpasswordform', { user_login: account.username });
      const mail = await mailbox.waitForOne({
        to: account.email,
        within: 15_000,
        match: ({ id }) => !before.includes(id),
      });
      const link = mail.links.find((each) => each.includes('action=rp'));

      // Whoever has the link may set the password: it is in no message.
      expect(
        link?.startsWith(url),
        `whether "${mail.subject}" contains a password-reset link that starts with ${url}`,
      ).toBe(true);
      const page = await newClient().get(link ?? '');
      expect(
        page.text,
        `text of the page that the link in "${mail.subject}" opens, which should contain the form for a new password`,
      ).toContain('resetpassform');
    },
  );
});
