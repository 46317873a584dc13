import { check, expect, NEW, OLD, proves, target, test } from '../../fixtures/freeze/test.js';
import { ownedByRoot } from '../../helpers/host/data-files/owned-by-root.js';

const { dataDirectory, dataFolders, dataComparison } = target;

test.describe('Data directory', proves('13'), () => {
  test.describe.configure({ timeout: (dataComparison.minutes + 1) * 60_000 });

  for (const folder of [dataDirectory, ...dataFolders]) {
    test(
      `${NEW} has the same files under ${folder} as ${OLD}, with the same content, mode, and owner`,
      check('data-directory/identical', ...(folder === dataDirectory ? [] : [folder])),
      async ({ comparedData }) => {
        const { entries, contents, differences } = await comparedData(folder);

        expect(entries.old, `entries below ${folder} on ${OLD}`).toBeGreaterThan(1);
        const asked = `${entries.old} entries below ${folder} on ${OLD}, ${entries.new} on ${NEW}; contents compared by ${contents}`;

        expect(differences).toHaveNoFindings(asked);
      },
    );
  }

  test(
    `Nothing in the data directory on ${NEW} is owned by root`,
    check('data-directory/nothing-owned-by-root'),
    async ({ maintenanceMode }) => {
      const { entries, ofRoot } = await ownedByRoot(maintenanceMode.target.hosts.new, dataDirectory);

      expect(entries, `entries below ${dataDirectory} on ${NEW}`).toBeGreaterThan(1);
      expect(ofRoot).toHaveNoFindings(
        `entries owned by root below ${dataDirectory} on ${NEW}, where the site must be able to write`,
      );
    },
  );
});
