import { check, expect, NEW, proves, rox, test } from '../../../fixtures/journeys/rox/test.js';
import { visit } from '../../../helpers/http/visit.js';

const { www, alpha } = rox.sites;

test.describe('HTTPS: forms and scripts on pages', proves('5-https'), () => {
  test(
    `The login form of alpha on ${NEW}, loaded over https, sends the password over https`,
    check('https/login-form-of-alpha'),
    async ({ page }) => {
      await visit(page, `https://${alpha.host}/login`);
      const form = page.locator('form').filter({ has: page.locator('#login-p') });

      expect(
        await form.evaluate((element) => (element as HTMLFormElement).action),
        `where the login form of https://${alpha.host}/login sends the password`,
      ).toMatch(/^https:/);
    },
  );

  test(
    `A map page that ${NEW} serves over https also loads the map code over https`,
    check('https/map-code-over-https'),
    async ({ page }) => {
      await visit(page, `https://${www.host}/searchmembers`);
      const scripts = await page
        .locator('script[src*="maps.google.com"]')
        .evaluateAll((all) => all.map((script) => script.getAttribute('src')));

      expect(scripts, `scripts of the map on https://${www.host}/searchmembers`).not.toEqual([]);
      expect(
        scripts.filter((src) => src?.startsWith('http:')),
        `scripts that https://${www.host}/searchmembers loads over http`,
      ).toEqual([]);
    },
  );
});
