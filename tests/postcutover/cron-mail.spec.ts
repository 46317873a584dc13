import { check, expect, NEW, OLD, proves, target, test } from '../../fixtures/postcutover/test.js';

test.describe('Mail after the switch', proves('6-again'), () => {
  test(
    `${OLD} has sent no mail for the site since the switch`,
    check('mail/none-sent-by-old-host'),
    ({ siteMailsFromOldHost }) => {
      const sent = siteMailsFromOldHost();

      expect(sent).toHaveNoFindings(
        `in ${OLD}'s mail log; only ${target.hosts.old.hostname} itself may have something to say`,
      );
    },
  );

  test(
    `No email has been sent twice since the switch, whether by ${OLD}, ${NEW} or both`,
    check('mail/none-sent-twice'),
    ({ mailsSentTwice }) => {
      const twice = mailsSentTwice();

      expect(twice).toHaveNoFindings('message and recipient, and who sent it, by the mail logs of both hosts');
    },
  );
});
