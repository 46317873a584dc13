import { check, expect, proves, test, visit } from '../../../fixtures/index.js';

test.describe('Languages', proves('5'), () => {
  for (const language of ['de', 'fr', 'ru', 'zh', 'ar']) {
    test(
      `Puma speaks ${language} to a visitor who chose it, and goes on so`,
      check('languages/choice-kept', language),
      async ({ page, pumaDatabase }) => {
        const { Sentence: login } = await pumaDatabase.queryOne<{ Sentence: string }>(
          "SELECT Sentence FROM words WHERE code = 'Login' AND ShortCode = ?",
          [language],
        );
        await visit(page, `/rox/in/${language}/about`);
        await expect(page).toHaveURL(/\/about$/);
        await expect(page.locator('#header-login-link')).toHaveText(login);

        await visit(page, '/places');
        await expect(page.locator('#header-login-link')).toHaveText(login);
      },
    );
  }

  test(
    'Puma speaks English to a visitor who chose a language it does not have',
    check('languages/unknown-shows-english'),
    async ({ page, siteText }) => {
      await visit(page, '/rox/in/xx/about');

      await expect(page.locator('#header-login-link')).toHaveText(await siteText('Login'));
    },
  );
});
