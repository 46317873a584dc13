import { check, differingFiles, expect, proves, target, test, told } from '../../fixtures/index.js';

const { dataDirectory } = target;

test.describe('Data directory', proves('13'), () => {
  test(
    'Puma has the same files as Deer, with the same content, mode and owner',
    check('data-directory/identical'),
    async ({ maintenanceMode, dataOf }) => {
      test.setTimeout(120_000);
      const [deer, puma] = await Promise.all([dataOf('deer'), dataOf('puma')]);

      expect(deer.size, `entries below ${dataDirectory} on Deer`).toBeGreaterThan(1);
      const differences = differingFiles(deer, puma, maintenanceMode.facts.data?.owner ?? '');
      const asked = `${deer.size} entries below ${dataDirectory} on Deer, ${puma.size} on Puma`;

      expect(differences, told(asked, differences)).toEqual([]);
    },
  );

  test(
    'Nothing in the data directory of Puma belongs to root',
    check('data-directory/nothing-owned-by-root'),
    async ({ dataOf }) => {
      test.setTimeout(120_000);
      const entries = await dataOf('puma');
      const ofRoot = [...entries].filter(([, { owner }]) => owner === 'root').map(([path]) => path);

      expect(entries.size, `entries below ${dataDirectory} on Puma`).toBeGreaterThan(1);
      expect(ofRoot, told(`below ${dataDirectory} on Puma, where the site must write`, ofRoot)).toEqual([]);
    },
  );
});
