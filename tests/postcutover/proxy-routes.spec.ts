import { check, expect, OLD, proves, target, test } from '../../fixtures/postcutover/test.js';
import { probeUrls } from '../../helpers/core/site-names.js';

test.describe('Routes to the site', proves('16'), () => {
  for (const url of probeUrls(target)) {
    const path = target.probes[probeUrls(target).indexOf(url)] ?? url;

    test(
      `${path} is the same over IPv4, over IPv6 and through ${OLD}`,
      check('proxy/same-by-every-route', path),
      async ({ askAt }) => {
        const ways = [
          ['new', 4],
          ['new', 6],
          ['old', 4],
          ['old', 6],
        ] as const;
        const known = ways.filter(([host, family]) => family === 4 || target.hosts[host].ipv6 !== undefined);
        const answers = await Promise.all(known.map(([host, family]) => askAt(host, url, { family })));
        const [direct, ...others] = answers.map(({ status, headers, text }) => ({
          status,
          type: headers['content-type'],
          text,
        }));

        expect(direct?.status, `GET ${url} of the new host itself`).toBe(200);
        expect(
          others,
          `GET ${url} of ${known.map(([host, family]) => `${host} over IPv${family}`).join(', ')}`,
        ).toEqual(others.map(() => direct));
      },
    );
  }
});
