import { check, expect, NEW, OLD, proves, target, test } from '../../fixtures/host/test.js';
import { probeUrls } from '../../helpers/core/site-names.js';
import { bigRequests, smallerLimit } from '../../helpers/http/big-requests.js';

const [page] = probeUrls(target);

test.describe('Limits of the web server', proves('1'), () => {
  for (const { part, what, url, question } of bigRequests(page))
    test(`${NEW} accepts ${what} if ${OLD} does`, check('limits/request-accepted', part), async ({ askBoth }) => {
      const { old, new: now } = await askBoth(url, question);

      const smaller = smallerLimit({ host: NEW, status: now.status }, { host: OLD, status: old.status });

      expect(smaller).toHaveNoFindings(`${question.method ?? 'GET'} ${page} with ${what}, asked of both hosts`, {
        lookAt: 'client_max_body_size and large_client_header_buffers of nginx, LimitRequest* of Apache',
      });
    });
});
