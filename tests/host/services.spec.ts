import { check, expect, NEW, OLD, proves, test } from '../../fixtures/host/test.js';

/** What the site cannot do without, under the names that Debian has given it over the years. */
const ROLES = [
  { role: 'web server', names: ['apache2', 'httpd', 'nginx', 'lighttpd', 'caddy'] },
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
          `${names.join(' or ')}, by systemctl list-units and list-unit-files, or /etc/init.d/NAME status and /etc/rc2.d`,
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
    ({ oldHostFacts, newHostFacts, isMeant }) => {
      const missing = Object.entries(oldHostFacts.services)
        .filter(([name, { enabled }]) => enabled && newHostFacts.services[name]?.enabled !== true)
        .map(([name]) => name)
        .filter((name) => !isMeant('services', `service ${name}`));

      expect(missing, `services that start with ${OLD} but not with ${NEW}, by their units or /etc/rc2.d`).toEqual([]);
    },
  );
});
