import { check, expect, NEW, OLD, proves, target, test } from '../../fixtures/host/test.js';
import { visit } from '../../helpers/http/visit.js';

const {
  hosts: { new: newHost, old: oldHost },
} = target;

test.describe('How to test', proves('how-to-test'), () => {
  test(
    `The browser gets the same certificate that ${NEW} sends at its own address`,
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
    'The hosts file is unchanged except for the lines of this run',
    check('override/hosts-file-otherwise-unchanged'),
    ({ hostsFile }) => {
      const { now, before } = hostsFile();

      expect(now).toBe(before);
    },
  );

  test(
    `${OLD} still answers at its own address and is not ${NEW}`,
    check('override/old-host-distinct'),
    async ({ oldDatabase, newDatabase }) => {
      const [old, young] = [await oldDatabase.identity(), await newDatabase.identity()];

      expect(oldHost.ipv4).not.toBe(newHost.ipv4);
      expect(old.hostname).not.toBe(young.hostname);
      expect(old.serverId).not.toBe(young.serverId);
    },
  );
});
