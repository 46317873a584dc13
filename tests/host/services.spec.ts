import { check, expect, NEW, OLD, proves, test } from '../../fixtures/host/test.js';

/** What the site cannot do without, under the names that Debian has given it over the years. */
const ROLES = [
  { role: 'web server', names: ['apache2', 'httpd'] },
  { role: 'database', names: ['mariadb', 'mysql', 'mysqld'] },
  { role: 'mail server', names: ['postfix', 'exim4', 'sendmail'] },
  { role: 'cron daemon', names: ['cron', 'crond'] },
  { role: 'ssh server', names: ['ssh', 'sshd'] },
];

test.describe('Services', proves('1'), () => {
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
