import { errors, type Page, type Request, type Response } from '@playwright/test';
import { NoAnswer, errorMessage } from '../core/no-answer.js';
import { isNoAnswer, missingElement } from './classify-network-error.js';
import { withoutSession } from '../routing/connection-guard.js';

/**
 * Opens a page of the site and waits until it has loaded.
 * @param address path on www over http, or a full URL
 * @throws {NoAnswer} refused, unknown name, silence, garbage
 */
export async function visit(page: Page, address: string): Promise<Response> {
  try {
    const response = withoutSession(address) === address ? await page.goto(address) : await visitUnseen(page, address);
    if (response) {
      await isRead(response);
      return response;
    }
  } catch (cause) {
    throw explained(cause, `GET ${withoutSession(address)} with the browser`);
  }
  throw new NoAnswer(`GET ${withoutSession(address)} with the browser`, 'the site', 'the page was already open');
}

/** When the browser leaves a page, the text of its answer is lost, and the page watcher reads that text in parallel with the check. */
const isRead = async (response: Response): Promise<unknown> => response.text().catch(() => undefined);

/** Playwright writes the address of `goto` to its reports; a key that logs someone in must not appear there. */
async function visitUnseen(page: Page, address: string): Promise<Response | undefined> {
  let last: Response | undefined;
  const listen = (response: Response): void => {
    if (response.request().isNavigationRequest() && response.frame() === page.mainFrame()) last = response;
  };
  page.on('response', listen);
  try {
    await follow(page, () =>
      page.evaluate((url) => {
        location.assign(url);
      }, address),
    );
  } finally {
    page.off('response', listen);
  }
  return last;
}

/**
 * Performs an action that makes the browser leave the page, such as pressing a button, and waits until the next page has loaded.
 * @throws {NoAnswer} like {@link visit}
 * @throws Error if the page has nothing to press
 */
export async function follow(page: Page, press: () => Promise<void>): Promise<void> {
  const from = withoutSession(page.url());
  const failures: string[] = [];
  const reading: Promise<unknown>[] = [];
  const onResponse = (response: Response): void => {
    if (response.request().isNavigationRequest()) reading.push(isRead(response));
  };
  const onFailure = (request: Request): void => {
    if (request.isNavigationRequest()) failures.push(request.failure()?.errorText ?? 'no reason given');
  };
  page.on('requestfailed', onFailure).on('response', onResponse);
  try {
    const arrived = page.waitForEvent('framenavigated', (frame) => frame === page.mainFrame());
    await Promise.all([arrived, press()]);
    await page.waitForLoadState();
    await Promise.all(reading);
  } catch (cause) {
    // A page with nothing to press is an answer: the server was asked and has answered.
    const missing = missingElement(errorMessage(cause));
    if (missing !== undefined) throw new Error(`nothing on ${from} matches ${missing}`, { cause });
    throw explained(cause, `the page after ${from}`);
  } finally {
    page.off('requestfailed', onFailure).off('response', onResponse);
  }
  const [failure] = failures;
  if (failure !== undefined) throw explained(new Error(failure), `the page after ${from}`);
}

function explained(cause: unknown, asked: string): unknown {
  const words = errorMessage(cause).split('\n')[0] ?? '';
  const couldNotAsk = cause instanceof errors.TimeoutError || isNoAnswer(words);
  return couldNotAsk ? new NoAnswer(asked, 'the site', words.replace(/^page\.\w+: /, ''), { cause }) : cause;
}
