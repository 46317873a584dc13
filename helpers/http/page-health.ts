import {
  errors,
  type BrowserContext,
  type ConsoleMessage,
  type Page,
  type Request,
  type Response,
} from '@playwright/test';
import { hideSecrets } from '../core/hide-secrets.js';
import { isNoAnswer } from './classify-network-error.js';
import { findPageProblems, type PageProblem } from './page-problem.js';
import { withoutSession } from '../routing/connection-guard.js';

/** The page comes first, then the mixed content. */
const CHROMIUM_PREAMBLE = /^Mixed Content: The page at '[^']*' was loaded over (?:HTTPS|a secure connection), but /i;

/** The beginning of an error about a page that itself reports a failure: it explains what a check missed on that page. */
export const SITE_BROKE = 'The site broke on a page that this test visited';

/** Parts of a page that are not pages themselves, by their Playwright names. */
const PARTS = ['image', 'stylesheet', 'script', 'font'];

/** Time for content that a script adds to the page. */
const LANDMARK_MS = 5_000;

/**
 * Watches every page of a browser context and records what was wrong.
 * @param ours host names of the site: only their answers are judged by status and content
 */
export class PageHealth {
  readonly complaints: PageProblem[] = [];
  readonly #ours: readonly string[];
  #reading: Promise<void>[] = [];

  constructor(ours: readonly string[]) {
    this.#ours = ours;
  }

  watch(context: BrowserContext): void {
    context.on('response', (response) => {
      this.#reading.push(this.#onResponse(response));
    });
    context.on('requestfailed', (request) => {
      this.#onRequestFailed(request);
    });
    context.on('console', (message) => {
      this.#onConsole(message);
    });
    // A maps key for another host name announces itself in a dialog. Once there is a listener, nothing else answers dialogs.
    context.on('dialog', (dialog) => {
      this.#note('alert', dialog.message(), dialog.page()?.url() ?? 'a page that has since closed');
      dialog.dismiss().catch(() => undefined);
    });
    context.on('weberror', (error) => {
      this.#note('page error', error.error().message, error.page()?.url() ?? 'a page that has since closed');
    });
  }

  /** Requires a loaded page to have its landmark: an element that is in the page or appears within some seconds. */
  async requireLandmark(page: Page, landmark: string): Promise<void> {
    try {
      await page.locator(landmark).first().waitFor({ state: 'attached', timeout: LANDMARK_MS });
    } catch (cause) {
      if (!(cause instanceof errors.TimeoutError)) throw cause;
      this.#note('missing part', `nothing on it matches ${landmark}`, page.url());
    }
  }

  /** Resolves when every answer seen so far has been read; call it before the context closes. */
  async settled(): Promise<void> {
    while (this.#reading.length > 0) await Promise.all(this.#reading.splice(0));
  }

  async #onResponse(response: Response): Promise<void> {
    const url = response.url();
    if (!this.#ours.includes(new URL(url).hostname)) return;
    if (response.status() >= 400) this.#note('failed request', `status ${response.status()}`, url);
    const isRedirect = response.status() >= 300 && response.status() < 400;
    const contentType = response.headers()['content-type'] ?? '';
    if (isRedirect || !/html|xml|json/.test(contentType)) return;
    // The site answers the address of a missing file with a page and status 200.
    if (PARTS.includes(response.request().resourceType()) && response.ok() && contentType.includes('text/html'))
      this.#note('failed request', `a page came in place of the ${response.request().resourceType()}`, url);
    try {
      this.complaints.push(...findPageProblems(await response.text(), withoutSession(url)));
    } catch (cause) {
      this.#note(
        'no answer',
        `its text could not be read: ${cause instanceof Error ? cause.message : String(cause)}`,
        url,
      );
    }
  }

  #onRequestFailed(request: Request): void {
    const why = request.failure()?.errorText ?? 'no reason given';
    // Leaving a page aborts whatever it is still loading; a failed navigation is reported by the code that navigated.
    if (why === 'net::ERR_ABORTED' || request.isNavigationRequest()) return;
    const isMixed = why.includes('mixed-content');
    this.#note(isMixed ? 'mixed content' : isNoAnswer(why) ? 'no answer' : 'failed request', why, request.url());
  }

  #onConsole(message: ConsoleMessage): void {
    const words = message.text();
    if (/mixed content/i.test(words))
      this.#note('mixed content', words.replace(CHROMIUM_PREAMBLE, ''), message.location().url);
    // A file that failed to load is reported with its answer, status and address.
    else if (message.type() === 'error' && !words.startsWith('Failed to load resource')) {
      this.#note('console error', words, message.location().url);
    }
  }

  #note(kind: PageProblem['kind'], words: string, url: string): void {
    this.complaints.push({ kind, words: hideSecrets(withoutSession(words)).slice(0, 500), url: withoutSession(url) });
  }
}
