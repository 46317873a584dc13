import { check, expect, proves, shrunkHomes, target, test, told, missingOnNewHost } from '../../fixtures/index.js';

const { copyOfDeer: place, leftBehind } = target.aftercare;

test.describe('Copy of Deer', proves('deer-copy'), () => {
  test(
    'The big partition of Puma is mounted',
    check('old-host-copy/partition-mounted'),
    ({ aftercareContext, bigPartition }) => {
      expect(
        Object.keys(aftercareContext.facts.partitions),
        `df -P on Puma: without it, what is copied to ${place.folder} fills another partition`,
      ).toContain(bigPartition);
    },
  );

  test(
    'The copy of Deer on Puma has every home, crontab, script and Apache file that Deer had',
    check('old-host-copy/complete'),
    ({ missingFromCopy }) => {
      expect(
        missingFromCopy,
        told(`missing below ${place.folder} on Puma, of what was recorded of Deer`, missingFromCopy),
      ).toEqual([]);
    },
  );

  test(
    'No home directory is much smaller in the copy than it was on Deer',
    check('old-host-copy/homes-not-shrunk'),
    ({ copyOfDeer, deerRecorded }) => {
      const shrunk = shrunkHomes(copyOfDeer, deerRecorded.facts.homes);

      expect(Object.keys(copyOfDeer.homes), `home directories below ${place.folder} on Puma`).not.toEqual([]);
      expect(shrunk, told(`du -sk below ${place.folder}/home on Puma`, shrunk)).toEqual([]);
    },
  );
});

test.describe('What Deer had', proves('nothing-forgotten'), () => {
  test(
    'Every vhost, cron job, home and service of Deer has its counterpart on Puma',
    check('old-host/nothing-forgotten'),
    ({ aftercareContext, deerRecorded }) => {
      const allowed = leftBehind.map(({ what }) => what);
      const found = missingOnNewHost(deerRecorded.facts, aftercareContext.facts).filter(
        (thing) => !allowed.includes(thing),
      );

      expect(deerRecorded.facts.apache.vhosts, 'vhosts recorded of Deer').not.toEqual([]);
      expect(
        found,
        told('recorded of Deer and not on Puma; leftBehind of the target has what is meant', found),
      ).toEqual([]);
    },
  );
});
