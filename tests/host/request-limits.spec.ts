import { check, expect, NEW, OLD, proves, target, test } from '../../fixtures/host/test.js';
import { probeUrls } from '../../helpers/core/site-names.js';
import { bigRequests } from '../../helpers/http/big-requests.js';

const [page] = probeUrls(target);

test.describe('Limits of the web server', proves('1'), () => {
  for (const request of bigRequests(page))
    test(
      `${NEW} accepts ${request.what} if ${OLD} does`,
      check('limits/request-accepted', request.part),
      async ({ refusedByNewHost }) => {
        expect(await refusedByNewHost(request)).toHaveNoFindings(
          `${request.question.method ?? 'GET'} ${page}: ${request.what}`,
          { lookAt: 'client_max_body_size and large_client_header_buffers in nginx, and LimitRequest* in Apache' },
        );
      },
    );
});
