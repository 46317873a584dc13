import { check, expect, NEW, OLD, proves, target, test, withList } from '../../fixtures/host/test.js';
import { servedNames } from '../../helpers/host/facts/served-names.js';
import { siteNames } from '../../helpers/core/site-names.js';

const NAMES = siteNames(target);

test.describe('Web server configuration', proves('4'), () => {
  test(
    `The web server on ${NEW} accepts its configuration without complaint`,
    check('apache/configuration-valid'),
    ({ newHostFacts }) => {
      const { exitCode, output } = newHostFacts.apache.configtest;

      // Apache names file after file on the way to the line that it cannot read, all in one line.
      expect(output, withList(`apache2ctl -t or nginx -t on ${NEW}`, output.split(/(?<=\.conf): |\n/))).toBe(
        'Syntax OK',
      );
      expect(exitCode, `exit status of the configuration test on ${NEW}`).toBe(0);
    },
  );

  for (const name of NAMES) {
    for (const port of ['80', '443']) {
      test(
        `${NEW} has a virtual host for ${name} on port ${port}`,
        check('apache/vhost-present', name, port),
        ({ newHostFacts }) => {
          const names = newHostFacts.apache.vhosts
            .filter((vhost) => vhost.port === port)
            .flatMap((vhost) => [vhost.name, ...vhost.aliases]);

          expect(
            names,
            `names on port ${port} (apache2ctl -S or nginx -T on ${NEW}); a2ensite enables a site`,
          ).toContain(name);
        },
      );
    }
  }

  test(
    `${NEW} has a virtual host for every name and port that ${OLD} serves`,
    check('apache/vhosts-of-old-host-present'),
    ({ oldHostFacts, newHostFacts }) => {
      const [onOld, onNew] = [servedNames(oldHostFacts), servedNames(newHostFacts)];
      const missing = onOld.filter((served) => !onNew.includes(served));

      expect(onOld, `apache2ctl -S or nginx -T on ${OLD}`).not.toEqual([]);
      expect(missing, `served by ${OLD} but not by ${NEW} (apache2ctl -S or nginx -T)`).toEqual([]);
    },
  );

  for (const { part, what, where } of [
    {
      part: 'apache',
      what: 'The web server configuration',
      where: 'files that apache2ctl -t -D DUMP_INCLUDES or nginx -T lists',
    },
    { part: 'site', what: 'The site configuration', where: 'ini files of the sites' },
  ] as const) {
    test(`${what} on ${NEW} does not mention ${OLD}`, check('apache/old-host-not-mentioned', part), ({ newHost }) => {
      expect(newHost.mentionsOf(target.hosts.old)[part], `mentions of ${OLD} or its address in ${where}`).toEqual([]);
    });
  }
});
