import type { Page } from '@playwright/test';
import { follow, visit } from '../../http/visit.js';

/** Makes the member logged in one of a group that takes everybody. */
export async function joinGroup(page: Page, id: string): Promise<void> {
  await visit(page, `/groups/${id}/join`);
  const form = page.locator('form').filter({ has: page.locator('#yes_option') });
  await form.locator('#yes_option').check();
  await follow(page, () => form.locator('input[type=submit]').click());
}
