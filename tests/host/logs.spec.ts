import { check, expect, NEW, OLD, proves, target, test } from '../../fixtures/host/test.js';
import { notRotatedAnyMore } from '../../helpers/host/logs/rotation.js';

test.describe('Logs', proves('upkeep'), () => {
  test(`${NEW} rotates each of its logs that ${OLD} would rotate`, check('logs/rotated-as-on-old-host'), async () => {
    const lost = await notRotatedAnyMore(target.hosts.old, target.hosts.new);

    expect(lost).toHaveNoFindings(`logs on ${NEW} that grow until the disk is full`, {
      lookAt: '/etc/logrotate.d; logrotate ignores files that are writable by group or others',
    });
  });
});
