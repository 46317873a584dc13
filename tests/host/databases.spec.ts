import { check, expect, NEW, OLD, proves, target, test } from '../../fixtures/host/test.js';

const { names, counted } = target.databases;
const KINDS = ['tables', 'views', 'routines', 'triggers', 'events'] as const;

test.describe('Databases', proves('3'), () => {
  for (const database of names) {
    for (const kind of KINDS) {
      test(
        `${database} on ${NEW} has the ${kind} that it has on ${OLD}`,
        check('database/objects-present', database, kind),
        async ({ oldDatabase, newDatabase }) => {
          const onOld = (await oldDatabase.catalogue.inventory(database))[kind];
          const onNew = (await newDatabase.catalogue.inventory(database))[kind];
          const missing = onOld.filter((name) => !onNew.includes(name));

          expect(
            missing,
            `${kind} of ${database} that ${NEW} lacks, by information_schema; was the dump made with them?`,
          ).toEqual([]);
        },
      );
    }

    test(
      `${database} is on ${OLD} and on ${NEW}`,
      check('database/on-both-hosts', database),
      async ({ oldDatabase, newDatabase }) => {
        for (const { catalogue } of [oldDatabase, newDatabase]) {
          expect(
            (await catalogue.inventory(database)).tables,
            `tables of ${database}, by information_schema`,
          ).not.toEqual([]);
        }
      },
    );

    test(
      `Everything in ${database} that runs with an account's rights finds that account on ${NEW}`,
      check('database/definers-exist', database),
      async ({ newDatabase }) => {
        const orphans = await newDatabase.catalogue.orphans(database);

        expect(orphans, `definers without an account on ${NEW} (error 1449); root@localhost is the one to use`).toEqual(
          [],
        );
      },
    );
  }

  for (const { database, tables } of counted) {
    for (const table of tables) {
      test(
        `${database}.${table} holds on ${NEW} about what it holds on ${OLD}`,
        check('database/row-count-plausible', database, table),
        async ({ oldDatabase, newDatabase }) => {
          const { [table]: onOld = 0 } = await oldDatabase.catalogue.rowCounts(database, [table]);
          const { [table]: onNew = 0 } = await newDatabase.catalogue.rowCounts(database, [table]);

          expect(onOld, `rows of ${table} on ${OLD}`).toBeGreaterThan(0);
          // Tests on the new host add rows, and the old host has moved on since the dump.
          expect(
            onNew,
            `rows of ${table} on ${NEW}, ${onOld} on ${OLD}: an older or a broken dump`,
          ).toBeGreaterThanOrEqual(onOld * 0.9 - 5);
          expect(onNew, `rows of ${table} on ${NEW}, ${onOld} on ${OLD}: imported twice?`).toBeLessThan(
            onOld * 1.5 + 50,
          );
        },
      );
    }
  }
});
