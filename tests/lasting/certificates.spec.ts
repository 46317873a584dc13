import { check, expect, NEW, proves, target, test } from '../../fixtures/lasting/test.js';
import { unique } from '../../helpers/core/lists.js';
import { NoAnswer } from '../../helpers/core/no-answer.js';
import { siteNames } from '../../helpers/core/site-names.js';
import { domainsOfIssuer, issuersFor } from '../../helpers/dns/issuers.js';

/** Whoever issues for so few days expects a program to ask again (RFC 8555). */
const SHORT_LIVED_DAYS = 100;
const DAY_MS = 86_400_000;

test.describe('Renewal', proves('upkeep'), () => {
  for (const name of siteNames(target))
    test(
      `DNS allows the issuer of the certificate for ${name} to renew it`,
      check('tls/issuer-allowed', name),
      async ({ tlsOf, lookup }) => {
        const shown = await tlsOf(name);
        const { at, allowed } = await issuersFor(lookup, name, target.dns.zone);
        const refused = shown.flatMap(({ chain: [{ issuer }], shownBy }) => {
          if (at === undefined) return [];
          const known = target.certificates.authority ? [target.certificates.authority] : domainsOfIssuer(issuer);
          if (known.length === 0 && allowed.length > 0)
            throw new NoAnswer(
              `whether the CAA records of ${at} allow "${issuer}"`,
              `target ${target.name}`,
              'it does not say which domain identifies this issuer in CAA records (certificates.authority)',
            );
          return known.some((domain) => allowed.includes(domain)) ? [] : [`${shownBy} presents one from "${issuer}"`];
        });

        expect(refused).toHaveNoFindings(
          `certificates for ${name} from an issuer that the CAA records of ${at ?? name} do not name: they allow ${allowed.join(', ') || 'none'}`,
          { lookAt: `dig ${at ?? name} CAA` },
        );
      },
    );

  test(
    `If ${NEW} has short-lived certificates, it also has a job, timer, or directive for renewing certificates`,
    check('tls/renewal-scheduled'),
    async ({ tlsOf, exposure }) => {
      const shown = (await Promise.all(siteNames(target).map(tlsOf))).flat();
      const short = shown.filter(
        ({ chain: [{ validFrom, validTo }] }) => validTo.getTime() - validFrom.getTime() < SHORT_LIVED_DAYS * DAY_MS,
      );
      const lines = short.map(
        ({ chain: [{ names, validTo }] }) => `${names.join(', ')}: expires ${validTo.toISOString().slice(0, 10)}`,
      );

      expect(exposure.renewal.length > 0 ? [] : unique(lines)).toHaveNoFindings(
        `certificates on ${NEW} with a lifetime of less than ${SHORT_LIVED_DAYS} days; ${NEW} has no job, timer, or directive that renews certificates`,
        { lookAt: 'certbot, acme.sh, dehydrated, or the like, in crontabs and systemctl list-timers' },
      );
    },
  );
});
