import { check, expect, NEW, OLD, proves, target, test } from '../../fixtures/postcutover/test.js';

test.describe('Mail after the switch', proves('6-again'), () => {
  test(
    `${OLD} has sent no mail for the site since the switch`,
    check('mail/none-sent-by-old-host'),
    ({ siteMailsFromOldHost }) => {
      const sent = siteMailsFromOldHost();

      expect(sent).toHaveNoFindings(
        `emails in ${OLD}'s mail log; only those from ${target.hosts.old.hostname} itself are allowed`,
      );
    },
  );

  test(
    `No email has been sent twice since the switch, whether by ${OLD}, ${NEW}, or both`,
    check('mail/none-sent-twice'),
    ({ mailsSentTwice }) => {
      const twice = mailsSentTwice();

      expect(twice).toHaveNoFindings(
        'emails sent twice, each with its recipient and the hosts that sent it, from the mail logs of both hosts',
      );
    },
  );
});
