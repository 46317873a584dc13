import { check, expect, NEW, OLD, proves, target, test, withList } from '../../fixtures/postcutover/test.js';
import { databaseLists, rowCounts } from '../../helpers/baseline/collect-lists.js';
import { isWithinTolerance, missingItems, shrunkTables } from '../../helpers/baseline/compare.js';
import { lostFiles } from '../../helpers/baseline/recorded-files.js';
import { holdOn } from '../../helpers/core/no-answer.js';

test.describe(`No data from ${OLD} is missing`, proves('same'), () => {
  test(
    `${NEW} has every table, view, routine, trigger, and event that ${OLD} had`,
    check('parity/database-objects-present'),
    async ({ baseline, newDatabase, unexpectedlyMissing }) => {
      const gone = unexpectedlyMissing(
        missingItems(baseline.databases.stable, await databaseLists(target, newDatabase.catalogue)),
      );

      expect(gone).toHaveNoFindings(`database objects that are missing on ${NEW} (information_schema)`);
    },
  );

  test(
    `No table on ${NEW} has far fewer rows than it had on ${OLD}`,
    check('parity/tables-not-shrunk'),
    async ({ baseline, newDatabase, unexpectedlyMissing }) => {
      const gone = unexpectedlyMissing(shrunkTables(baseline.rows, await rowCounts(target, newDatabase.catalogue)));

      expect(gone).toHaveNoFindings(
        `tables that have shrunk since they were counted on ${OLD} at ${baseline.recorded}`,
      );
    },
  );

  test(
    `The data directory on ${NEW} contains nearly everything that it contained on ${OLD}`,
    check('parity/data-directory-present'),
    async ({ baseline, unexpectedlyMissing }) => {
      test.setTimeout((target.dataComparison.minutes + 1) * 60_000);
      const { entries } = baseline.files;
      const isExpected = (line: string): boolean => unexpectedlyMissing([line]).length === 0;
      const { count, lines, unproven } = await lostFiles(baseline.files, target, target.hosts.new, isExpected);

      expect(entries, `entries below ${target.dataDirectory} on ${OLD}`).toBeGreaterThan(1);
      expect(
        isWithinTolerance(entries, entries - count),
        withList('entries lost or changed since the baseline', lines),
      ).toBe(true);
      holdOn(`What could not be read below ${target.dataDirectory} on ${NEW}:`, unproven);
    },
  );
});
