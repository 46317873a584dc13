import { check, expect, NEW, OLD, proves, target, test } from '../../fixtures/postcutover/test.js';
import { certificateLists, machineLists, zoneLists } from '../../helpers/baseline/collect-lists.js';
import { missingItems } from '../../helpers/baseline/compare.js';
import { asMoved } from '../../helpers/baseline/moved-records.js';

/** The cron jobs of the site have their own checks. */
const MACHINE = ['starting services', 'running services', 'listening ports', 'virtual hosts', 'other cron jobs'];
/** Names of lists that would be unclear in a sentence, and the words to use there. */
const WORDS: Readonly<Record<string, string>> = {
  'starting services': 'services started at boot',
  'other cron jobs': 'non-site cron jobs',
};

test.describe(`Nothing from ${OLD} is missing`, proves('same'), () => {
  for (const kind of MACHINE) {
    test(
      `Nothing on ${OLD}'s list of ${WORDS[kind] ?? kind} is missing on ${NEW}`,
      check('parity/host-facts-present', kind),
      ({ baseline, newHostFacts, unexpectedlyMissing }) => {
        const before = baseline.machine.stable[kind] ?? [];
        const gone = unexpectedlyMissing(
          missingItems({ [kind]: before }, machineLists(newHostFacts, target.cron.jobs)),
        );

        expect(before, `${WORDS[kind] ?? kind} on ${OLD}, recorded ${baseline.recorded}`).not.toEqual([]);
        expect(gone).toHaveNoFindings(
          `${WORDS[kind] ?? kind} that are missing on ${NEW}, out of ${before.length} on ${OLD}`,
        );
      },
    );
  }

  test(
    `${NEW}'s certificates cover every name that ${OLD}'s covered`,
    check('parity/certificate-names-covered'),
    async ({ baseline, unexpectedlyMissing }) => {
      const gone = unexpectedlyMissing(
        missingItems(baseline.certificates.stable, await certificateLists(target, target.hosts.new)),
      );

      expect(gone).toHaveNoFindings(`names that no certificate of ${NEW} covers`);
    },
  );

  test(
    'The zone still has every record that it had before, apart from address records',
    check('parity/zone-records-present'),
    async ({ baseline, unexpectedlyMissing }) => {
      const others = Object.entries(baseline.zone.stable).filter(([kind]) => !/^A{1,4} of /.test(kind));
      const now = await zoneLists(target);
      const { old, new: next } = target.hosts;
      const gone = unexpectedlyMissing(missingItems(asMoved(Object.fromEntries(others), now, [old, next]), now));

      expect(others, 'records in the baseline').not.toEqual([]);
      expect(gone).toHaveNoFindings('records that are missing, according to the first name server of the zone');
    },
  );
});
