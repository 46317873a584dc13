import { check, expect, NEW, OLD, proves, target, test, withList } from '../../fixtures/postcutover/test.js';
import { databaseLists, fileLists, rowCounts } from '../../helpers/baseline/collect-lists.js';
import { isWithinTolerance, missingItems, shrunkTables } from '../../helpers/baseline/compare.js';

test.describe(`No data of ${OLD} is missing`, proves('same'), () => {
  test(
    `${NEW} has the tables, views, routines, triggers and events of ${OLD}`,
    check('parity/database-objects-present'),
    async ({ baseline, newDatabase, unexpectedlyMissing }) => {
      const gone = unexpectedlyMissing(
        missingItems(baseline.databases.stable, await databaseLists(target, newDatabase.catalogue)),
      );

      expect(gone).toHaveNoFindings(`by information_schema; missing on ${NEW}`);
    },
  );

  test(
    `No table on ${NEW} has many fewer rows than it had on ${OLD}`,
    check('parity/tables-not-shrunk'),
    async ({ baseline, newDatabase, unexpectedlyMissing }) => {
      const gone = unexpectedlyMissing(shrunkTables(baseline.rows, await rowCounts(target, newDatabase.catalogue)));

      expect(gone).toHaveNoFindings(`tables counted on ${OLD} ${baseline.recorded}`);
    },
  );

  test(
    `The data directory of ${NEW} has nearly everything that ${OLD}'s had`,
    check('parity/data-directory-present'),
    async ({ baseline, unexpectedlyMissing }) => {
      const before = baseline.files.stable[target.dataDirectory] ?? [];
      const gone = unexpectedlyMissing(missingItems(baseline.files.stable, await fileLists(target, target.hosts.new)));

      expect(before.length, `entries below ${target.dataDirectory} on ${OLD}`).toBeGreaterThan(1);
      expect(
        isWithinTolerance(before.length, before.length - gone.length),
        withList('lost or changed since', gone),
      ).toBe(true);
    },
  );
});
