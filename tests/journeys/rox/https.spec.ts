import { check, expect, NEW, proves, rox, test } from '../../../fixtures/journeys/rox/test.js';
import { logIn } from '../../../helpers/journeys/rox/log-in.js';
import { baseOf } from '../../../helpers/journeys/rox/markup.js';
import { visit } from '../../../helpers/http/visit.js';

const { www, alpha } = rox.sites;

test.describe('HTTPS', proves('5-https'), () => {
  test(
    `The login on ${NEW} sends the password only over https, and the session survives the return to http`,
    check('https/password-encrypted'),
    async ({ page }) => {
      const posts: string[] = [];
      page.on('request', (request) => {
        if (request.method() === 'POST') posts.push(new URL(request.url()).origin);
      });
      await logIn(page, rox.members.active);

      expect(posts, 'where the login sent the password').toEqual([`https://${www.host}`]);
      await expect(page, 'address after the login').toHaveURL(`http://${www.host}/`);
      await expect(page.locator('#header-logout-link'), 'the logout link, back on http').toBeVisible();
    },
  );

  // Mixed content on any of them fails the test by the watch over every page.
  for (const path of ['/', '/login', '/signup', '/forums', '/groups', '/gallery', '/places', '/wiki', '/feedback']) {
    test(
      `${NEW} serves ${path} over https with no content loaded over http`,
      check('https/page-without-http', path),
      async ({ page }) => {
        const asked: string[] = [];
        page.on('request', (request) => asked.push(request.url()));
        const response = await visit(page, `https://${www.host}${path}`);

        expect(response.status(), `status of https://${www.host}${path}`).toBe(200);
        // What is of other people's hosts counts as of the page.
        expect(
          asked.filter((url) => !url.startsWith('https:')),
          `requests over http while https://${www.host}${path} was loaded`,
        ).toEqual([]);
      },
    );
  }

  for (const { host } of [www, alpha]) {
    test(
      `${NEW} serves the same content for ${host} over http and https`,
      check('https/same-as-http', host),
      async ({ newClient }) => {
        const plain = await newClient().ask(`http://${host}/about`);
        const secure = await newClient().ask(`https://${host}/about`);

        expect(baseOf(secure.text), `base URL of ${secure.url}`).toBe(`https://${host}/`);
        expect(
          secure.text.replaceAll(`https://${host}/`, `http://${host}/`),
          `${secure.url} and ${plain.url}, apart from the scheme of their links`,
        ).toBe(plain.text);
      },
    );
  }
});
