import { check, expect, proves, target, test } from '../../fixtures/index.js';

const { main, archive } = target.databases;
const lastLog = `SELECT IFNULL(MAX(id), 0) AS id FROM ${archive}.logs`;
const logsAfter = `SELECT Type, Str FROM ${archive}.logs WHERE id > ? AND Type = ?`;
/** Rows of statistics that a test made. */
const created: number[] = [];

test.describe('Cron jobs with a trace in the database', proves('6'), () => {
  test.afterEach(async ({ writer }) => {
    const ids = target.removeWhatWasCreated ? created.splice(0) : [];
    for (const id of ids) await writer.execute(`DELETE FROM ${main}.stats WHERE id = ?`, [id]);
  });

  test(
    'Mailbot on Puma, started by hand, leaves its heartbeat in the logs',
    check('cron/mailbot-heartbeat-logged', { tag: '@writes', lock: 'mailbot' }),
    async ({ puma, pumaDatabase }) => {
      const { id } = await pumaDatabase.queryOne<{ id: number }>(lastLog);

      const { exitCode, stderr } = await puma.runJob('mailbot');

      expect(exitCode, `mailbot on Puma said: ${stderr}`).toBe(0);
      expect(await pumaDatabase.query(logsAfter, [id, 'mailbot']), `new rows in ${archive}.logs on Puma`).not.toEqual(
        [],
      );
    },
  );

  test(
    'The statistics on Puma get a row about yesterday',
    check('cron/statistics-updated', { tag: '@writes' }),
    async ({ puma, pumaDatabase }) => {
      const { id } = await pumaDatabase.queryOne<{ id: number }>(`SELECT IFNULL(MAX(id), 0) AS id FROM ${main}.stats`);

      const { exitCode, stderr } = await puma.runJob('statistics');
      const rows = await pumaDatabase.query<{ id: number; counted: number }>(
        `SELECT id, NbActiveMembers > 0 AS counted FROM ${main}.stats WHERE id > ? LIMIT 1`,
        [id],
      );
      created.push(...rows.map((row) => row.id));

      expect(exitCode, `statistics on Puma said: ${stderr}`).toBe(0);
      expect(rows, `new rows in ${main}.stats on Puma`).toEqual([{ id: expect.any(Number), counted: 1 }]);
    },
  );

  test(
    'The Geonames import on Puma succeeds',
    check('cron/geonames-imported', { tag: '@writes' }),
    async ({ puma }) => {
      // A day of the world's changes, fetched from elsewhere.
      test.setTimeout(330_000);
      const { exitCode, stderr } = await puma.runJob('geonames', 300_000);

      expect(
        exitCode,
        `geonames on Puma said: ${stderr}; it asks the site at 127.0.0.1, which asks download.geonames.org`,
      ).toBe(0);
    },
  );
});
