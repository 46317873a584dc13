import { check, expect, OLD, proves, target, test } from '../../fixtures/postcutover/test.js';

test.describe('Routes to the site', proves('16'), () => {
  for (const path of target.probePages) {
    test(
      `${path} is the same over IPv4, over IPv6 and through ${OLD}`,
      check('proxy/same-by-every-route', path),
      async ({ askAt }) => {
        const url = `http://${target.sites[0].host}${path}`;
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

        expect(direct?.status).toBe(200);
        expect(
          others,
          `GET ${url} of ${known.map(([host, family]) => `${host} over IPv${family}`).join(', ')}`,
        ).toEqual(others.map(() => direct));
      },
    );
  }
});
