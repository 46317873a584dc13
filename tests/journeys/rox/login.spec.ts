import { check, expect, NEW, proves, rox, test } from '../../../fixtures/journeys/rox/test.js';
import { logIn, logOut } from '../../../helpers/journeys/rox/log-in.js';
import { visit } from '../../../helpers/http/visit.js';

const alice = rox.members.active;

/** The site's message after a login that it refuses. */
const refusal = '#login-widget p.warning';
const REFUSED = `the site's response to the login of ${alice.username}`;

test.describe('Login and logout', proves('5'), () => {
  test(`${NEW} logs a member in and then shows the requested page`, check('login/member-let-in'), async ({ page }) => {
    await logIn(page, alice, '/login/forums');

    await expect(page.locator(refusal), REFUSED).toHaveText([]);
    await expect(page, 'address after the login').toHaveURL(/\/forums$/);
    await expect(page.locator('#header-logout-link'), 'the logout link, after the login').toBeVisible();
  });

  test(
    `${NEW} asks for a login on a members-only page and then shows that page`,
    check('login/page-for-members'),
    async ({ page }) => {
      await logIn(page, alice, '/messages');

      await expect(page.locator(refusal), REFUSED).toHaveText([]);
      await expect(page, 'address after the login').toHaveURL(/\/messages$/);
      await expect(page.locator('#msgform'), 'messages of the member, after the login').toBeVisible();
    },
  );

  // The three sentences are in the site's code, not among its texts: the same in every language.
  for (const { slug, mistake, username, password, answer } of [
    {
      slug: 'wrong-password',
      mistake: 'a wrong password',
      ...alice,
      password: 'wrong',
      answer: `wrong password given for username ${alice.username}`,
    },
    {
      slug: 'unknown-name',
      mistake: 'an unknown username',
      username: 'nobody_at_all',
      password: 'x',
      answer: 'member "nobody_at_all" does not exist',
    },
    { slug: 'no-name', mistake: 'no username', username: '', password: 'x', answer: 'no username given' },
  ]) {
    test(`${NEW} refuses a login with ${mistake} and says why`, check('login/refused', slug), async ({ page }) => {
      await logIn(page, { username, password });

      await expect(page.locator(refusal), `the site's response to a login with ${mistake}`).toContainText(answer);
      await expect(page.locator('#header-logout-link'), 'the logout link, which should not be there').toBeHidden();
    });
  }

  test(`${NEW} ends the session on logout`, check('login/logout-forgets'), async ({ page }) => {
    await logIn(page, alice);
    await expect(page.locator(refusal), REFUSED).toHaveText([]);
    await logOut(page);
    await visit(page, '/messages');

    await expect(page.locator('#login-widget'), 'the login form on /messages, after the logout').toBeVisible();
    await expect(page.locator('#msgform'), 'messages of the member, after the logout').toBeHidden();
  });
});
