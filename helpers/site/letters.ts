import type { Page } from '@playwright/test';
import { follow, visit } from './visit.js';

/** Asks for a new password on the page for those who lost theirs. */
export async function askForNewPassword(page: Page, usernameOrEmail: string): Promise<void> {
  await visit(page, '/bw/lostpassword.php');
  await page.locator('input[name=UserNameOrEmail]').fill(usernameOrEmail);
  await follow(page, () => page.locator('input#submit').click());
}

/** Writes to the volunteers through the feedback form, as a visitor who is not logged in. */
export async function giveFeedback(page: Page, from: string, question: string): Promise<void> {
  await visit(page, '/feedback');
  await page.locator('#FeedbackQuestion').fill(question);
  await page.locator('input[name=FeedbackEmail]').fill(from);
  await follow(page, () => page.locator('input#submit').click());
}
