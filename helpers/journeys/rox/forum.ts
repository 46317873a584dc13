import type { Page } from '@playwright/test';
import { follow, visit } from '../../http/visit.js';

export type Writing = {
  readonly text: string;
  /** Ask for a mail when somebody answers. */
  readonly notifyMe?: boolean;
};

/**
 * Starts a thread; somebody with status Active must be logged in.
 * @returns the thread's id, `none` where the site did not take it
 */
export async function startThread(page: Page, { title, ...writing }: Writing & { title: string }): Promise<string> {
  await visit(page, '/forums/new');
  await page.locator('#topic_title').fill(title);
  await write(page, writing);
  return /\/forums\/s(\d+)/.exec(page.url())?.[1] ?? 'none';
}

export async function replyInThread(page: Page, thread: string, writing: Writing): Promise<void> {
  await visit(page, `/forums/s${thread}/reply`);
  await write(page, writing);
}

/** Changes a post of one's own, while the site still allows it. */
export async function editPost(page: Page, post: string, text: string): Promise<void> {
  await visit(page, `/forums/edit/m${post}`);
  await write(page, { text });
}

async function write(page: Page, { text, notifyMe = false }: Writing): Promise<void> {
  // The site's editor hides the text area behind a document of its own; where it is not loaded, the area shows.
  const editor = page.locator('#topic_text_ifr');
  if ((await editor.count()) > 0) await editor.contentFrame().locator('body').fill(text);
  else await page.locator('#topic_text').fill(text);
  await page.locator('#NotifyMe').setChecked(notifyMe);
  await follow(page, () => page.locator('#forumsform input[type=submit]').click());
}
