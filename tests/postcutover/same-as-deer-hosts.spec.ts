import {
  certificateLists,
  databaseLists,
  expect,
  fileLists,
  isPlausible,
  losses,
  machineLists,
  proves,
  rowCounts,
  shrunk,
  target,
  test,
  told,
  zoneLists,
} from '../../fixtures/index.js';

const MACHINE = ['starting services', 'running services', 'listening ports', 'virtual hosts', 'cron jobs'];

test.describe('Nothing of Deer is missing', proves('same'), () => {
  for (const kind of MACHINE) {
    test(`Puma has the ${kind} of Deer`, ({ baseline, pumaFacts, notMeant }) => {
      const before = baseline.machine.steady[kind] ?? [];
      const gone = notMeant(losses({ [kind]: before }, machineLists(pumaFacts)));

      expect(before, `${kind} of Deer, recorded ${baseline.recorded}`).not.toEqual([]);
      expect(gone, told(`${before.length} on Deer; missing on Puma`, gone)).toEqual([]);
    });
  }

  test('Puma has the tables, views, routines, triggers and events of Deer', async ({
    baseline,
    pumaDatabase,
    notMeant,
  }) => {
    const gone = notMeant(losses(baseline.databases.steady, await databaseLists(target, pumaDatabase.catalogue)));

    expect(gone, told('by information_schema; missing on Puma', gone)).toEqual([]);
  });

  test('No table on Puma holds much less than it held on Deer', async ({ baseline, pumaDatabase, notMeant }) => {
    const gone = notMeant(shrunk(baseline.rows, await rowCounts(target, pumaDatabase.catalogue)));

    expect(gone, told(`tables counted on Deer ${baseline.recorded}`, gone)).toEqual([]);
  });

  test('The data directory of Puma holds nearly all that was in that of Deer', async ({ baseline, notMeant }) => {
    const before = baseline.files.steady[target.dataDirectory] ?? [];
    const gone = notMeant(losses(baseline.files.steady, await fileLists(target, target.puma)));

    expect(before.length, `entries below ${target.dataDirectory} on Deer`).toBeGreaterThan(1);
    expect(isPlausible(before.length, before.length - gone.length), told('lost or changed since', gone)).toBe(true);
  });

  test('The certificates of Puma cover the names that those of Deer covered', async ({ baseline, notMeant }) => {
    const gone = notMeant(losses(baseline.certificates.steady, await certificateLists(target, target.puma)));

    expect(gone, told('names that no certificate of Puma covers', gone)).toEqual([]);
  });

  test('The zone has every record but addresses that it had before', async ({ baseline, notMeant }) => {
    const others = Object.entries(baseline.zone.steady).filter(([kind]) => !/^A{1,4} of /.test(kind));
    const gone = notMeant(losses(Object.fromEntries(others), await zoneLists(target)));

    expect(others, 'records recorded').not.toEqual([]);
    expect(gone, told('as the first name server of the zone has them; missing', gone)).toEqual([]);
  });
});
