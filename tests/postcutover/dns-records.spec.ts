import { check, expect, OLD, proves, target, test } from '../../fixtures/postcutover/test.js';
import { siteNames } from '../../helpers/core/site-names.js';
import { plainAddress } from '../../helpers/core/address.js';
import { valuesIn } from '../../helpers/dns/dns-records.js';
import {
  addressQuestions,
  CUSTOMARY_NAMES,
  dnsQueries,
  formatResult,
  isInZone,
  serversOf,
} from '../../helpers/dns/dns-zone.js';

const { zone, servers } = target.dns;
const SERVERS = serversOf(target, 4);

test.describe('Records', proves('14'), () => {
  test(
    'The zone lists the name servers given in the target, with their addresses',
    check('dns/name-servers-correct'),
    async ({ updatedZone }) => {
      const named = await updatedZone.ask(dnsQueries(SERVERS, [{ name: zone, type: 'NS' }]));
      const own = servers.filter(({ name }) => isInZone(name, zone));
      const wrong = await updatedZone.findViolations(
        dnsQueries(SERVERS, addressQuestions(own.map(({ name }) => name))),
        (found) => {
          const { name, type } = found.answer.question;
          const { ipv4, ipv6 } = own.find((server) => server.name === name) ?? {};
          const wanted = type === 'A' ? ipv4 : ipv6;
          return valuesIn(found.answer).join() === plainAddress(wanted ?? '') ? undefined : formatResult(found);
        },
      );

      const names = servers.map(({ name }) => name.toLowerCase()).sort();
      for (const { server, answer } of named)
        expect(valuesIn(answer), `NS of ${zone}, according to ${server.name}`).toEqual(names);
      expect(wrong).toHaveNoFindings('addresses of name servers that differ from those in the target');
    },
  );

  test(
    'No address record of the site can be cached for longer than planned',
    check('dns/ttl-short'),
    async ({ updatedZone, plannedTtl }) => {
      const wrong = await updatedZone.findViolations(
        dnsQueries(SERVERS, addressQuestions(siteNames(target))),
        (found) => (found.answer.records.some(({ ttl }) => ttl > plannedTtl) ? formatResult(found) : undefined),
      );

      expect(wrong).toHaveNoFindings(`records with a TTL above the planned ${plannedTtl} s`);
    },
  );

  test(
    `No queried name in the zone has a record that still points to ${OLD}, except where allowed`,
    check('dns/nothing-left-on-old-host'),
    async ({ knownNames, recordsOnOldHost }) => {
      const left = await recordsOnOldHost(knownNames);

      expect(left).toHaveNoFindings(
        `records that still point to ${OLD}; ${knownNames.length + CUSTOMARY_NAMES.length} names were queried`,
      );
    },
  );
});
