import { check, expect, NEW, proves, target, rox, test } from '../../../../fixtures/journeys/rox/test.js';

const { main, archive } = rox.databases;
const lastLog = `SELECT IFNULL(MAX(id), 0) AS id FROM ${archive}.logs`;
const logsAfter = `SELECT Type, Str FROM ${archive}.logs WHERE id > ? AND Type = ?`;
/** Rows of statistics that a test made. */
const created: number[] = [];

test.describe('Cron jobs: mailbot, statistics, and GeoNames', proves('6'), () => {
  test.afterEach(async ({ writer }) => {
    const ids = target.removeWhatWasCreated ? created.splice(0) : [];
    for (const id of ids) await writer.execute(`DELETE FROM ${main}.stats WHERE id = ?`, [id]);
  });

  test(
    `Mailbot on ${NEW} logs its heartbeat when started by hand`,
    check('cron/mailbot-heartbeat-logged', { tag: '@writes', lock: 'mailbot' }),
    async ({ newHost, newDatabase }) => {
      const { id } = await newDatabase.queryOne<{ id: number }>(lastLog);

      const { exitCode } = await newHost.runJob('mailbot');

      expect(exitCode, `exit status of mailbot on ${NEW}`).toBe(0);
      expect(await newDatabase.query(logsAfter, [id, 'mailbot']), `new rows in ${archive}.logs on ${NEW}`).not.toEqual(
        [],
      );
    },
  );

  test(
    `The statistics job on ${NEW} writes a row with the number of active members`,
    check('cron/statistics-updated', { tag: '@writes' }),
    async ({ newHost, newDatabase }) => {
      const { id } = await newDatabase.queryOne<{ id: number }>(`SELECT IFNULL(MAX(id), 0) AS id FROM ${main}.stats`);

      const { exitCode } = await newHost.runJob('statistics');
      const rows = await newDatabase.query<{ id: number; counted: number }>(
        `SELECT id, NbActiveMembers > 0 AS counted FROM ${main}.stats WHERE id > ? LIMIT 1`,
        [id],
      );
      created.push(...rows.map((row) => row.id));

      expect(exitCode, `exit status of statistics on ${NEW}`).toBe(0);
      expect(rows, `new rows in ${main}.stats on ${NEW}`).toEqual([{ id: expect.any(Number), counted: 1 }]);
    },
  );

  test(
    `The GeoNames import on ${NEW} succeeds`,
    check('cron/geonames-imported', { tag: '@writes' }),
    async ({ newHost }) => {
      // A day of the world's changes, fetched from elsewhere.
      test.setTimeout(330_000);
      const { exitCode } = await newHost.runJob('geonames', 300_000);

      expect(
        exitCode,
        `exit status of geonames on ${NEW}; the job calls the site at 127.0.0.1, which calls download.geonames.org`,
      ).toBe(0);
    },
  );
});
