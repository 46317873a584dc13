import { check, expect, NEW, OLD, proves, target, test } from '../../fixtures/freeze/test.js';
import { compareRows } from '../../helpers/database/parity/compare.js';

const { names, secret, volatile } = target.databases;

test.describe('Rows', proves('12'), () => {
  for (const schema of names) {
    test(
      `${schema} on ${NEW} holds row for row what it holds on ${OLD}`,
      check('database/rows-identical', schema),
      async ({ bothServers }) => {
        test.setTimeout(300_000);
        const leaveOut = volatile.filter(({ database }) => database === schema).map(({ table }) => table);
        const { compared, differences } = await compareRows(bothServers, schema, {
          leaveOut,
          isSecret: secret.includes(schema),
        });

        expect(compared, `tables of ${schema} on both hosts`).not.toEqual([]);
        const asked = `${compared.length} tables compared by check sums; left out: ${leaveOut.join(', ') || 'none'}`;
        expect(differences).toHaveNoFindings(asked);
      },
    );
  }
});
