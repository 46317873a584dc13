import { check, expect, NEW, OLD, proves, test } from '../../fixtures/host/test.js';

test.describe('Services', proves('1'), () => {
<<<<<<< HEAD
=======
  for (const { role, names } of ROLES) {
    test(
      `The ${role} on ${NEW} is running and enabled at boot`,
      check('services/running', role),
      ({ newHostFacts }) => {
        const found = names.map((name) => newHostFacts.services[name]);

        expect(
          found,
          `${names.join(' or ')}, asked of its init script: /etc/init.d/NAME status, /etc/rc2.d`,
        ).toContainEqual({
          running: true,
          enabled: true,
        });
      },
    );
  }

>>>>>>> main
  test(
    `${NEW} starts every service at boot that ${OLD} starts`,
    check('services/enabled-as-on-old-host'),
    ({ oldHostFacts, newHostFacts }) => {
      const missing = Object.entries(oldHostFacts.services)
        .filter(([name, { enabled }]) => enabled && newHostFacts.services[name]?.enabled !== true)
        .map(([name]) => name);

      expect(missing, `services that start with ${OLD} but not with ${NEW}: /etc/rc2.d`).toEqual([]);
    },
  );
});
