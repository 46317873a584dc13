import { check, expect, NEW, OLD, proves, target, test } from '../../fixtures/postcutover/test.js';
import { addressesOf, siteNames, frontPage } from '../../helpers/core/site-names.js';
import { forwardedNames } from '../../helpers/routing/forwarding.js';

const NAMES = siteNames(target);
const NEW_HOST = [...addressesOf(target.hosts.new), target.hosts.new.hostname];

/** Where the reason of an answer is that is not the new host's; the first that fits is not always the one. */
const lookAt = (status: number, scheme: string): string =>
  status >= 500
    ? `Apache's error log on ${OLD} names the reason: ${scheme === 'https' ? `SSLProxyEngine, a certificate that does not cover the name that ${NEW} is asked for (ProxyPreserveHost), ` : ''}a ProxyPass to where nobody answers`
    : `the ProxyPass of this name on ${OLD}, and what comes before it`;

test.describe('ProxyPass', proves('16'), () => {
  test(
    `${OLD} has removed the placeholder and forwards the front page of www`,
    check('proxy/front-page-forwarded'),
    async ({ askOldHost }) => {
      const { status } = await askOldHost(frontPage(target));

      expect(status, `GET http://${target.sites[0].host}/ of ${OLD}, where visitors with old DNS come to`).toBe(200);
    },
  );

  for (const name of NAMES) {
    for (const scheme of ['http', 'https']) {
      test(
        `${OLD} forwards a request for ${scheme}://${name} to ${NEW} exactly once`,
        check('proxy/forwarded-once', scheme, name),
        async ({ askAt, loggedAt }) => {
          const url = `${scheme}://${name}/about`;
          const { status } = await askAt('old', url);

          expect(status, `GET ${url} of ${OLD}\nWhere to look: ${lookAt(status, scheme)}`).toBe(200);
          expect(await loggedAt('new'), `requests for ${url} in ${NEW}'s access log, sent to ${OLD}`).toHaveLength(1);
          expect(
            await loggedAt('old'),
            `requests for ${url} in ${OLD}'s access log: more would be a loop`,
          ).toHaveLength(1);
        },
      );
    }

    test(
      `Apache on ${OLD} forwards ${name} to ${NEW} by virtual hosts for that name`,
      check('proxy/vhosts-forward', name),
      ({ oldHostFacts }) => {
        const forwarded = forwardedNames(oldHostFacts, NEW_HOST);
        const missing = [`${name}:80`, `${name}:443`].filter((each) => !forwarded.has(each));

        expect(missing).toHaveNoFindings(`no virtual host on ${OLD} forwards to ${NEW} (ProxyPass, a2ensite)`);
      },
    );
  }

  test(
    `${NEW} answers a direct visitor without asking ${OLD}`,
    check('proxy/new-host-independent'),
    async ({ askAt, loggedAt }) => {
      await askAt('new', `http://${target.sites[0].host}/about`);

      expect(await loggedAt('new'), `requests in ${NEW}'s access log`).toHaveLength(1);
      expect(await loggedAt('old'), `requests in ${OLD}'s access log, sent to ${NEW}`).toEqual([]);
    },
  );
});
