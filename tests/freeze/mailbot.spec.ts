import { check, expect, readMailQueue, proves, target, test } from '../../fixtures/index.js';

/** As the runbook has them. Only ids go into the evidence: the rows are people's letters. */
const PENDING = [
  {
    table: 'messages',
    sql: 'select * from messages where status="ToSend" and created>date_sub(now(),interval 10 minute);',
  },
  {
    table: 'posts_notificationqueue',
    sql: 'select * from posts_notificationqueue where status="ToSend" and created>date_sub(now(),interval 10 minute);',
  },
];
const mailbot = target.cron.jobs.filter(({ id }) => id === 'mailbot');

test.describe('Pending mail', proves('9'), () => {
  for (const { table, sql } of PENDING) {
    test(
      `Nothing waits for mailbot in ${table} on Deer`,
      check('mailbot/nothing-recent-pending', table),
      async ({ maintenanceMode }) => {
        const rows = await maintenanceMode.database.query<{ id: number }>(sql);

        expect(
          rows.map(({ id }) => id),
          `ids of the rows on Deer: ${sql}`,
        ).toEqual([]);
      },
    );

    test(
      `Nothing older than ten minutes waits in ${table} on Deer, either`,
      check('mailbot/nothing-old-pending', table, proves('9', '@advisory')),
      async ({ maintenanceMode }) => {
        const rows = await maintenanceMode.database.query<{ id: number }>(
          `SELECT id FROM ${table} WHERE status = 'ToSend'`,
        );

        expect(
          rows.map(({ id }) => id),
          'ids of rows that the query of the runbook does not see',
        ).toEqual([]);
      },
    );
  }

  test('The mail queue of Deer is empty', check('mail/queue-empty'), async ({ maintenanceMode }) => {
    // A mail of cron's own may be passing through.
    await expect
      .poll(() => readMailQueue(maintenanceMode.deer), { timeout: 20_000, message: 'mailq on Deer, asked for 20 s' })
      .toBe('empty');
  });
});

test.describe('Mailbot', proves('10'), () => {
  for (const job of mailbot) {
    test(
      "Mailbot is on in no place that Deer's cron reads",
      check('mailbot/off-on-old-host'),
      ({ maintenanceMode }) => {
        const { state, where } = maintenanceMode.deer.job(job);

        expect(state, `${where.join(', ') || 'no line'} on Deer: every message would be mailed again`).not.toBe('on');
      },
    );

    test('No mailbot runs on Deer', check('mailbot/not-running-on-old-host'), ({ maintenanceMode }) => {
      expect(maintenanceMode.deer.processesOf(job), `processes on Deer with ${job.script} in their command`).toEqual(
        [],
      );
    });
  }
});
