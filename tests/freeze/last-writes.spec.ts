import { check, expect, proves, test, observeWrites, writesInFlight } from '../../fixtures/index.js';

/** Long enough to see what comes every few seconds; cron's next minute is what steps 10 and 11 are for. */
const SECONDS = 5;

test.describe('Last writes', { ...proves('8'), lock: 'writes-on-deer' }, () => {
  test("No write is in flight in Deer's MySQL", check('freeze/no-write-in-flight'), async ({ bothServers }) => {
    expect(await writesInFlight(bothServers.deer), 'SHOW PROCESSLIST and INNODB_TRX on Deer').toEqual([]);
  });

  test(
    `Nothing is written to Deer's MySQL for ${SECONDS} seconds`,
    check('freeze/no-write-observed'),
    async ({ bothServers }) => {
      const { before, after } = await observeWrites(bothServers.deer, SECONDS);

      expect(after, `on Deer, ${SECONDS} s later, by ${before.witness}`).toEqual(before);
    },
  );
});
