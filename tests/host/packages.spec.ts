import { check, expect, proves, test } from '../../fixtures/index.js';

const NEEDED = ['apache2', 'cron', 'git', 'openssh-server', 'rsync'];

test.describe('Packages', proves('1'), () => {
  for (const name of NEEDED) {
    test(`The package ${name} is installed on Puma`, check('packages/installed', name), ({ pumaFacts }) => {
      expect(pumaFacts.packages[name]?.status, `dpkg-query -W ${name} on Puma`).toBe('installed');
    });
  }

  test('No package on Puma is half installed', check('packages/none-half-installed'), ({ pumaFacts }) => {
    const broken = Object.entries(pumaFacts.packages).filter(
      ([, { status }]) => status.startsWith('half') || /^(unpacked|triggers)/.test(status),
    );

    expect(broken, 'dpkg-query -W on Puma; dpkg --configure -a continues').toEqual([]);
  });

  test(
    'Apache on Puma has every module that it has on Deer',
    check('apache/modules-present'),
    ({ deerFacts, pumaFacts }) => {
      const missing = deerFacts.apache.modules.filter((name) => !pumaFacts.apache.modules.includes(name));

      expect(missing, 'apache2ctl -M on Puma lacks; a2enmod enables').toEqual([]);
    },
  );
});
