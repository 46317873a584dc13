import { check, expect, OLD, proves, target, test } from '../../fixtures/freeze/test.js';
import { notThePlaceholder } from '../../helpers/routing/placeholder.js';
import { siteNames } from '../../helpers/core/site-names.js';

const NAMES = siteNames(target);
const [www] = target.sites;
/** Pages, forms, files that exist in the deployments, programs of the site, and what never existed. */
const PATHS = [
  '/',
  '/login',
  '/members/somebody?lang=en',
  '/forums/s1-a-thread',
  '/bw/index.php',
  '/robots.txt',
  '/a%2Fb',
  '/no/such/page.html',
];
const METHODS = ['GET', 'HEAD', 'POST'];

test.describe('Placeholder', proves('7'), () => {
  test(
    `${OLD} has closed the site: the front page of ${www.host} returns 503`,
    check('placeholder/front-page-closed'),
    async ({ askOldHost }) => {
      const { status } = await askOldHost(`http://${www.host}/`);

      expect(
        status,
        `GET http://${www.host}/ from ${OLD}; an answer with status 200 is indexed and cached as if it were the site`,
      ).toBe(503);
    },
  );

  for (const name of NAMES) {
    for (const scheme of ['http', 'https']) {
      test(
        `${OLD} answers every tested path and method on ${scheme}://${name} with the placeholder`,
        check('placeholder/answers-everything', scheme, name),
        async ({ maintenanceMode }) => {
          const { body: page } = await maintenanceMode.ask(`http://${www.host}/`);
          const questions = PATHS.flatMap((path) =>
            METHODS.map((method) => ({ method, url: `${scheme}://${name}${path}` })),
          );
          const wrong = await Promise.all(
            questions.map(async ({ method, url }) => {
              const what = notThePlaceholder(
                await maintenanceMode.ask(url, { method }),
                method === 'HEAD' ? undefined : page,
              );
              return what.length > 0 ? [`${method} ${url}: ${what.join(', ')}`] : [];
            }),
          );

          expect(wrong.flat()).toHaveNoFindings(`answers from ${OLD} that are not the placeholder`);
        },
      );
    }
  }
});
