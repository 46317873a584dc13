import type { Locator, Page } from '@playwright/test';
import { follow, visit } from '../../http/visit.js';

export type Writing = {
  readonly text: string;
  /** Request an email when someone replies. */
  readonly notifyMe?: boolean;
};

/**
 * Starts a thread; a member with status Active must be logged in.
 * @returns the thread's id, `none` if the site did not accept it
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

/** Edits the member's own post, while the site still allows it. */
export async function editPost(page: Page, post: string, text: string): Promise<void> {
  await visit(page, `/forums/edit/m${post}`);
  await write(page, { text });
}

async function write(page: Page, { text, notifyMe = false }: Writing): Promise<void> {
  // The site's editor hides the text area behind a document in a frame; if the editor is not loaded, the area is visible.
  const editor = page.locator('#topic_text_ifr');
  await editor.or(page.locator('#topic_text')).filter({ visible: true }).first().waitFor();
  if (await editor.isVisible()) await editor.contentFrame().locator('body').fill(text);
  else await page.locator('#topic_text').fill(text);
  await tick(page.locator('#NotifyMe'), notifyMe);
  await follow(page, () => page.locator('#forumsform input[type=submit]').click());
}

/** A checkbox in a fieldset that may be collapsed: its legend opens it. The member's preferences determine its initial state. */
async function tick(box: Locator, wanted: boolean): Promise<void> {
  if ((await box.isChecked()) === wanted) return;
  if (!(await box.isVisible())) await box.locator('xpath=ancestor::fieldset[1]/legend').click();
  await box.setChecked(wanted);
}
