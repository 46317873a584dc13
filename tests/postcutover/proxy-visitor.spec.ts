import { addressesOf, check, expect, proves, target, test } from '../../fixtures/index.js';

const { www } = target.sites;
/** Addresses of nobody (RFC 5737, RFC 3849), which a visitor might pretend to have. */
const FORGED = ['203.0.113.77', '2001:db8:ffff::77'];
const FAMILIES = target.deer.ipv6 === undefined ? ([4] as const) : ([4, 6] as const);

test.describe('Visitor behind Deer', proves('16'), () => {
  for (const family of FAMILIES) {
    test(
      `Puma sees the address of the visitor who comes through Deer over IPv${family}`,
      check('proxy/visitor-address-preserved', `ipv${family}`),
      async ({ askAt, loggedAt }) => {
        await askAt('deer', `http://${www.host}/about`, { family });
        const [[came], [seen]] = [await loggedAt('deer'), await loggedAt('puma')];

        expect(came?.address, "client address in Deer's access log").toBeDefined();
        expect(seen?.address, "client address in Puma's access log: X-Forwarded-For and mod_remoteip carry it").toBe(
          came?.address,
        );
      },
    );

    for (const [way, role] of [
      ['deer', 'old'],
      ['puma', 'new'],
    ] as const) {
      test(
        `Puma does not believe an X-Forwarded-For of a visitor who comes to ${way} over IPv${family}`,
        check('proxy/forged-address-ignored', role, `ipv${family}`),
        async ({ askAt, loggedAt }) => {
          const headers = { 'x-forwarded-for': FORGED.join(', ') };
          await askAt(way, `http://${www.host}/about`, { family, headers });
          const seen = (await loggedAt('puma')).map(({ address }) => address);

          expect(seen, "client addresses in Puma's access log").toHaveLength(1);
          expect([...FORGED, ...addressesOf(target.deer)], 'what a visitor may not pass for').not.toContain(seen[0]);
        },
      );
    }
  }
});
