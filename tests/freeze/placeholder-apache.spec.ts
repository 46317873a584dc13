import { check, expect, OLD, proves, target, test } from '../../fixtures/freeze/test.js';
import { enabledSites, waysToTheApplication } from '../../helpers/routing/placeholder.js';

const SITES = target.sites;
const NAMES = SITES.flatMap(({ host, aliases }) => [host, ...aliases]);
const ROOTS = SITES.flatMap(({ root }) => root || []);

test.describe('Web server behind the placeholder', proves('7'), () => {
  test(
    `The web server on ${OLD} has exactly the intended sites enabled`,
    check('placeholder/intended-sites-enabled'),
    ({ maintenanceMode, intendedSites }) => {
      expect(
        enabledSites(maintenanceMode.facts.apache),
        `files in sites-enabled on ${OLD}; a2dissite and a2ensite change them`,
      ).toEqual(intendedSites);
    },
  );

  test(
    `The placeholder on ${OLD} does not depend on the application`,
    check('placeholder/independent-of-application'),
    ({ maintenanceMode }) => {
      expect(maintenanceMode.facts.apache.vhosts, `apache2ctl -S on ${OLD}`).not.toEqual([]);
      const ways = waysToTheApplication(maintenanceMode.facts, NAMES, ROOTS);

      expect(ways).toHaveNoFindings(
        `proxies, interpreters, and deployments that the web server on ${OLD} uses for the site`,
      );
    },
  );
});
