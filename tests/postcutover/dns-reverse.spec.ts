import { check, expect, NEW, proves, target, test } from '../../fixtures/postcutover/test.js';
import { addressesOf } from '../../helpers/core/site-names.js';
import { plainAddress } from '../../helpers/core/address.js';
import { valuesIn } from '../../helpers/dns/dns-records.js';

test.describe('Reverse DNS', proves('14'), () => {
  for (const [family, address] of addressesOf(target.hosts.new).entries()) {
    test(
      `${NEW}'s IPv${family === 0 ? 4 : 6} address has a reverse name that resolves back to it`,
      check('dns/reverse-matches', family === 0 ? 'ipv4' : 'ipv6'),
      async ({ reverseOf }) => {
        const { names, back } = await reverseOf(address);

        expect(
          names,
          `PTR of ${address}, according to ${target.dns.resolvers[0]?.name ?? 'nobody'}; many servers refuse mail from an address without one`,
        ).not.toEqual([]);
        expect(
          back.flatMap(({ answer }) => valuesIn(answer)),
          `addresses of ${names.join(', ')}`,
        ).toContain(plainAddress(address));
      },
    );
  }
});
