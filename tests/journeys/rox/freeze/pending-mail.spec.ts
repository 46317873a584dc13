import { check, expect, OLD, proves, test } from '../../../../fixtures/freeze/test.js';

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

test.describe('Pending mail', proves('9'), () => {
  for (const { table, sql } of PENDING) {
    test(
      `Nothing recent is waiting for mailbot in the ${table} table on ${OLD}`,
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
      `Nothing at all, however old, is waiting for mailbot in the ${table} table on ${OLD}`,
      check('mailbot/nothing-old-pending', table, proves('9', '@advisory')),
      async ({ maintenanceMode }) => {
        const rows = await maintenanceMode.database.query<{ id: number }>(
          `SELECT id FROM ${table} WHERE status = 'ToSend'`,
        );

        expect(
          rows.map(({ id }) => id),
          'ids of all waiting rows, including those created more than ten minutes ago',
        ).toEqual([]);
      },
    );
  }
});
