import { check, expect, NEW, OLD, proves, target, test } from '../../fixtures/host/test.js';
import { visit } from '../../helpers/http/visit.js';

const {
  hosts: { new: newHost, old: oldHost },
} = target;

test.describe('How to test', proves('how-to-test'), () => {
  test(
    `The browser receives the certificate that ${NEW} serves at its own address`,
    check('override/certificate-matches'),
    async ({ page, tlsOf }) => {
      const shown = await (await visit(page, `https://${target.sites[0].host}/`)).securityDetails();

      for (const { chain, shownBy } of await tlsOf(target.sites[0].host)) {
        const own = { from: chain[0].validFrom, to: chain[0].validTo };
        const asSeconds = (seconds = 0): Date => new Date(seconds * 1000);
        expect(
          { from: asSeconds(shown?.validFrom), to: asSeconds(shown?.validTo) },
          `validity dates of the certificate that the browser receives, compared with those of the certificate from ${shownBy}`,
        ).toEqual(own);
      }
    },
  );

  test(
    'The hosts file is unchanged except for the lines added by this run',
    check('override/hosts-file-otherwise-unchanged'),
    ({ hostsFile }) => {
      const { now, before } = hostsFile();

      expect(now, 'the hosts file now, without the lines of this run, compared with the file before the run').toBe(
        before,
      );
    },
  );

  test(
    `${OLD} and ${NEW} are different machines with different IPv4 addresses`,
    check('override/old-host-distinct'),
    async ({ identityOf }) => {
      const [old, young] = [await identityOf('old'), await identityOf('new')];
      const shared = old.filter((each) => young.includes(each));

      expect(oldHost.ipv4, `address of ${OLD}, which is also that of ${NEW}`).not.toBe(newHost.ipv4);
      expect(shared, `identifiers that ${OLD} and ${NEW} share`).toEqual([]);
    },
  );
});
