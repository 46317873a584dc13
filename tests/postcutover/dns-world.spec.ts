import {
  addressQuestions,
  dnsQueries,
  check,
  expect,
  proves,
  stillCaching,
  siteNames,
  resolvesElsewhere,
  target,
  test,
  TIMELINE,
  told,
  revertedToOldHost,
} from '../../fixtures/index.js';

const QUESTIONS = dnsQueries(target.dns.resolvers, addressQuestions(siteNames(target)));
const WATCH_SECONDS = 4;

test.describe('Propagation', proves('14'), () => {
  test(
    'Every resolver leads to Puma, or to Deer for no longer than planned',
    check('dns/resolvers-not-astray'),
    async ({ movedZone, plannedTtl }) => {
      const wrong = await movedZone.complaints(QUESTIONS, (found) => resolvesElsewhere(target, plannedTtl, found));

      expect(wrong, told('resolvers that lead visitors astray', wrong)).toEqual([]);
    },
  );

  test(
    'Every resolver leads to Puma already',
    check('dns/resolvers-all-moved', proves('14', '@advisory')),
    async ({ movedZone }) => {
      const late = stillCaching(target, await movedZone.ask(QUESTIONS));

      expect(late, told('resolvers that remember Deer: keep it forwarding until they forget', late)).toEqual([]);
    },
  );

  test(
    'No resolver goes back from Puma to Deer',
    check('dns/resolvers-not-reverting'),
    async ({ watchedResolvers }, info) => {
      const watched = await watchedResolvers(WATCH_SECONDS);
      await info.attach('Propagation', { body: JSON.stringify({ resolvers: watched }), contentType: TIMELINE });
      const back = watched.filter(revertedToOldHost).map(({ resolver }) => resolver);

      expect(back, told(`resolvers that led to Puma and then elsewhere, within ${WATCH_SECONDS} s`, back)).toEqual([]);
    },
  );
});
