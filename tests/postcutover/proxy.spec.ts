import {
  addressesOf,
  check,
  expect,
  forwardedNames,
  proves,
  siteNames,
  target,
  test,
  told,
} from '../../fixtures/index.js';

const NAMES = siteNames(target);
const PUMA = [...addressesOf(target.puma), target.puma.hostname];

test.describe('ProxyPass', proves('16'), () => {
  test(
    'Deer has taken the placeholder away and forwards the front page of www',
    check('proxy/front-page-forwarded'),
    async ({ askDeer }) => {
      const { status } = await askDeer(`http://${target.sites.www.host}/`);

      expect(status, `GET http://${target.sites.www.host}/ of Deer, where visitors with old DNS come to`).toBe(200);
    },
  );

  for (const name of NAMES) {
    for (const scheme of ['http', 'https']) {
      test(
        `Deer has Puma answer who comes to it for ${scheme}://${name}, once`,
        check('proxy/forwarded-once', scheme, name),
        async ({ askAt, loggedAt }) => {
          const url = `${scheme}://${name}/about`;
          const { status } = await askAt('deer', url);

          expect(status, `GET ${url} of Deer; SSLProxyEngine and the ProxyPass of this name decide`).toBe(200);
          expect(await loggedAt('puma'), `requests for ${url} in Puma's access log, sent to Deer`).toHaveLength(1);
          expect(await loggedAt('deer'), `requests for ${url} in Deer's access log: more would be a loop`).toHaveLength(
            1,
          );
        },
      );
    }

    test(
      `Apache on Deer forwards ${name} to Puma by virtual hosts made for it`,
      check('proxy/vhosts-forward', name),
      ({ deerFacts }) => {
        const forwarded = forwardedNames(deerFacts, PUMA);
        const missing = [`${name}:80`, `${name}:443`].filter((each) => !forwarded.has(each));

        expect(missing, told('no virtual host on Deer forwards to Puma (ProxyPass, a2ensite)', missing)).toEqual([]);
      },
    );
  }

  test(
    'Puma answers a visitor who comes directly by itself, and asks Deer nothing',
    check('proxy/new-host-independent'),
    async ({ askAt, loggedAt }) => {
      await askAt('puma', `http://${target.sites.www.host}/about`);

      expect(await loggedAt('puma'), "requests in Puma's access log").toHaveLength(1);
      expect(await loggedAt('deer'), "requests in Deer's access log, sent to Puma").toEqual([]);
    },
  );
});
