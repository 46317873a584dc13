import { check, expect, NEW, OLD, proves, target, test, withList } from '../../fixtures/postcutover/test.js';
import { siteNames } from '../../helpers/core/site-names.js';
import {
  addressQuestions,
  differsFrom,
  dnsQueries,
  formatResult,
  resolvesTo,
  serversOf,
} from '../../helpers/dns/dns-zone.js';
import { serialComplaints } from '../../helpers/dns/serials.js';

const SITE = addressQuestions(siteNames(target));
const SERVERS = serversOf(target, 4);
const FAMILIES = serversOf(target, 6).length === 0 ? ([4] as const) : ([4, 6] as const);

test.describe('Zone', proves('14'), () => {
  test(
    `At least one name server resolves ${target.sites[0].host} to ${NEW}`,
    check('dns/www-moved'),
    ({ wwwByServers }) => {
      const moved = wwwByServers.filter(({ answer }) => resolvesTo(target.hosts.new, answer));
      const words = `DNS has not moved: the zone still points to ${OLD}, or elsewhere, on every name server`;

      expect(moved.length, withList(words, wwwByServers.map(formatResult))).toBeGreaterThan(0);
    },
  );

  test(
    `Every name server resolves every name of the site only to ${NEW}`,
    check('dns/every-name-moved'),
    async ({ updatedZone }) => {
      const wrong = await updatedZone.findViolations(dnsQueries(SERVERS, SITE), (found) =>
        resolvesTo(target.hosts.new, found.answer) ? undefined : formatResult(found),
      );

      expect(wrong).toHaveNoFindings(`A and AAAA records that are not exactly the addresses of ${NEW}`);
    },
  );

  for (const family of FAMILIES) {
    for (const way of ['UDP', 'TCP'] as const) {
      test(
        `Every name server gives its usual authoritative answers over IPv${family} and ${way}`,
        check('dns/same-over-transport', `ipv${family}`, way),
        async ({ updatedZone }) => {
          const usual = await updatedZone.ask(dnsQueries(SERVERS, SITE));
          const wrong = await updatedZone.findViolations(
            dnsQueries(serversOf(target, family), SITE, { way }),
            (found) => differsFrom(usual, found),
          );

          expect(wrong).toHaveNoFindings(
            `answers over IPv${family} and ${way} that are not authoritative, or that differ from the name server's usual answer`,
          );
        },
      );
    }
  }

  test('All name servers serve the zone with the same serial', check('dns/serials-equal'), async ({ updatedZone }) => {
    const found = await updatedZone.ask(dnsQueries(SERVERS, [{ name: target.dns.zone, type: 'SOA' }]));

    expect(serialComplaints(found)).toHaveNoFindings("SOA records whose serial differs from the primary's");
  });
});
