import { check, expect, NEW, OLD, proves, target, test } from '../../fixtures/postcutover/test.js';
import { addressesOf, probeUrls } from '../../helpers/core/site-names.js';
import { proxyTimeout } from '../../helpers/routing/forwarding.js';

const [page] = probeUrls(target);
/** A visitor waits this long for the words "closed" when the new host is dead; more looks like a site that is gone. */
const PATIENCE_SECONDS = 30;

const FORM = { 'content-type': 'application/x-www-form-urlencoded' };
const BIG = [
  ['form', 'a form of four megabytes', { method: 'POST', headers: FORM, body: `text=${'a'.repeat(4 << 20)}` }, page],
  ['address', 'an address of six thousand characters', {}, `${page}?${'a'.repeat(6_000)}`],
  ['cookie', 'a cookie of six thousand characters', { headers: { cookie: `a=${'b'.repeat(6_000)}` } }, page],
  ['headers', 'a request with fifty headers', { headers: manyHeaders(50) }, page],
] as const;

function manyHeaders(count: number): Record<string, string> {
  return Object.fromEntries(Array.from({ length: count }, (_, at) => [`x-filler-${at}`, 'b'.repeat(50)]));
}

test.describe('Limits of the proxy', proves('16'), () => {
  for (const [part, what, question, url] of BIG) {
    test(
      `${OLD} passes ${what} on to ${NEW} if ${NEW} accepts it directly`,
      check('proxy/big-request-forwarded', part),
      async ({ askAt }) => {
        const direct = await askAt('new', url, question);
        const through = await askAt('old', url, question);

        expect(through.status, `status through ${OLD}; asked directly, ${NEW} returns ${direct.status}`).toBe(
          direct.status,
        );
      },
    );
  }

  test(
    `${OLD} gives up on a silent ${NEW} within ${PATIENCE_SECONDS} seconds`,
    check('proxy/timeout-short'),
    ({ oldHostProxy }) => {
      const patience = proxyTimeout(oldHostProxy.facts, [...addressesOf(target.hosts.new), target.hosts.new.hostname]);
      const longer = patience.filter(({ seconds }) => seconds > PATIENCE_SECONDS).map(({ where }) => where);

      expect(longer).toHaveNoFindings(`ProxyPass in force on ${OLD} without a short connectiontimeout`);
    },
  );
});
