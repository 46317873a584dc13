import {
  certificateLists,
  check,
  expect,
  missingItems,
  machineLists,
  proves,
  target,
  test,
  told,
  zoneLists,
} from '../../fixtures/index.js';

/** The cron jobs of the site have checks of their own. */
const MACHINE = ['starting services', 'running services', 'listening ports', 'virtual hosts', 'other cron jobs'];

test.describe('Nothing of Deer is missing', proves('same'), () => {
  for (const kind of MACHINE) {
    test(
      `Puma has the ${kind} of Deer`,
      check('parity/host-facts-present', kind),
      ({ baseline, pumaFacts, notMeant }) => {
        const before = baseline.machine.stable[kind] ?? [];
        const gone = notMeant(missingItems({ [kind]: before }, machineLists(pumaFacts, target.cron.jobs)));

        expect(before, `${kind} of Deer, recorded ${baseline.recorded}`).not.toEqual([]);
        expect(gone, told(`${before.length} on Deer; missing on Puma`, gone)).toEqual([]);
      },
    );
  }

  test(
    'The certificates of Puma cover the names that those of Deer covered',
    check('parity/certificate-names-covered'),
    async ({ baseline, notMeant }) => {
      const gone = notMeant(missingItems(baseline.certificates.stable, await certificateLists(target, target.puma)));

      expect(gone, told('names that no certificate of Puma covers', gone)).toEqual([]);
    },
  );

  test(
    'The zone has every record but addresses that it had before',
    check('parity/zone-records-present'),
    async ({ baseline, notMeant }) => {
      const others = Object.entries(baseline.zone.stable).filter(([kind]) => !/^A{1,4} of /.test(kind));
      const gone = notMeant(missingItems(Object.fromEntries(others), await zoneLists(target)));

      expect(others, 'records recorded').not.toEqual([]);
      expect(gone, told('as the first name server of the zone has them; missing', gone)).toEqual([]);
    },
  );
});
