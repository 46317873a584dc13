import { expect, proves, siteNames, target, test } from '../../fixtures/index.js';

const NAMES = siteNames(target);

test.describe('ProxyPass', proves('16'), () => {
  for (const name of NAMES) {
    for (const scheme of ['http', 'https']) {
      test(`Deer has Puma answer who comes to it for ${scheme}://${name}, once`, async ({ askAt, loggedAt }) => {
        const url = `${scheme}://${name}/about`;
        const { status } = await askAt('deer', url);

        expect(status, `GET ${url} of Deer; SSLProxyEngine and the ProxyPass of this name decide`).toBe(200);
        expect(await loggedAt('puma'), `requests for ${url} in Puma's access log, sent to Deer`).toHaveLength(1);
        expect(await loggedAt('deer'), `requests for ${url} in Deer's access log: more would be a loop`).toHaveLength(
          1,
        );
      });
    }
  }

  test('Puma answers a visitor who comes directly by itself, and asks Deer nothing', async ({ askAt, loggedAt }) => {
    await askAt('puma', `http://${target.sites.www.host}/about`);

    expect(await loggedAt('puma'), "requests in Puma's access log").toHaveLength(1);
    expect(await loggedAt('deer'), "requests in Deer's access log, sent to Puma").toEqual([]);
  });
});
