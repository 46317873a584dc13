import { check, expect, proves, target, test } from '../../fixtures/index.js';

const { main } = target.databases;
/** Statements that take out what a test put in. */
const undo: [sql: string, values: unknown[]][] = [];

test.describe('Cron job for visitors', proves('6'), () => {
  test.afterEach(async ({ writer }) => {
    for (const [sql, values] of target.removeWhatWasCreated ? undo.splice(0) : []) await writer.execute(sql, values);
  });

  test(
    'The clean-up on Puma forgets a visitor of three hours ago and keeps a fresh one',
    check('cron/visitors-cleaned-up', { tag: '@writes' }),
    async ({ puma, pumaDatabase, writer }) => {
      // Numbers of addresses in 0.0.0.0/8: nobody visits from there.
      const gone = Math.floor(Math.random() * 8_000_000) * 2 + 2;
      const visitors = [gone, gone + 1];
      undo.push([`DELETE FROM ${main}.guestsonline WHERE IpGuest IN (?)`, [visitors]]);
      await writer.execute(
        `INSERT INTO ${main}.guestsonline (IpGuest, updated) VALUES (?, NOW() - INTERVAL 3 HOUR), (?, NOW())`,
        visitors,
      );

      const { exitCode, stderr } = await puma.runJob('clean-guests');
      const left = await pumaDatabase.query(`SELECT IpGuest FROM ${main}.guestsonline WHERE IpGuest IN (?)`, [
        visitors,
      ]);

      expect(exitCode, `clean-guests on Puma said: ${stderr}`).toBe(0);
      expect(left, `${main}.guestsonline on Puma after the job`).toEqual([{ IpGuest: gone + 1 }]);
    },
  );
});
