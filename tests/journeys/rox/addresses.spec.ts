import { check, expect, NEW, proves, rox, test } from '../../../fixtures/journeys/rox/test.js';
import { baseOf, has } from '../../../helpers/journeys/rox/markup.js';

const { www, alpha } = rox.sites;

test.describe('Addresses', proves('5'), () => {
  test(
    `${NEW} answers an unknown URL with the start page: URL rewriting is on`,
    check('addresses/unknown-shows-start-page'),
    async ({ visitor }) => {
      const answer = await visitor.ask('/no-such-page-anywhere');

      expect(answer.status, `status of ${answer.url}`).toBe(200);
      expect(has(answer.text, '#login-widget'), 'login form of the start page').toBe(true);
    },
  );

  for (const [from, to] of [
    ['/lostpassword.php', '/bw/lostpassword.php'],
    ['/search', '/searchmembers'],
    ['/bw/signup.php', '/signup'],
    // Who is logged in and has no rights is led to /admin/norights.
    ['/admin', '/'],
  ] as const) {
    test(`${NEW} redirects ${from} to ${to}`, check('addresses/redirected', from), async ({ visitor }) => {
      const { status, headers, url } = await visitor.ask(from);

      expect({ status, to: new URL(headers.location ?? '', url).href }, `answer to GET ${url}`).toEqual({
        status: 302,
        to: `http://${www.host}${to}`,
      });
    });
  }

  test(`${NEW} does not expose its PHP configuration`, check('addresses/configuration-hidden'), async ({ visitor }) => {
    const answer = await visitor.get('/bw/admin/phpinfo.php');

    expect(answer.text, `text of ${answer.url}, which should not reveal the PHP configuration`).not.toMatch(
      /PHP Version|phpinfo\(\)/,
    );
  });

  for (const { host } of [www, alpha]) {
    test(
      `${NEW} serves ${host} under that name, identically over IPv4 and IPv6`,
      check('addresses/same-over-ipv4-and-ipv6', host),
      async ({ newClient }) => {
        const overIpv4 = await newClient().ask(`http://${host}/about`);
        const overIpv6 = await newClient().ask(`http://${host}/about`, { family: 6 });

        expect(baseOf(overIpv4.text), 'base URL of the page over IPv4').toBe(`http://${host}/`);
        expect(baseOf(overIpv6.text), 'base URL of the page over IPv6').toBe(`http://${host}/`);
        expect(overIpv6.text, `${overIpv6.url} over IPv6, compared with IPv4`).toBe(overIpv4.text);
      },
    );
  }

  test(`${NEW} lets search engines crawl the site`, check('addresses/robots-allowed'), async ({ visitor }) => {
    const answer = await visitor.ask('/robots.txt');

    expect(answer.status, `status of ${answer.url}`).toBe(200);
    expect(
      answer.text.split('\n').filter((line) => /^Disallow:\s*\/\s*$/.test(line)),
      `lines of ${answer.url} that lock search engines out`,
    ).toEqual([]);
  });
});
