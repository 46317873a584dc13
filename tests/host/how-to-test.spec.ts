import { check, expect, proves, target, test, visit } from '../../fixtures/index.js';

const NAMES = Object.values(target.sites).flatMap(({ host, aliases }) => [host, ...aliases]);
const { puma, deer } = target;
const ofPuma = [puma.ipv4, ...(puma.ipv6 === undefined ? [] : [puma.ipv6])].sort();

test.describe('How to test', proves('how-to-test'), () => {
  for (const name of NAMES) {
    test(
      `The override leads ${name} to Puma and nowhere else`,
      check('override/points-to-new-host', name),
      async ({ resolveName }) => {
        expect([...new Set(await resolveName(name))].sort()).toEqual(ofPuma);
      },
    );

    test(
      `The browser gets ${name} from Puma, over http and https`,
      check('override/browser-reaches-new-host', name),
      async ({ page }) => {
        for (const scheme of ['http', 'https']) {
          const from = await (await visit(page, `${scheme}://${name}/`)).serverAddr();
          expect(ofPuma).toContain(from?.ipAddress.replace(/^\[|\]$/g, ''));
        }
      },
    );

    test(
      `Clients without a browser get ${name} from Puma`,
      check('override/clients-reach-new-host', name),
      async ({ newClient }) => {
        for (const scheme of ['http', 'https']) {
          expect((await newClient().ask(`${scheme}://${name}/`)).address).toBe(puma.ipv4);
        }
      },
    );
  }

  test(
    'The certificate that the browser is shown is the one Puma shows at its own address',
    check('override/certificate-matches'),
    async ({ page, tlsOf }) => {
      const shown = await (await visit(page, `https://${target.sites.www.host}/`)).securityDetails();

      for (const { chain } of await tlsOf(target.sites.www.host)) {
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
    'Deer is still there at its own address and is not Puma',
    check('override/old-host-distinct'),
    async ({ deerDatabase, pumaDatabase }) => {
      const [old, young] = [await deerDatabase.identity(), await pumaDatabase.identity()];

      expect(deer.ipv4).not.toBe(puma.ipv4);
      expect(old.hostname).not.toBe(young.hostname);
      expect(old.serverId).not.toBe(young.serverId);
    },
  );
});
