import { check, expect, proves, target, test, told } from '../../fixtures/index.js';

const NAMES = Object.values(target.sites).flatMap(({ host, aliases }) => [host, ...aliases]);

test.describe('Apache and Rox configuration', proves('4'), () => {
  test('Apache on Puma finds its configuration clean', check('apache/configuration-valid'), ({ pumaFacts }) => {
    const { exitCode, output } = pumaFacts.apache.configtest;

    // Apache names file after file on the way to the line that it cannot read, all in one line.
    expect(output, told('apache2ctl -t on Puma', output.split(/(?<=\.conf): |\n/))).toBe('Syntax OK');
    expect(exitCode, 'exit status of apache2ctl -t on Puma').toBe(0);
  });

  for (const name of NAMES) {
    for (const port of ['80', '443']) {
      test(
        `Puma has a virtual host for ${name} on port ${port}`,
        check('apache/vhost-present', name, port),
        ({ pumaFacts }) => {
          const names = pumaFacts.apache.vhosts
            .filter((vhost) => vhost.port === port)
            .flatMap((vhost) => [vhost.name, ...vhost.aliases]);

          expect(names, `names on port ${port}, by apache2ctl -S on Puma; a2ensite enables`).toContain(name);
        },
      );
    }
  }

  test(
    'Puma has a virtual host for every name and port that Deer serves',
    check('apache/vhosts-of-old-host-present'),
    ({ deerFacts, pumaFacts }) => {
      const [deer, puma] = [deerFacts, pumaFacts].map(({ apache }) =>
        apache.vhosts.flatMap(({ name, aliases, port }) => [name, ...aliases].map((each) => `${each}:${port}`)),
      );
      const missing = deer?.filter((served) => puma?.includes(served) !== true);

      expect(deer, 'apache2ctl -S on Deer').not.toEqual([]);
      expect(missing, 'served by Deer and not by Puma, by apache2ctl -S').toEqual([]);
    },
  );

  for (const { part, what, where } of [
    { part: 'apache', what: 'The Apache configuration', where: 'files that apache2ctl -t -D DUMP_INCLUDES lists' },
    { part: 'site', what: 'The configuration of the site', where: 'ini files of www and alpha' },
  ] as const) {
    test(`${what} of Puma does not name Deer`, check('apache/old-host-not-mentioned', part), ({ puma }) => {
      expect(puma.mentionsOf(target.deer)[part], `${where}: name or address of Deer`).toEqual([]);
    });
  }

  test('The configuration of the site was found on Puma', check('site-config/found'), ({ pumaFacts }) => {
    const roots = Object.values(target.sites).map(({ root }) => `${root}/rox_local.ini`);

    expect(Object.keys(pumaFacts.files), 'files that Puma could read').toEqual(expect.arrayContaining(roots));
  });

  for (const { name, root } of Object.values(target.sites)) {
    test(`${name} on Puma checks passwords`, check('site-config/passwords-checked', name), ({ pumaFacts }) => {
      const text = pumaFacts.files[`${root}/rox_local.ini`];

      expect(text, `${root}/rox_local.ini on Puma, [development]`).not.toMatch(
        /^\s*skip_password_check\s*=\s*(1|true|on|yes)/im,
      );
    });
  }
});
