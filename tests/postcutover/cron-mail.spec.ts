import { check, expect, proves, target, test, told } from '../../fixtures/index.js';

test.describe('Mail after the switch', proves('6-again'), () => {
  test(
    'Deer has sent no mail of the site since the switch',
    check('mail/none-sent-by-old-host'),
    ({ siteMailsOfDeer }) => {
      const sent = siteMailsOfDeer();

      expect(
        sent,
        told(`in Deer's mail log; only ${target.deer.hostname} itself may have something to say`, sent),
      ).toEqual([]);
    },
  );

  test(
    'No mail went out twice from Deer and Puma since the switch',
    check('mail/none-sent-twice'),
    ({ mailsSentTwice }) => {
      const twice = mailsSentTwice();

      expect(twice, told('message and recipient, and who sent it, by the mail logs of both hosts', twice)).toEqual([]);
    },
  );
});
