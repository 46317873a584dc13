import { check, expect, NEW, OLD, proves, target, test, withList } from '../../fixtures/postcutover/test.js';

const { leastVisitors, serverErrorsPercent } = target.postcutover;

test.describe('Visitors in the logs', proves('17'), () => {
  test(
    `Since the switch, ${NEW} has answered at most ${serverErrorsPercent}% of visitors' requests with a server error`,
    check('logs/server-errors-rare'),
    async ({ serverErrors }) => {
      const { percent, worst, requests } = await serverErrors();

      expect(
        percent,
        withList(`percentage of ${requests} requests that were answered with 5xx`, worst),
      ).toBeLessThanOrEqual(serverErrorsPercent);
    },
  );

  test(
    `${NEW} has seen visitors from at least ${leastVisitors} address${leastVisitors === 1 ? '' : 'es'} since the switch`,
    check('logs/visitors-seen'),
    async ({ visitors }) => {
      const addresses = await visitors();

      expect(
        addresses.length,
        withList(`addresses in ${NEW}'s access logs other than those of ${OLD}, ${NEW}, and this suite`, addresses),
      ).toBeGreaterThanOrEqual(leastVisitors);
    },
  );
});
