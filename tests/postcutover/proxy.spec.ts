import { check, expect, NEW, OLD, proves, target, test, withList } from '../../fixtures/postcutover/test.js';
import { addressesOf, probeUrls, siteNames } from '../../helpers/core/site-names.js';
import { formatRequest } from '../../helpers/routing/forwarding-trouble.js';
import { notForwarded } from '../../helpers/routing/forwarding.js';

const NAMES = siteNames(target);
const [PROBE] = probeUrls(target);
const NEW_HOST = [...addressesOf(target.hosts.new), target.hosts.new.hostname];

test.describe('ProxyPass', proves('16'), () => {
  test(
    `${OLD} no longer shows the placeholder: the front page of ${new URL(PROBE).host} returns 200`,
    check('proxy/front-page-forwarded'),
    async ({ askOldHost, mark, whereToLook }) => {
      const front = new URL('/', PROBE).href;
      const { status } = await askOldHost(front, { headers: { 'user-agent': mark }, follow: true });

      const asked = `GET ${front} from ${OLD}, where visitors with the old address arrive`;
      expect(status, withList(asked, await whereToLook(front, status, 200))).toBe(200);
    },
  );

  for (const name of NAMES) {
    for (const scheme of ['http', 'https'] as const) {
      test(
        `${OLD} forwards a request for ${scheme}://${name} to ${NEW} exactly once`,
        check('proxy/forwarded-once', scheme, name),
        async ({ askAt, loggedAt, statusOnNewHost, whereToLook }) => {
          const url = `${scheme}://${name}${new URL(PROBE).pathname}`;
          const { status } = await askAt('old', url);
          const wanted = await statusOnNewHost(url);

          expect(status, withList(`GET ${url} from ${OLD}`, await whereToLook(url, status, wanted))).toBe(wanted);
          const [atNew, atOld] = [await loggedAt('new'), await loggedAt('old')];
          const sent = `requests for ${url} (one was sent to ${OLD})`;
          expect(atNew.map(formatRequest), `${sent}, in ${NEW}'s access log`).toHaveLength(1);
          expect(atOld.map(formatRequest), `${sent}, in ${OLD}'s access log: more than one is a loop`).toHaveLength(1);
        },
      );
    }

    test(
      `Apache on ${OLD} forwards ${name} to ${NEW} through virtual hosts for that name`,
      check('proxy/vhosts-forward', name),
      ({ oldHostFacts }) => {
        const missing = notForwarded(oldHostFacts, [`${name}:80`, `${name}:443`], NEW_HOST);

        expect(missing).toHaveNoFindings(
          `names that no virtual host on ${OLD} forwards to ${NEW} (ProxyPass, a2ensite)`,
        );
      },
    );
  }

  test(
    `${NEW} answers a direct visitor without contacting ${OLD}`,
    check('proxy/new-host-independent'),
    async ({ askAt, loggedAt }) => {
      await askAt('new', PROBE);

      const [atNew, atOld] = [await loggedAt('new'), await loggedAt('old')];
      expect(atOld.map(formatRequest)).toHaveNoFindings(
        `requests in ${OLD}'s access log from a visitor who came to ${NEW}`,
      );
      expect(atNew.map(formatRequest), `requests in ${NEW}'s access log`).toHaveLength(1);
    },
  );
});
