import { check, expect, NEW, OLD, proves, target, test } from '../../fixtures/postcutover/test.js';
import { addressesOf, probeUrls } from '../../helpers/core/site-names.js';
import { bigRequests } from '../../helpers/http/big-requests.js';
import { proxyTimeout } from '../../helpers/routing/forwarding.js';

const [page] = probeUrls(target);
/** A visitor waits this long for the words "closed" when the new host is dead; more looks like a site that is gone. */
const PATIENCE_SECONDS = 30;

test.describe('Limits of the proxy', proves('16'), () => {
  for (const { part, what, question, url } of bigRequests(page)) {
    test(
      `Sent through ${OLD}, ${what} gets the same status as when sent directly to ${NEW}`,
      check('proxy/big-request-forwarded', part),
      async ({ askAt }) => {
        const direct = await askAt('new', url, question);
        const through = await askAt('old', url, question);

        expect(through.status, `status through ${OLD}; contacted directly, ${NEW} returns ${direct.status}`).toBe(
          direct.status,
        );
      },
    );
  }

  test(
    `${OLD} gives up within ${PATIENCE_SECONDS} seconds if ${NEW} does not accept a connection`,
    check('proxy/timeout-short'),
    ({ oldHostProxy }) => {
      const patience = proxyTimeout(oldHostProxy.facts, [...addressesOf(target.hosts.new), target.hosts.new.hostname]);
      const longer = patience.filter(({ seconds }) => seconds > PATIENCE_SECONDS).map(({ where }) => where);

      expect(longer).toHaveNoFindings(`ProxyPass directives in force on ${OLD} without a short connectiontimeout`);
    },
  );
});
