import type { Page } from '@playwright/test';
import { follow, visit } from './visit.js';

export type Credentials = { readonly username: string; readonly password: string };

/**
 * Opens a page that shows the login widget and logs in there. The site posts the password over https and leads back.
 * @param at `/login`, or any page that asks visitors to log in
 */
export async function logIn(page: Page, { username, password }: Credentials, at = '/login'): Promise<void> {
  await visit(page, at);
  await page.locator('#login-u').fill(username);
  await page.locator('#login-p').fill(password);
  await follow(page, () => page.locator('#login-widget input[type=submit]').click());
}

export async function logOut(page: Page): Promise<void> {
  await follow(page, () => page.locator('#header-logout-link').click());
}
