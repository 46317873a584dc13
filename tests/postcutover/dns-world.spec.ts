import { check, expect, NEW, OLD, proves, target, test } from '../../fixtures/postcutover/test.js';
import { siteNames } from '../../helpers/core/site-names.js';
import { resolvesElsewhere, revertedToOldHost, stillCaching } from '../../helpers/dns/dns-propagation.js';
import { addressQuestions, dnsQueries } from '../../helpers/dns/dns-zone.js';
import { TIMELINE } from '../../helpers/evidence/timeline.js';

const QUESTIONS = dnsQueries(target.dns.resolvers, addressQuestions(siteNames(target)));
const WATCH_SECONDS = 4;

test.describe('Propagation', proves('14'), () => {
  test(
    `Every resolver resolves the site to ${NEW}, or to ${OLD} with no more than the planned TTL left`,
    check('dns/resolvers-not-astray'),
    async ({ updatedZone, plannedTtl }) => {
      const wrong = await updatedZone.findViolations(QUESTIONS, (found) =>
        resolvesElsewhere(target, plannedTtl, found),
      );

      expect(wrong).toHaveNoFindings(`resolvers that send visitors elsewhere, or to ${OLD} for longer than planned`);
    },
  );

  test(
    `No resolver still resolves the site to ${OLD}`,
    check('dns/resolvers-all-moved', proves('14', '@advisory')),
    async ({ updatedZone }) => {
      const late = stillCaching(target, await updatedZone.ask(QUESTIONS));

      expect(late).toHaveNoFindings(
        `resolvers that still cache the address of ${OLD}: keep ${OLD} forwarding until their caches expire`,
      );
    },
  );

  test(
    `Every resolver that resolves ${target.sites[0].host} to ${NEW} continues to do so for ${WATCH_SECONDS} seconds`,
    check('dns/resolvers-not-reverting'),
    async ({ watchedResolvers }, info) => {
      const watched = await watchedResolvers(WATCH_SECONDS);
      await info.attach('Propagation', { body: JSON.stringify({ resolvers: watched }), contentType: TIMELINE });
      const back = watched.filter(revertedToOldHost).map(({ resolver }) => resolver);

      expect(back).toHaveNoFindings(
        `resolvers that sent visitors to ${NEW} and then elsewhere, within ${WATCH_SECONDS} s`,
      );
    },
  );
});
