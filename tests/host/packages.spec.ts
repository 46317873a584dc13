import { isDeployed } from '../../helpers/core/is-deployed.js';
import { check, expect, NEW, OLD, proves, target, test } from '../../fixtures/host/test.js';

/** Programs that the move and the checks use, with alternatives. */
const NEEDED = [
  { what: 'web server', names: ['apache2', 'nginx', 'nginx-light', 'nginx-full', 'lighttpd', 'caddy'] },
  { what: 'cron', names: ['cron', 'cronie', 'systemd-cron', 'bcron'] },
  { what: 'openssh-server', names: ['openssh-server'] },
  { what: 'rsync', names: ['rsync'] },
  ...(isDeployed(target.application) ? [{ what: 'git', names: ['git'] }] : []),
];

test.describe('Packages', proves('1'), () => {
  for (const { what, names } of NEEDED) {
    test(
      `A required package (${what}) is installed on ${NEW}`,
      check('packages/installed', what),
      ({ newHostFacts }) => {
        const found = names.map((name) => newHostFacts.packages[name]?.status);

        expect(found, `dpkg-query -W ${names.join(' ')} on ${NEW}`).toContain('installed');
      },
    );
  }

  test(
    `No package on ${NEW} is only partially installed`,
    check('packages/none-half-installed'),
    ({ newHostFacts }) => {
      const broken = Object.entries(newHostFacts.packages).filter(
        ([, { status }]) => status.startsWith('half') || /^(unpacked|triggers)/.test(status),
      );

      expect(broken, `dpkg-query -W on ${NEW}; dpkg --configure -a completes the installation`).toEqual([]);
    },
  );

  test(
    `Apache on ${NEW} has every module that it has on ${OLD}`,
    check('apache/modules-present'),
    ({ oldHostFacts, newHostFacts, isMeant }) => {
      const missing = oldHostFacts.apache.modules
        .filter((name) => !newHostFacts.apache.modules.includes(name))
        .filter((name) => !isMeant('web', `apache module ${name}`));

      expect(missing, `missing from apache2ctl -M on ${NEW}; a2enmod enables a module`).toEqual([]);
    },
  );
});
