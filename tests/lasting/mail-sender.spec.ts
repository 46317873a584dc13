import { check, expect, NEW, proves, target, test } from '../../fixtures/lasting/test.js';
import { presentationOf, senderPolicy } from '../../helpers/mailbox/sender.js';
import { addressesOf } from '../../helpers/core/site-names.js';

const ADDRESSES = (target.mail.leavesFrom ?? addressesOf(target.hosts.new)).map((address) => ({
  address,
  family: address.includes(':') ? 'ipv6' : 'ipv4',
}));
const DOMAINS = target.mail.senderDomains ?? [target.dns.zone];
/** Results of SPF by which a receiver may refuse the mail, or take it for spam (RFC 7208, 8). */
const REFUSED = ['fail', 'softfail', 'permerror'];

test.describe('Sender', proves('mail-names'), () => {
  for (const domain of DOMAINS)
    test(
      `SPF for ${domain} gives receivers no reason to refuse mail from ${NEW}`,
      check('mail/spf-allows-new-host', domain),
      async ({ lookup, exposure }, { annotations }) => {
        const asked = ADDRESSES.map(({ address }) => senderPolicy(lookup, { domain, address, helo: exposure.helo }));
        const policies = await Promise.all(asked);
        const refused = policies.flatMap(({ result, why, record }) =>
          REFUSED.includes(result) ? [`${result}: ${why} | record: ${record}`] : [],
        );
        // No record is no objection: receivers go by other signs then.
        annotations.push(
          ...policies
            .filter(({ result }) => result === 'none')
            .map(() => ({
              type: 'unsaid',
              description: `${domain} has no SPF record to say who may send mail for it`,
            })),
        );

        expect(refused).toHaveNoFindings(`SPF of ${domain}, as a receiver evaluates it for mail from ${NEW}`, {
          lookAt: `TXT records of ${domain}, and of the domains that they include`,
        });
      },
    );

  for (const { address, family } of ADDRESSES)
    test(
      `${NEW} greets receivers with a name that resolves to its ${family.replace('ipv', 'IPv')} address, which resolves back to that name`,
      check('mail/helo-matches-address', family),
      async ({ lookup, exposure: { helo } }) => {
        const { names, confirmed, heloAddresses } = await presentationOf(lookup, address, helo);

        expect(heloAddresses, `addresses of ${helo}, the name in the greeting (postconf smtp_helo_name)`).toContain(
          address,
        );
        expect(
          confirmed,
          `names of ${address} (PTR: ${names.join(', ') || 'none'}) that resolve back to it; receivers compare them with the greeting`,
        ).toContain(helo.toLowerCase());
      },
    );
});
