import {
  check,
  databaseLists,
  expect,
  fileLists,
  isWithinTolerance,
  missingItems,
  proves,
  rowCounts,
  shrunkTables,
  target,
  test,
  told,
} from '../../fixtures/index.js';

test.describe('No data of Deer is missing', proves('same'), () => {
  test(
    'Puma has the tables, views, routines, triggers and events of Deer',
    check('parity/database-objects-present'),
    async ({ baseline, pumaDatabase, notMeant }) => {
      const gone = notMeant(
        missingItems(baseline.databases.stable, await databaseLists(target, pumaDatabase.catalogue)),
      );

      expect(gone, told('by information_schema; missing on Puma', gone)).toEqual([]);
    },
  );

  test(
    'No table on Puma holds much less than it held on Deer',
    check('parity/tables-not-shrunk'),
    async ({ baseline, pumaDatabase, notMeant }) => {
      const gone = notMeant(shrunkTables(baseline.rows, await rowCounts(target, pumaDatabase.catalogue)));

      expect(gone, told(`tables counted on Deer ${baseline.recorded}`, gone)).toEqual([]);
    },
  );

  test(
    'The data directory of Puma holds nearly all that was in that of Deer',
    check('parity/data-directory-present'),
    async ({ baseline, notMeant }) => {
      const before = baseline.files.stable[target.dataDirectory] ?? [];
      const gone = notMeant(missingItems(baseline.files.stable, await fileLists(target, target.puma)));

      expect(before.length, `entries below ${target.dataDirectory} on Deer`).toBeGreaterThan(1);
      expect(isWithinTolerance(before.length, before.length - gone.length), told('lost or changed since', gone)).toBe(
        true,
      );
    },
  );
});
