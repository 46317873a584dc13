import { unique } from '../../helpers/core/lists.js';
import { check, expect, NEW, proves, target, test } from '../../fixtures/host/test.js';
import { plainAddress } from '../../helpers/core/address.js';
import { siteNames } from '../../helpers/core/site-names.js';
import { visit } from '../../helpers/http/visit.js';

const newHost = target.hosts.new;
const ofNewHost = [newHost.ipv4, ...(newHost.ipv6 === undefined ? [] : [newHost.ipv6])].sort();

test.describe('Override', proves('how-to-test'), () => {
  for (const name of siteNames(target)) {
    test(
      `The override resolves ${name} only to ${NEW}`,
      check('override/points-to-new-host', name),
      async ({ resolveName }) => {
        expect(
          unique(await resolveName(name)).sort(),
          `addresses to which programs on this machine resolve ${name}`,
        ).toEqual(ofNewHost);
      },
    );

    test(
      `The browser reaches ${name} on ${NEW} over http and https`,
      check('override/browser-reaches-new-host', name),
      async ({ page }) => {
        for (const scheme of ['http', 'https']) {
          const from = await (await visit(page, `${scheme}://${name}/`)).serverAddr();
          expect(
            [plainAddress(from?.ipAddress ?? 'nobody')].filter((address) => !ofNewHost.includes(address)),
            `addresses other than ${NEW}'s (${ofNewHost.join(', ')}) that answered the browser's request for ${scheme}://${name}/`,
          ).toEqual([]);
        }
      },
    );

    test(
      `Non-browser clients reach ${name} on ${NEW}`,
      check('override/clients-reach-new-host', name),
      async ({ newClient }) => {
        for (const scheme of ['http', 'https']) {
          const { address } = await newClient().ask(`${scheme}://${name}/`);
          expect(address, `address that answered GET ${scheme}://${name}/ over IPv4`).toBe(newHost.ipv4);
        }
      },
    );
  }
});
