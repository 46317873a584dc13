import { check, expect, OLD, proves, target, test, withList } from '../../fixtures/postcutover/test.js';
import { outages, secondsOf } from '../../helpers/evidence/downtime.js';

const { announcedMinutes } = target.freeze;
const asTime = (at: number): string => new Date(at).toISOString().slice(0, 19);

test.describe('Downtime', proves('18'), () => {
  test(
    `Visitors to ${OLD} were without the site for no longer than the announced ${announcedMinutes} minutes`,
    check('downtime/within-announced'),
    async ({ cutoverSamples }) => {
      const closed = outages(await cutoverSamples(), Date.now());
      const seconds = secondsOf(closed);
      const when = closed.map(
        ({ from, to, why }) => `${asTime(from)} to ${asTime(to)}: ${Object.keys(why).join(', ')}`,
      );

      expect(
        when,
        `periods without service in ${OLD}'s access logs: the site was never closed, or its logs are gone`,
      ).not.toEqual([]);
      expect(seconds, withList(`${seconds} s without service (${OLD}'s access logs, UTC)`, when)).toBeLessThanOrEqual(
        announcedMinutes * 60,
      );
    },
  );
});
