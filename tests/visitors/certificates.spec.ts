import { check, expect, NEW, proves, target, test } from '../../fixtures/visitors/test.js';
import { siteNames } from '../../helpers/core/site-names.js';
import { endingBefore } from '../../helpers/http/tls-certificate.js';

const NAMES = siteNames(target);
const SOON = 21 * 24 * 60 * 60 * 1000;

test.describe('Certificates', proves('5-https'), () => {
  for (const name of NAMES) {
    test(`Visitors get a certificate that covers ${name}`, check('tls/name-covered', name), async ({ tlsOf }) => {
      for (const { coversName, chain, shownBy } of await tlsOf(name)) {
        expect(
          coversName,
          `${shownBy} presents a certificate for ${chain[0].names.join(', ') || 'no name'} when asked for ${name}`,
        ).toBe(true);
      }
    });

    test(
      `Visitors get the complete certificate chain that a strict client needs to trust ${name}`,
      check('tls/chain-complete', name),
      async ({ tlsOf }) => {
        for (const { chainProblem, shownBy } of await tlsOf(name))
          expect(chainProblem, `the chain that ${shownBy} sends`).toBeUndefined();
      },
    );

    test(
      `The certificates that visitors get for ${name} are valid for at least another three weeks`,
      check('tls/not-expiring-soon', name),
      async ({ tlsOf }) => {
        const soon = (await tlsOf(name)).flatMap(({ chain, shownBy }) =>
          endingBefore(chain, new Date(Date.now() + SOON)).map((which) => `${shownBy} presents ${which}`),
        );

        expect(soon).toHaveNoFindings(`certificates for ${name} that expire within three weeks`);
      },
    );
  }

  test(`${NEW} accepts TLS 1.2 and nothing older`, check('tls/old-versions-refused'), async ({ tlsVersionsOf }) => {
    const versions = await tlsVersionsOf(target.sites[0].host);

    expect(versions, `TLS versions that ${NEW} accepts`).toContain('TLSv1.2');
    expect(
      versions.filter((version) => ['TLSv1', 'TLSv1.1'].includes(version)),
      `TLS versions that ${NEW} accepts but should refuse (SSLProtocol)`,
    ).toEqual([]);
  });
});
