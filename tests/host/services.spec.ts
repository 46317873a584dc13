import { check, expect, NEW, OLD, proves, test } from '../../fixtures/host/test.js';

test.describe('Services', proves('1'), () => {
  test(
    `${NEW} starts at boot every service that ${OLD} starts at boot`,
    check('services/enabled-as-on-old-host'),
    ({ oldHostFacts, newHostFacts, isMeant }) => {
      const missing = Object.entries(oldHostFacts.services)
        .filter(([name, { enabled }]) => enabled && newHostFacts.services[name]?.enabled !== true)
        .map(([name]) => name)
        .filter((name) => !isMeant('services', `service ${name}`));

      expect(missing, `services that start with ${OLD} but not with ${NEW}, by their units or /etc/rc2.d`).toEqual([]);
    },
  );
});
