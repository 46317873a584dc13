import type { Page } from '@playwright/test';
import type { Mail } from '../../mailbox/mailbox.js';
import { follow, visit } from '../../http/visit.js';

/** Asks for a new password on the page for those who lost theirs. */
export async function requestNewPassword(page: Page, usernameOrEmail: string): Promise<void> {
  await visit(page, '/bw/lostpassword.php');
  await page.locator('input[name=UserNameOrEmail]').fill(usernameOrEmail);
  await follow(page, () => page.locator('input#submit').click());
}

/** Writes to the volunteers through the feedback form; a member must be logged in, and it comes from their address. */
export async function giveFeedback(page: Page, question: string): Promise<void> {
  await visit(page, '/feedback');
  await page.locator('#FeedbackQuestion').fill(question);
  await follow(page, () => page.locator('input#submit').click());
}

/** The host that a mail says it was sent by: `[via www.example]` before its subject. Only the public one leaves it out. */
export const sentVia = ({ subject }: Pick<Mail, 'subject'>): string | undefined =>
  /^\[via ([^\]]*)\]/.exec(subject)?.[1];

/**
 * The link in a mail whose path begins so.
 * @throws Error when the mail has none, with the links that it has
 */
export function linkTo(mail: Pick<Mail, 'links' | 'subject'>, path: string): string {
  const link = mail.links.find((candidate) => new URL(candidate).pathname.startsWith(path));
  if (link === undefined)
    throw new Error(`"${mail.subject}" has no link to ${path}, but: ${mail.links.join(' ') || 'none'}`);
  return link;
}
