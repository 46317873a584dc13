import { check, expect, NEW, OLD, proves, target, test } from '../../fixtures/host/test.js';

const { names, definer } = target.databases;
const ADVICE = definer === null ? '' : `; the definer should be ${definer}`;
const ofWhat = ({ length }: readonly string[], found: readonly string[]): string =>
  found.length === 0
    ? `: ${length} of ${length}; is the database there, and does the dump include them?`
    : ': does the dump include them?';
const KINDS = ['tables', 'views', 'routines', 'triggers', 'events'] as const;

test.describe('Databases', proves('3'), () => {
  for (const database of names) {
    for (const kind of KINDS) {
      test(
        `${database} on ${NEW} has all the ${kind} that it has on ${OLD}`,
        check('database/objects-present', database, kind),
        async ({ oldDatabase, newDatabase }) => {
          const onOld = (await oldDatabase.catalogue.inventory(database))[kind];
          const onNew = (await newDatabase.catalogue.inventory(database))[kind];
          const missing = onOld.filter((name) => !onNew.includes(name));

          expect(
            missing,
            `${kind} of ${database} that ${NEW} lacks (information_schema)${ofWhat(missing, onNew)}`,
          ).toEqual([]);
        },
      );
    }

    test(
      `${database} has tables on both ${OLD} and ${NEW}`,
      check('database/on-both-hosts', database),
      async ({ oldDatabase, newDatabase }) => {
        for (const [host, { catalogue }] of [
          [OLD, oldDatabase],
          [NEW, newDatabase],
        ] as const) {
          expect(
            (await catalogue.inventory(database)).tables,
            `tables of ${database} on ${host} (information_schema)`,
          ).not.toEqual([]);
        }
      },
    );

    test(
      `Every definer in ${database} exists as an account on ${NEW}`,
      check('database/definers-exist', database),
      async ({ newDatabase }) => {
        const orphans = await newDatabase.catalogue.orphans(database);

        expect(orphans, `definers without an account on ${NEW} (error 1449)${ADVICE}`).toEqual([]);
      },
    );
  }
});
