import type { Page } from '@playwright/test';
import type { Mail } from '../../mailbox/mailbox.js';
import { follow, visit } from '../../http/visit.js';

/** Requests a new password on the page for lost passwords. */
export async function requestNewPassword(page: Page, usernameOrEmail: string): Promise<void> {
  await visit(page, '/bw/lostpassword.php');
  await page.locator('input[name=UserNameOrEmail]').fill(usernameOrEmail);
  await follow(page, () => page.locator('input#submit').click());
}

/** Writes to the volunteers through the feedback form; a member must be logged in, whose address is the sender. */
export async function giveFeedback(page: Page, question: string): Promise<void> {
  await visit(page, '/feedback');
  await page.locator('#FeedbackQuestion').fill(question);
  await follow(page, () => page.locator('input#submit').click());
}

/** The host that an email names as its sender: `[via www.example]` before its subject. Only the public host leaves it out. */
export const sentVia = ({ subject }: Pick<Mail, 'subject'>): string | undefined =>
  /^\[via ([^\]]*)\]/.exec(subject)?.[1];

/**
 * The link in an email whose path begins with this.
 * @throws Error that lists the email's links, when it has no such link
 */
export function linkTo(mail: Pick<Mail, 'links' | 'subject'>, path: string): string {
  const link = mail.links.find((candidate) => new URL(candidate).pathname.startsWith(path));
  if (link === undefined)
    throw new Error(`"${mail.subject}" has no link to ${path}; its links: ${mail.links.join(' ') || 'none'}`);
  return link;
}
