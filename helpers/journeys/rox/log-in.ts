import type { Locator, Page, Response } from '@playwright/test';
import { unique } from '../../core/lists.js';
import type { Visitor } from '../../http/visitor.js';
import { follow, visit } from '../../http/visit.js';

export type Credentials = { readonly username: string; readonly password: string };

/**
 * Opens a page that shows the login widget and logs in there. The site posts the password over https and then redirects back.
 * @param at `/login`, or any page that asks visitors to log in
 */
export async function logIn(page: Page, { username, password }: Credentials, at = '/login'): Promise<void> {
  const refused = refusedCookies(page);
  await visit(page, at);
  await page.locator('#login-u').fill(username);
  await fillSecret(page.locator('#login-p'), password);
  await follow(page, () => page.locator('#login-widget input[type=submit]').click());
  const cookies = await refused();
  if (cookies.length > 0) throw new Error(`The browser refused the login cookies: ${cookies.join('; ')}`);
}

/**
 * Listens for cookies that no browser keeps: they require https but come over http (RFC 6265bis, 5.7).
 * @returns a function that stops listening and returns these cookies
 */
function refusedCookies(page: Page): () => Promise<string[]> {
  const answers: Promise<string[]>[] = [];
  const listen = (response: Response): void => {
    if (new URL(response.url()).protocol !== 'http:') return;
    const secure = response
      .headerValues('set-cookie')
      .then((lines) =>
        lines
          .filter((line) => /;\s*secure\s*(;|$)/i.test(line))
          .map(
            (line) => `cookie ${line.split('=')[0] ?? ''} with the Secure attribute, from ${response.url()} over http`,
          ),
      );
    answers.push(secure.catch(() => []));
  };
  page.on('response', listen);
  return async () => {
    page.off('response', listen);
    return unique((await Promise.all(answers)).flat());
  };
}

/** Playwright writes the text that `fill` types to its report and its errors; a real member's password must not appear there. */
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
 * @throws Error when the site does not log the member in
 */
export async function enter(visitor: Visitor, { username, password }: Credentials): Promise<void> {
  const form = await visitor.get('/login');
  const page = await visitor.submit(form, '#login-widget form', { u: username, p: password });
  if (!page.text.includes('id="header-logout-link"')) {
    const refused = visitor.refusedCookies.map((cookie) => `\n  A browser would refuse the cookie ${cookie}`);
    throw new Error(`${page.url}: ${username} was not let in${refused.join('')}`);
  }
}
