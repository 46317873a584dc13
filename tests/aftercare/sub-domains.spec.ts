import { addressesBy, expect, proves, target, test } from '../../fixtures/index.js';

const { dns } = target;

test.describe('Sub domains', proves('sub-domains'), () => {
  for (const server of dns.resolvers) {
    test(`${server.name} leads the other names of the zone where they belong`, async ({ subDomains }) => {
      const found = await Promise.all(
        subDomains.map(async ({ name }) => [name, (await addressesBy(server, name)).sort()] as const),
      );

      expect(Object.fromEntries(found), `A and AAAA by ${server.name} (${server.address})`).toEqual(
        Object.fromEntries(subDomains.map(({ name, addresses }) => [name, [...addresses].sort()])),
      );
    });
  }
});
