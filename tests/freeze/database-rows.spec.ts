import { check, expect, NEW, OLD, proves, target, test } from '../../fixtures/freeze/test.js';

const { names, secret, volatile, comparison } = target.databases;

test.describe('Rows', proves('12'), () => {
  for (const schema of names) {
    test(
      `The rows of every compared table in ${schema} are identical on ${NEW} and ${OLD}`,
      check('database/rows-identical', schema),
      async ({ comparedRows }) => {
        test.setTimeout((comparison.minutes + 1) * 60_000);
        const leaveOut = volatile.filter(({ database }) => database === schema).map(({ table }) => table);
        const { compared, differences } = await comparedRows(schema, leaveOut, secret.includes(schema));

        expect(compared, `tables of ${schema} on both hosts`).not.toEqual([]);
        const asked = `tables compared by checksums: ${compared.length}; left out: ${leaveOut.join(', ') || 'none'}`;
        expect(differences).toHaveNoFindings(asked);
      },
    );
  }
});
