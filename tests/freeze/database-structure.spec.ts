import { check, expect, NEW, OLD, proves, target, test } from '../../fixtures/freeze/test.js';
import { accountNames } from '../../helpers/database/database.js';
import { definersOf } from '../../helpers/database/structure/definers.js';
import { diffGrants, grantsOn } from '../../helpers/database/parity/rights.js';
import { diffSchemaObjects } from '../../helpers/database/structure/structure-diff.js';
import { ASPECTS } from '../../helpers/database/structure/structure.js';

const { names, definer } = target.databases;
const USERS = accountNames(target.databases);

test.describe('Structure', proves('12'), () => {
  for (const schema of names) {
    for (const aspect of ASPECTS) {
      test(
        `The ${aspect} of ${schema} on ${NEW} are identical to those on ${OLD}`,
        check('database/structure-identical', schema, aspect),
        async ({ structures }) => {
          const [onOld, onNew] = await structures(schema, aspect);

          const differences = diffSchemaObjects(onOld, onNew);

          expect(differences).toHaveNoFindings(
            `${aspect} of ${schema} on both hosts; number on ${OLD}: ${Object.keys(onOld).length}`,
          );
        },
      );
    }

    test(
      `The definer of every object in ${schema} on ${NEW} is ${definer?.replace('@', ' at ') ?? `the same as on ${OLD}`}`,
      check('database/definers-as-planned', schema),
      async ({ bothServers }) => {
        const onOld = await definersOf(bothServers.old, schema);
        const others = (await definersOf(bothServers.new, schema)).filter(
          (thing) => !(definer === null ? onOld.includes(thing) : thing.endsWith(`: ${definer}`)),
        );

        expect(others).toHaveNoFindings(
          `definers on ${NEW} other than ${definer ?? `those on ${OLD}`}; change them after the import`,
        );
      },
    );
  }

  test(
    `The database accounts have the same grants on ${NEW} as on ${OLD}`,
    check('database/grants-identical'),
    async ({ bothServers }) => {
      const [onOld, onNew] = await Promise.all([grantsOn(bothServers.old, names), grantsOn(bothServers.new, names)]);

      expect([...onOld.rights.keys()], `accounts with privileges on the databases of ${OLD}`).not.toEqual([]);
      const differences = diffGrants(onOld, onNew, USERS);
      expect(differences).toHaveNoFindings('differences in granted privileges');
    },
  );
});
