import { check, expect, NEW, OLD, proves, test } from '../../fixtures/host/test.js';

test.describe('Services', proves('1'), () => {
  test(
    `Every service that starts at boot on ${OLD} also does so on ${NEW}`,
    check('services/enabled-as-on-old-host'),
    ({ oldHostFacts, newHostFacts, isMeant }) => {
      const missing = Object.entries(oldHostFacts.services)
        .filter(([name, { enabled }]) => enabled && newHostFacts.services[name]?.enabled !== true)
        .map(([name]) => name)
        .filter((name) => !isMeant('services', `service ${name}`));

      expect(missing, `services that start at boot on ${OLD} but not on ${NEW} (units or /etc/rc2.d)`).toEqual([]);
    },
  );
});
