import { check, expect, NEW, OLD, proves, target, test } from '../../fixtures/freeze/test.js';
import { differingFiles } from '../../helpers/host/data-files.js';

const { dataDirectory, dataFolders } = target;

test.describe('Data directory', proves('13'), () => {
  for (const folder of [dataDirectory, ...dataFolders]) {
    test(
      `${NEW} has the same files below ${folder} as ${OLD}, with the same content, mode and owner`,
      check('data-directory/identical', ...(folder === dataDirectory ? [] : [folder])),
      async ({ maintenanceMode, dataOf }) => {
        test.setTimeout(120_000);
        const [onOld, onNew] = await Promise.all([dataOf('old', folder), dataOf('new', folder)]);

        expect(onOld.size, `entries below ${folder} on ${OLD}`).toBeGreaterThan(1);
        const differences = differingFiles(onOld, onNew, maintenanceMode.facts.data?.owner ?? '');
        const asked = `${onOld.size} entries below ${folder} on ${OLD}, ${onNew.size} on ${NEW}`;

        expect(differences).toHaveNoFindings(asked);
      },
    );
  }

  test(
    `Nothing in the data directory of ${NEW} belongs to root`,
    check('data-directory/nothing-owned-by-root'),
    async ({ dataOf }) => {
      test.setTimeout(120_000);
      const entries = await dataOf('new', dataDirectory);
      const ofRoot = [...entries].filter(([, { owner }]) => owner === 'root').map(([path]) => path);

      expect(entries.size, `entries below ${dataDirectory} on ${NEW}`).toBeGreaterThan(1);
      expect(ofRoot).toHaveNoFindings(`below ${dataDirectory} on ${NEW}, where the site must write`);
    },
  );
});
