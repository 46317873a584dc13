import { check, expect, NEW, OLD, proves, test } from '../../fixtures/host/test.js';

const NEEDED = ['apache2', 'cron', 'git', 'openssh-server', 'rsync'];

test.describe('Packages', proves('1'), () => {
  for (const name of NEEDED) {
    test(`The package ${name} is installed on ${NEW}`, check('packages/installed', name), ({ newHostFacts }) => {
      expect(newHostFacts.packages[name]?.status, `dpkg-query -W ${name} on ${NEW}`).toBe('installed');
    });
  }

  test(`No package on ${NEW} is half installed`, check('packages/none-half-installed'), ({ newHostFacts }) => {
    const broken = Object.entries(newHostFacts.packages).filter(
      ([, { status }]) => status.startsWith('half') || /^(unpacked|triggers)/.test(status),
    );

    expect(broken, `dpkg-query -W on ${NEW}; dpkg --configure -a continues`).toEqual([]);
  });

  test(
    `Apache on ${NEW} has every module that it has on ${OLD}`,
    check('apache/modules-present'),
    ({ oldHostFacts, newHostFacts }) => {
      const missing = oldHostFacts.apache.modules.filter((name) => !newHostFacts.apache.modules.includes(name));

      expect(missing, `apache2ctl -M on ${NEW} lacks; a2enmod enables`).toEqual([]);
    },
  );
});
