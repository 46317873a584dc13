import { check, expect, proves, target, test } from '../../fixtures/index.js';

const { main, archive, crypted } = target.databases;
const KINDS = ['tables', 'views', 'routines', 'triggers', 'events'] as const;
/** Tables that grow slowly, so that a dump of last week holds nearly what is live today. */
const COUNTED = [
  { database: main, tables: ['members', 'messages', 'forums_threads', 'forums_posts', 'words', 'geonames_cache'] },
  { database: crypted, tables: ['cryptedfields'] },
];

test.describe('Databases', proves('3'), () => {
  for (const database of [main, archive, crypted]) {
    for (const kind of KINDS) {
      test(
        `${database} on Puma has the ${kind} that it has on Deer`,
        check('database/objects-present', database, kind),
        async ({ deerDatabase, pumaDatabase }) => {
          const deer = (await deerDatabase.catalogue.inventory(database))[kind];
          const puma = (await pumaDatabase.catalogue.inventory(database))[kind];
          const missing = deer.filter((name) => !puma.includes(name));

          expect(
            missing,
            `${kind} of ${database} that Puma lacks, by information_schema; was the dump made with them?`,
          ).toEqual([]);
        },
      );
    }

    test(
      `${database} is on Deer and on Puma`,
      check('database/on-both-hosts', database),
      async ({ deerDatabase, pumaDatabase }) => {
        for (const { catalogue } of [deerDatabase, pumaDatabase]) {
          expect(
            (await catalogue.inventory(database)).tables,
            `tables of ${database}, by information_schema`,
          ).not.toEqual([]);
        }
      },
    );

    test(
      `Everything in ${database} that runs with an account's rights finds that account on Puma`,
      check('database/definers-exist', database),
      async ({ pumaDatabase }) => {
        const orphans = await pumaDatabase.catalogue.orphans(database);

        expect(orphans, 'definers without an account on Puma (error 1449); root@localhost is the one to use').toEqual(
          [],
        );
      },
    );
  }

  for (const { database, tables } of COUNTED) {
    for (const table of tables) {
      test(
        `${database}.${table} holds on Puma about what it holds on Deer`,
        check('database/row-count-plausible', database, table),
        async ({ deerDatabase, pumaDatabase }) => {
          const { [table]: deer = 0 } = await deerDatabase.catalogue.rowCounts(database, [table]);
          const { [table]: puma = 0 } = await pumaDatabase.catalogue.rowCounts(database, [table]);

          expect(deer, `rows of ${table} on Deer`).toBeGreaterThan(0);
          // Tests on Puma add rows, and Deer has moved on since the dump.
          expect(puma, `rows of ${table} on Puma, ${deer} on Deer: an older or a broken dump`).toBeGreaterThanOrEqual(
            deer * 0.9 - 5,
          );
          expect(puma, `rows of ${table} on Puma, ${deer} on Deer: imported twice?`).toBeLessThan(deer * 1.5 + 50);
        },
      );
    }
  }
});
