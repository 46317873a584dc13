import type { Page } from '@playwright/test';
import { follow, visit } from '../../http/visit.js';

/** The id in the address of a page about one message: `/messages/17/sent`. */
const idIn = (page: Page): string => /\/messages\/(\d+)\//.exec(page.url())?.[1] ?? 'none';

/**
 * Writes to a member; another member must be logged in.
 * @returns the message's id, `none` if the site did not accept it
 */
export async function sendMessage(page: Page, receiver: string, text: string): Promise<string> {
  await visit(page, `/messages/compose/${receiver}`);
  const form = page.locator('form').filter({ has: page.locator('textarea[name=text]') });
  await form.locator('textarea[name=text]').fill(text);
  await follow(page, () => form.locator('input[type=submit]').click());
  return idIn(page);
}
