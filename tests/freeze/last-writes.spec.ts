import { check, expect, OLD, proves, test } from '../../fixtures/freeze/test.js';
import { observeWrites, writesInFlight } from '../../helpers/database/write-activity.js';

/** Long enough to see what comes every few seconds; cron's next minute is what steps 10 and 11 are for. */
const SECONDS = 5;

test.describe('Last writes', { ...proves('8'), lock: 'writes-on-old-host' }, () => {
  test(`No write is in flight in ${OLD}'s MySQL`, check('freeze/no-write-in-flight'), async ({ bothServers }) => {
    expect(await writesInFlight(bothServers.old), `SHOW PROCESSLIST and INNODB_TRX on ${OLD}`).toEqual([]);
  });

  test(
    `Nothing is written to ${OLD}'s MySQL for ${SECONDS} seconds`,
    check('freeze/no-write-observed'),
    async ({ bothServers }) => {
      const { before, after } = await observeWrites(bothServers.old, SECONDS);

      expect(after, `write position on ${OLD} after ${SECONDS} s, according to ${before.witness}`).toEqual(before);
    },
  );
});
