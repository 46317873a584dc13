import { check, expect, NEW, proves, test } from '../../fixtures/lasting/test.js';

/** Services that the site cannot do without, under the names that Debian has given them over the years. */
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
          `state of ${names.join(' or ')} on ${NEW} (systemctl list-units and list-unit-files, or /etc/init.d/NAME status and /etc/rc2.d)`,
        ).toContainEqual({
          running: true,
          enabled: true,
        });
      },
    );
  }
});
