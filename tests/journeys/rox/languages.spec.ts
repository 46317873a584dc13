import { check, expect, NEW, proves, test } from '../../../fixtures/journeys/rox/test.js';
import { visit } from '../../../helpers/http/visit.js';

test.describe('Languages', proves('5'), () => {
  for (const [language, name] of [
    ['de', 'German'],
    ['fr', 'French'],
    ['ru', 'Russian'],
    ['zh', 'Chinese'],
    ['ar', 'Arabic'],
  ] as const) {
    test(
      `${NEW} switches to ${name} when a visitor chooses it, and stays in that language`,
      check('languages/choice-kept', language),
      async ({ page, newDatabase }) => {
        const { Sentence: login } = await newDatabase.queryOne<{ Sentence: string }>(
          "SELECT Sentence FROM words WHERE code = 'Login' AND ShortCode = ?",
          [language],
        );
        await visit(page, `/rox/in/${language}/about`);
        const word = page.locator('#header-login-link');
        await expect(page, 'address after a language was chosen').toHaveURL(/\/about$/);
        await expect(word, `text of the login link in ${name}, on /about`).toHaveText(login);

        await visit(page, '/places');
        await expect(word, `text of the login link in ${name}, on the next page, /places`).toHaveText(login);
      },
    );
  }

  test(
    `${NEW} falls back to English when a visitor chooses a language that is not available`,
    check('languages/unknown-shows-english'),
    async ({ page, siteText }) => {
      await visit(page, '/rox/in/xx/about');

      await expect(page.locator('#header-login-link'), 'text of the login link on /about').toHaveText(
        await siteText('Login'),
      );
    },
  );
});
