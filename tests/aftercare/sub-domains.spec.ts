import { check, expect, proves, target, test } from '../../fixtures/aftercare/test.js';
import { addressesBy } from '../../helpers/dns/dns.js';

/** The zone's contents, and a visitor's answer; what other resolvers still cache is covered by the DNS checks. */
const [resolver] = target.dns.resolvers;
const SERVERS = [
  ...target.dns.servers.map(({ name, ipv4 }) => ({ id: name, name, address: ipv4 })),
  ...(resolver === undefined ? [] : [{ id: 'resolver', ...resolver }]),
];

test.describe('Subdomains', proves('sub-domains'), () => {
  for (const server of SERVERS) {
    test(
      `The subdomains in the target resolve as intended through ${server.name}`,
      check('dns/sub-domains-resolve', server.id),
      async ({ subDomains }) => {
        const found = await Promise.all(
          subDomains.map(async ({ name }) => [name, (await addressesBy(server, name)).sort()] as const),
        );

        expect(Object.fromEntries(found), `A and AAAA records from ${server.name} (${server.address})`).toEqual(
          Object.fromEntries(subDomains.map(({ name, addresses }) => [name, [...addresses].sort()])),
        );
      },
    );
  }
});
