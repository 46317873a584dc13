import { check, expect, NEW, OLD, proves, target, test } from '../../fixtures/postcutover/test.js';
import { whereItIsFrom } from '../../helpers/dns/dns-propagation.js';
import { formatResult, resolvesTo } from '../../helpers/dns/dns-zone.js';
import { strayPrograms } from '../../helpers/dns/names-on-host.js';

test.describe(`${OLD}'s own resolver`, proves('15'), () => {
  test(
    `${OLD}'s own resolver resolves every name of the site to ${NEW}`,
    check('dns/old-host-resolver-updated'),
    ({ oldResolverAnswers }) => {
      const wrong = oldResolverAnswers.filter(({ answer }) => !resolvesTo(target.hosts.new, answer));
      const said = wrong.map((result) => `${formatResult(result)}, ${whereItIsFrom(result)}`);

      expect(said).toHaveNoFindings(`answers from ${OLD}'s own resolver that are not ${NEW}'s addresses`);
    },
  );

  test(
    `Programs on ${OLD} resolve every name of the site as ${OLD}'s own resolver does`,
    check('dns/old-host-programs-agree'),
    ({ oldResolverAnswers, oldHostEntries }) => {
      const wrong = strayPrograms(oldHostEntries, oldResolverAnswers);

      expect(wrong).toHaveNoFindings(
        `names on which getent ahosts and the resolver of ${OLD} disagree: see /etc/hosts and nscd there`,
      );
    },
  );
});
