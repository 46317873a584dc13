import { check, expect, NEW, OLD, proves, target, test } from '../../fixtures/postcutover/test.js';
import { routeDifferences } from '../../helpers/routing/forwarding-trouble.js';
import { probeUrls } from '../../helpers/core/site-names.js';

test.describe('Routes to the site', proves('16'), () => {
  for (const url of probeUrls(target)) {
    const path = target.probes[probeUrls(target).indexOf(url)] ?? url;

    test(
      `${path} is the same directly from ${NEW} and through ${OLD}, over every IP version that they have`,
      check('proxy/same-by-every-route', path),
      async ({ askAt }) => {
        const ways = [
          ['new', 4],
          ['new', 6],
          ['old', 4],
          ['old', 6],
        ] as const;
        const known = ways.filter(([host, family]) => family === 4 || target.hosts[host].ipv6 !== undefined);
        const answers = await Promise.all(known.map(([host, family]) => askAt(host, url, { family, follow: true })));
        const routed = answers.map((answer, at) => {
          const [host, family] = known[at] ?? ways[0];
          return { way: `${host === 'old' ? OLD : NEW} over IPv${family}`, answer };
        });

        expect(answers[0]?.status, `status of ${url} on ${NEW}, with redirects followed`).toBe(200);
        expect(routeDifferences(routed)).toHaveNoFindings(
          `GET ${url} by ${routed.length} routes; answers that differ from the answer from ${routed[0]?.way ?? ''}`,
        );
      },
    );
  }
});
