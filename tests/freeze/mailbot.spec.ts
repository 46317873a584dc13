import { check, expect, OLD, proves, target, test } from '../../fixtures/freeze/test.js';
import { readMailQueue } from '../../helpers/host/logs/mail-queue.js';

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
      `Nothing waits for mailbot in ${table} on ${OLD}`,
      check('mailbot/nothing-recent-pending', table),
      async ({ maintenanceMode }) => {
        const rows = await maintenanceMode.database.query<{ id: number }>(sql);

        expect(
          rows.map(({ id }) => id),
          `ids of the rows on ${OLD}: ${sql}`,
        ).toEqual([]);
      },
    );

    test(
      `Nothing older than ten minutes waits in ${table} on ${OLD}, either`,
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

  test(`The mail queue of ${OLD} is empty`, check('mail/queue-empty'), async ({ maintenanceMode }) => {
    // A mail of cron's own may be passing through.
    await expect
      .poll(() => readMailQueue(maintenanceMode.oldHost), {
        timeout: 20_000,
        message: `mailq on ${OLD}, asked for 20 s`,
      })
      .toBe('empty');
  });
});

test.describe('Mailbot', proves('10'), () => {
  for (const job of mailbot) {
    test(
      `Mailbot is on in no place that ${OLD}'s cron reads`,
      check('mailbot/off-on-old-host'),
      ({ maintenanceMode }) => {
        const { state, where } = maintenanceMode.oldHost.job(job);

        expect(state, `${where.join(', ') || 'no line'} on ${OLD}: every message would be mailed again`).not.toBe('on');
      },
    );

    test(`No mailbot runs on ${OLD}`, check('mailbot/not-running-on-old-host'), ({ maintenanceMode }) => {
      expect(
        maintenanceMode.oldHost.processesOf(job),
        `processes on ${OLD} with ${job.script} in their command`,
      ).toEqual([]);
    });
  }
});
