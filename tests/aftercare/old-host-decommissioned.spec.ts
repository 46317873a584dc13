import { check, expect, OLD, proves, target, test } from '../../fixtures/aftercare/test.js';
import { addressesOf } from '../../helpers/core/site-names.js';

const PORTS = target.aftercare.oldHostPorts;

test.describe(OLD, () => {
  test(
    `${OLD} no longer answers at any of its addresses`,
    check('old-host/unreachable', proves('old-host-gone')),
    ({ oldHostLives }) => {
      expect(
        oldHostLives,
        `a machine, possibly ${OLD} itself, answers at an address of ${OLD}; TCP ports ${PORTS.join(', ')} at ${addressesOf(target.hosts.old).join(' and ')} were tried`,
      ).toEqual([]);
    },
  );

  test(
    `${OLD} no longer runs any of the site's jobs`,
    check('old-host/jobs-stopped', proves('cron-stopped')),
    ({ jobsOnOldHost }) => {
      expect(jobsOnOldHost, `jobs that are still enabled on ${OLD}, so their work is done twice`).toEqual([]);
    },
  );
});
