import { check, expect, NEW, OLD, proves, target, test } from '../../fixtures/postcutover/test.js';
import { probeUrls } from '../../helpers/core/site-names.js';
import { takenFor } from '../../helpers/routing/forwarding-trouble.js';

const [page] = probeUrls(target);
/** Addresses of nobody (RFC 5737, RFC 3849), which a visitor might pretend to have. */
const FORGED = ['203.0.113.77', '2001:db8:ffff::77'];
const FAMILIES = target.hosts.old.ipv6 === undefined ? ([4] as const) : ([4, 6] as const);

test.describe('Addresses of visitors', proves('16'), () => {
  for (const family of FAMILIES) {
    test(
      `${NEW} sees the real address of a visitor who comes through ${OLD} over IPv${family}`,
      check('proxy/visitor-address-preserved', `ipv${family}`),
      async ({ askAt, loggedAt }) => {
        await askAt('old', page, { family });
        const [[came], [seen]] = [await loggedAt('old'), await loggedAt('new')];

        expect(came?.address, `client address in ${OLD}'s access log`).toBeDefined();
        expect(seen?.address, `client address in ${NEW}'s access log; check X-Forwarded-For and mod_remoteip`).toBe(
          came?.address,
        );
      },
    );

    for (const way of ['old', 'new'] as const) {
      test(
        `${NEW} ignores a forged X-Forwarded-For header from a visitor who connects to ${way === 'old' ? OLD : NEW} over IPv${family}`,
        check('proxy/forged-address-ignored', way, `ipv${family}`),
        async ({ askAt, loggedAt }) => {
          const headers = { 'x-forwarded-for': FORGED.join(', ') };
          await askAt(way, page, { family, headers });
          const seen = (await loggedAt('new')).map(({ address }) => address);

          expect(
            seen.map((address) => takenFor(address, FORGED, target.hosts.old)),
            `client that ${NEW} logged for a visitor who sent X-Forwarded-For: ${FORGED.join(', ')}`,
          ).toEqual(['the visitor']);
        },
      );
    }
  }
});
