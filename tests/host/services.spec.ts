import { check, expect, proves, test } from '../../fixtures/index.js';

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
      `The ${role} on Puma runs and starts again with the machine`,
      check('services/running', role),
      ({ pumaFacts }) => {
        const found = names.map((name) => pumaFacts.services[name]);

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
    'Puma starts every service that Deer starts',
    check('services/enabled-as-on-old-host'),
    ({ deerFacts, pumaFacts }) => {
      const missing = Object.entries(deerFacts.services)
        .filter(([name, { enabled }]) => enabled && pumaFacts.services[name]?.enabled !== true)
        .map(([name]) => name);

      expect(missing, 'services that start with Deer but not with Puma: /etc/rc2.d').toEqual([]);
    },
  );
});
