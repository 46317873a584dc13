import type { Page } from '@playwright/test';
import { follow, visit } from '../../http/visit.js';

/** Adds the logged-in member to a group that accepts everyone. */
export async function joinGroup(page: Page, id: string): Promise<void> {
  await visit(page, `/groups/${id}/join`);
  const form = page.locator('form').filter({ has: page.locator('#yes_option') });
  await form.locator('#yes_option').check();
  await follow(page, () => form.locator('input[type=submit]').click());
}
