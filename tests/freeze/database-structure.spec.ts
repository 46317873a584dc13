import {
  ASPECTS,
  definersOf,
  differingRights,
  differingThings,
  expect,
  proves,
  rightsOn,
  target,
  test,
  thingsOf,
} from '../../fixtures/index.js';

const { main, archive, crypted } = target.databases;
const DATABASES = [main, archive, crypted];
const { reader, writer, application, privileged } = target.databases;
const USERS = [reader, writer, application, privileged].flatMap((account) => account?.user ?? []);

test.describe('Structure', proves('12'), () => {
  for (const schema of DATABASES) {
    for (const aspect of ASPECTS) {
      test(`The ${aspect} of ${schema} on Puma are those of Deer`, async ({ bothServers }) => {
        const [deer, puma] = await Promise.all([
          thingsOf(bothServers.deer, schema, aspect),
          thingsOf(bothServers.puma, schema, aspect),
        ]);

        expect(
          differingThings(deer, puma),
          `${Object.keys(deer).length} ${aspect} on Deer, by information_schema`,
        ).toEqual([]);
      });
    }

    test(`Everything in ${schema} on Puma that runs with rights of its own has those of local root`, async ({
      bothServers,
    }) => {
      const others = (await definersOf(bothServers.puma, schema)).filter(
        (thing) => !thing.endsWith(': root@localhost'),
      );

      expect(others, 'definers on Puma, to be changed after the import').toEqual([]);
    });
  }

  test('The accounts of the databases may do on Puma what they may do on Deer', async ({ bothServers }) => {
    const [deer, puma] = await Promise.all([
      rightsOn(bothServers.deer, DATABASES),
      rightsOn(bothServers.puma, DATABASES),
    ]);

    expect([...deer.keys()], 'accounts with rights on the three databases on Deer').not.toEqual([]);
    expect(differingRights(deer, puma, USERS), 'rights by information_schema; GRANT and REVOKE change them').toEqual(
      [],
    );
  });
});
