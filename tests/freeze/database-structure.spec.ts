import {
  ASPECTS,
  check,
  definersOf,
  diffGrants,
  diffSchemaObjects,
  expect,
  proves,
  grantsOn,
  target,
  test,
  schemaObjects,
  told,
} from '../../fixtures/index.js';

const { main, archive, crypted } = target.databases;
const DATABASES = [main, archive, crypted];
const { reader, writer, application, privileged } = target.databases;
const USERS = [reader, writer, application, privileged].flatMap((account) => account?.user ?? []);

test.describe('Structure', proves('12'), () => {
  for (const schema of DATABASES) {
    for (const aspect of ASPECTS) {
      test(
        `The ${aspect} of ${schema} on Puma are those of Deer`,
        check('database/structure-identical', schema, aspect),
        async ({ bothServers }) => {
          const [deer, puma] = await Promise.all([
            schemaObjects(bothServers.deer, schema, aspect),
            schemaObjects(bothServers.puma, schema, aspect),
          ]);

          const differences = diffSchemaObjects(deer, puma);

          expect(differences, told(`${Object.keys(deer).length} ${aspect} on Deer`, differences)).toEqual([]);
        },
      );
    }

    test(
      `Everything in ${schema} on Puma that runs with rights of its own has those of local root`,
      check('database/definers-local-root', schema),
      async ({ bothServers }) => {
        const others = (await definersOf(bothServers.puma, schema)).filter(
          (thing) => !thing.endsWith(': root@localhost'),
        );

        expect(others, told('definers on Puma, to be changed after the import', others)).toEqual([]);
      },
    );
  }

  test(
    'The accounts of the databases may do on Puma what they may do on Deer',
    check('database/grants-identical'),
    async ({ bothServers }) => {
      const [deer, puma] = await Promise.all([
        grantsOn(bothServers.deer, DATABASES),
        grantsOn(bothServers.puma, DATABASES),
      ]);

      expect([...deer.keys()], 'accounts with rights on the three databases on Deer').not.toEqual([]);
      const differences = diffGrants(deer, puma, USERS);
      expect(differences, told('rights by GRANT', differences)).toEqual([]);
    },
  );
});
