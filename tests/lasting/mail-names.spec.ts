import { check, expect, proves, target, test } from '../../fixtures/lasting/test.js';
import { CLIENT_NAMES, deadNames, mailHosts } from '../../helpers/dns/mail-names.js';

const { zone } = target.dns;
const DOMAINS = target.mail.senderDomains ?? [zone];

test.describe('Names', proves('mail-names'), () => {
  for (const domain of DOMAINS)
    test(`Every mail host of ${domain} accepts connections`, check('mail/mx-accepts', domain), async ({ lookup }) => {
      const hosts = await mailHosts(lookup, domain);

      expect(await deadNames(lookup, hosts, true)).toHaveNoFindings(
        `mail hosts of ${domain} (${hosts.map(({ name }) => name).join(', ') || 'it has no MX record'}) that do not answer on port 25`,
        { lookAt: `dig ${domain} MX; the host may be down, or a firewall may block port 25` },
      );
    });

  test(
    `Mail clients can connect to every name in ${zone} that they commonly use`,
    check('mail/client-names-answer'),
    async ({ lookup }) => {
      const names = CLIENT_NAMES.map(({ label, ports }) => ({ name: `${label}.${zone}`, ports, why: 'usual name' }));

      expect(await deadNames(lookup, names, false)).toHaveNoFindings(
        `names that exist but do not answer, out of ${names.map(({ name }) => name).join(', ')}`,
      );
    },
  );
});
