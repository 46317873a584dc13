import { check, expect, NEW, OLD, proves, target, test } from '../../fixtures/host/test.js';
import { plainAddress } from '../../helpers/core/address.js';
import { visit } from '../../helpers/http/visit.js';
import { siteNames } from '../../helpers/core/site-names.js';

const NAMES = siteNames(target);
const {
  hosts: { new: newHost, old: oldHost },
} = target;
const ofNewHost = [newHost.ipv4, ...(newHost.ipv6 === undefined ? [] : [newHost.ipv6])].sort();

test.describe('How to test', proves('how-to-test'), () => {
  for (const name of NAMES) {
    test(
      `The override leads ${name} to ${NEW} and nowhere else`,
      check('override/points-to-new-host', name),
      async ({ resolveName }) => {
        expect([...new Set(await resolveName(name))].sort()).toEqual(ofNewHost);
      },
    );

    test(
      `The browser gets ${name} from ${NEW}, over http and https`,
      check('override/browser-reaches-new-host', name),
      async ({ page }) => {
        for (const scheme of ['http', 'https']) {
          const from = await (await visit(page, `${scheme}://${name}/`)).serverAddr();
          expect(ofNewHost).toContain(plainAddress(from?.ipAddress ?? ''));
        }
      },
    );

    test(
      `Clients without a browser get ${name} from ${NEW}`,
      check('override/clients-reach-new-host', name),
      async ({ newClient }) => {
        for (const scheme of ['http', 'https']) {
          expect((await newClient().ask(`${scheme}://${name}/`)).address).toBe(newHost.ipv4);
        }
      },
    );
  }

  test(
    `The certificate that the browser is shown is the one ${NEW} shows at its own address`,
    check('override/certificate-matches'),
    async ({ page, tlsOf }) => {
      const shown = await (await visit(page, `https://${target.sites[0].host}/`)).securityDetails();

      for (const { chain } of await tlsOf(target.sites[0].host)) {
        expect(shown?.validFrom).toBe(chain[0].validFrom.getTime() / 1000);
        expect(shown?.validTo).toBe(chain[0].validTo.getTime() / 1000);
      }
    },
  );

  test(
    'The hosts file is what it was but for the lines of this run',
    check('override/hosts-file-otherwise-unchanged'),
    ({ hostsFile }) => {
      const { now, before } = hostsFile();

      expect(now).toBe(before);
    },
  );

  test(
    `${OLD} is still there at its own address and is not ${NEW}`,
    check('override/old-host-distinct'),
    async ({ oldDatabase, newDatabase }) => {
      const [old, young] = [await oldDatabase.identity(), await newDatabase.identity()];

      expect(oldHost.ipv4).not.toBe(newHost.ipv4);
      expect(old.hostname).not.toBe(young.hostname);
      expect(old.serverId).not.toBe(young.serverId);
    },
  );
});
