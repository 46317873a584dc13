import { check, expect, NEW, OLD, proves, target, test } from '../../fixtures/host/test.js';

test.describe('Database rows', proves('3'), () => {
  for (const { database, tables } of target.databases.counted) {
    for (const table of tables) {
      test(
        `${database}.${table} has about as many rows on ${NEW} as on ${OLD}`,
        check('database/row-count-plausible', database, table),
        async ({ oldDatabase, newDatabase }) => {
          const { [table]: onOld = 0 } = await oldDatabase.catalogue.rowCounts(database, [table]);
          const { [table]: onNew = 0 } = await newDatabase.catalogue.rowCounts(database, [table]);

          expect(onOld, `rows in ${table} on ${OLD}`).toBeGreaterThan(0);
          // Tests on the new host add rows, and the old host has moved on since the dump.
          expect(
            onNew,
            `rows in ${table} on ${NEW} (${onOld} on ${OLD}): an outdated or broken dump?`,
          ).toBeGreaterThanOrEqual(Math.floor(onOld * 0.9 - 5));
          expect(onNew, `rows in ${table} on ${NEW} (${onOld} on ${OLD}): imported twice?`).toBeLessThan(
            onOld * 1.5 + 50,
          );
        },
      );
    }
  }
});
