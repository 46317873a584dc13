import { check, expect, OLD, proves, target, test } from '../../fixtures/aftercare/test.js';

test.describe('Zone', proves('zone-clean'), () => {
  test(
    `No queried name in ${target.dns.zone} has a record that still points to ${OLD}`,
    check('dns/old-host-gone-from-zone'),
    ({ leftInZone }) => {
      expect(leftInZone).toHaveNoFindings(
        `records that point to ${OLD}, including those that were allowed to during the switch`,
        { lookAt: `MX, SPF, and names of ${target.dns.zone} on each of its name servers` },
      );
    },
  );
});
