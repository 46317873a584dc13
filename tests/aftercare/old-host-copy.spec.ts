import { check, expect, NEW, OLD, proves, target, test } from '../../fixtures/aftercare/test.js';
import { missingOnNewHost } from '../../helpers/aftercare/missing-on-new-host.js';
import { shrunkHomes } from '../../helpers/aftercare/old-host-copy.js';

const { copyOfOldHost: place, leftBehind } = target.aftercare;

test.describe(`Copy of ${OLD}`, proves('old-host-copy'), () => {
  test(
    `The big partition on ${NEW} is mounted`,
    check('old-host-copy/partition-mounted'),
    ({ aftercareContext, bigPartition }) => {
      expect(
        Object.keys(aftercareContext.facts.partitions),
        `df -P on ${NEW}: unless the big partition is mounted, the copy in ${place.folder} fills another one`,
      ).toEqual(expect.arrayContaining([...bigPartition]));
    },
  );

  test(
    `The copy of ${OLD} on ${NEW} contains every home directory, crontab, cron script, and Apache configuration file that ${OLD} had`,
    check('old-host-copy/complete'),
    ({ missingFromCopy }) => {
      expect(missingFromCopy).toHaveNoFindings(`recorded for ${OLD} but missing below ${place.folder} on ${NEW}`);
    },
  );

  test(
    `No home directory is much smaller in the copy than it was on ${OLD}`,
    check('old-host-copy/homes-not-shrunk'),
    ({ copyOfOldHost, oldHostRecorded }) => {
      const shrunk = shrunkHomes(copyOfOldHost, oldHostRecorded.facts.homes);

      expect(Object.keys(copyOfOldHost.homes), `home directories below ${place.folder} on ${NEW}`).not.toEqual([]);
      expect(shrunk).toHaveNoFindings(`du -sk below ${place.folder}/home on ${NEW}`);
    },
  );
});

test.describe(`Contents of ${OLD}`, proves('nothing-forgotten'), () => {
  test(
    `Every vhost, cron job, home directory, and service of ${OLD} has a counterpart on ${NEW} or is missing on purpose`,
    check('old-host/nothing-forgotten'),
    ({ aftercareContext, oldHostRecorded, isMissingMeant }) => {
      const allowed = leftBehind.map(({ what }) => what);
      const found = missingOnNewHost(oldHostRecorded.facts, aftercareContext.facts).filter(
        (thing) => !allowed.includes(thing) && !isMissingMeant(thing),
      );

      expect(oldHostRecorded.facts.apache.vhosts, `vhosts recorded for ${OLD}`).not.toEqual([]);
      expect(found).toHaveNoFindings(
        `recorded for ${OLD} but missing on ${NEW}; explain each that is missing on purpose, or list it in leftBehind of the target`,
      );
    },
  );
});
