import type { Locator, Page } from '@playwright/test';
import type { Visitor } from '../../http/visitor.js';
import { follow, visit } from '../../http/visit.js';

export type Credentials = { readonly username: string; readonly password: string };

/**
 * Opens a page that shows the login widget and logs in there. The site posts the password over https and leads back.
 * @param at `/login`, or any page that asks visitors to log in
 */
export async function logIn(page: Page, { username, password }: Credentials, at = '/login'): Promise<void> {
  await visit(page, at);
  await page.locator('#login-u').fill(username);
  await fillSecret(page.locator('#login-p'), password);
  await follow(page, () => page.locator('#login-widget input[type=submit]').click());
}

/** Playwright writes what `fill` types into its report and its errors; a password of a real member must not stand there. */
async function fillSecret(field: Locator, secret: string): Promise<void> {
  await field.click();
  await field.evaluate((input, value) => {
    (input as HTMLInputElement).value = value;
  }, secret);
}

export async function logOut(page: Page): Promise<void> {
  await follow(page, () => page.locator('#header-logout-link').click());
}

/**
 * Logs in without a browser.
 * @throws Error when the site does not let him in
 */
export async function enter(visitor: Visitor, { username, password }: Credentials): Promise<void> {
  const form = await visitor.get('/login');
  const page = await visitor.submit(form, '#login-widget form', { u: username, p: password });
  if (!page.text.includes('id="header-logout-link"')) throw new Error(`${page.url}: ${username} was not let in`);
}
