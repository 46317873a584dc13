import { check, expect, NEW, proves, target, test } from '../../fixtures/visitors/test.js';
import { siteNames } from '../../helpers/core/site-names.js';

const NAMES = siteNames(target);
const SOON = 21 * 24 * 60 * 60 * 1000;

test.describe('Certificates', proves('5-https'), () => {
  for (const name of NAMES) {
    test(`${NEW} shows a certificate that covers ${name}`, check('tls/name-covered', name), async ({ tlsOf }) => {
      for (const { coversName, chain } of await tlsOf(name)) {
        expect(coversName, `certificate for ${chain[0].names.join(', ')}, asked for ${name}`).toBe(true);
      }
    });

    test(
      `${NEW} sends all that a strict client needs to trust ${name}`,
      check('tls/chain-complete', name),
      async ({ tlsOf }) => {
        for (const { chainProblem } of await tlsOf(name)) expect(chainProblem).toBeUndefined();
      },
    );

    test(
      `${NEW}'s certificate for ${name} lasts another three weeks`,
      check('tls/not-expiring-soon', name),
      async ({ tlsOf }) => {
        for (const { chain } of await tlsOf(name)) {
          const ends = Math.min(...chain.map(({ validTo }) => validTo.getTime()));
          expect(
            new Date(ends).toISOString() > new Date(Date.now() + SOON).toISOString(),
            `ends ${new Date(ends).toISOString()}`,
          ).toBe(true);
        }
      },
    );
  }

  test(`${NEW} takes TLS 1.2 and nothing older`, check('tls/old-versions-refused'), async ({ tlsVersionsOf }) => {
    const versions = await tlsVersionsOf(target.sites[0].host);

    expect(versions).toContain('TLSv1.2');
    expect(versions).not.toContain('TLSv1');
    expect(versions).not.toContain('TLSv1.1');
  });
});
