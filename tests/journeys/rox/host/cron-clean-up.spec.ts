import { check, expect, NEW, proves, target, rox, test } from '../../../../fixtures/journeys/rox/test.js';

const { main } = rox.databases;
/** Statements that take out what a test put in. */
const undo: [sql: string, values: unknown[]][] = [];

test.describe('Cron job that cleans up visitor records', proves('6'), () => {
  test.afterEach(async ({ writer }) => {
    for (const [sql, values] of target.removeWhatWasCreated ? undo.splice(0) : []) await writer.execute(sql, values);
  });

  test(
    `The cleanup job on ${NEW} removes a three-hour-old visitor record and keeps a recent one`,
    check('cron/visitors-cleaned-up', { tag: '@writes' }),
    async ({ newHost, newDatabase, writer }) => {
      // Numbers of addresses in 0.0.0.0/8: nobody visits from there.
      const gone = Math.floor(Math.random() * 8_000_000) * 2 + 2;
      const visitors = [gone, gone + 1];
      undo.push([`DELETE FROM ${main}.guestsonline WHERE IpGuest IN (?)`, [visitors]]);
      await writer.execute(
        `INSERT INTO ${main}.guestsonline (IpGuest, updated) VALUES (?, NOW() - INTERVAL 3 HOUR), (?, NOW())`,
        visitors,
      );

      const { exitCode } = await newHost.runJob('clean-guests');
      const left = await newDatabase.query(`SELECT IpGuest FROM ${main}.guestsonline WHERE IpGuest IN (?)`, [visitors]);

      expect(exitCode, `exit status of clean-guests on ${NEW}`).toBe(0);
      expect(left, `${main}.guestsonline on ${NEW} after the job`).toEqual([{ IpGuest: gone + 1 }]);
    },
  );
});
