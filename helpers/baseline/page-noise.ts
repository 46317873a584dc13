import { chromium, type Browser, type BrowserContext, type Page } from '@playwright/test';
import type { Host, Target } from '../../targets/schema.js';
import { errorMessage, NoAnswer } from '../core/no-answer.js';
import { addressesOf, frontPage, siteNames } from '../core/site-names.js';
import { browserLaunch } from '../http/browser.js';
import { PageHealth } from '../http/page-health.js';
import type { PageProblem } from '../http/page-problem.js';
import { follow, visit } from '../http/visit.js';
import { pinAllNames } from '../routing/visitor-routes.js';

/**
 * Complaints of a host's pages in a browser: missing files and parts, script errors, messages of PHP. The pages are
 * visited as a guest, and as a member where the application has any; each problem is kept once.
 * @throws {NoAnswer} when a page does not load, or the member cannot log in
 */
export async function pageNoise(target: Target, host: Host): Promise<PageProblem[]> {
  const health = new PageHealth(siteNames(target));
  const { guest, member } = target.pageNoise;
  const browser = await chromium.launch(browserLaunch(target, pinAllNames(target, addressesOf(host))));
  try {
    await visitAll(target, browser, health, guest);
    if (member) {
      const pages = member.pages.map(({ path, landmark }) => ({
        path: path.replace('SELF', member.account.username).replace('OTHER', member.other),
        landmark,
      }));
      await visitAll(target, browser, health, pages, (page) => signIn(page, member, host));
    }
    return [...new Map(health.complaints.map((each) => [JSON.stringify(each), each])).values()];
  } finally {
    await browser.close();
  }
}

async function visitAll(
  target: Target,
  browser: Browser,
  health: PageHealth,
  pages: Target['pageNoise']['guest'],
  before: (page: Page) => Promise<void> = () => Promise.resolve(),
): Promise<void> {
  const context: BrowserContext = await browser.newContext({ baseURL: frontPage(target) });
  health.watch(context);
  const page = await context.newPage();
  await before(page);
  for (const { path, landmark } of pages) {
    // A file that the browser downloads is not a page; whether it is served is compared elsewhere.
    await visit(page, path).catch((cause: unknown) => {
      if (!/Download is starting/.test(errorMessage(cause))) throw cause;
    });
    if (landmark !== undefined) await health.requireLandmark(page, landmark);
  }
  await health.settled();
  await context.close();
}

type PageNoiseMember = NonNullable<Target['pageNoise']['member']>;

async function signIn(page: Page, { signIn: form, account }: PageNoiseMember, host: Host): Promise<void> {
  const [name = '', password = ''] = form.fields;
  await visit(page, form.page);
  await page.locator(name).fill(account.username);
  // Not `fill`: its error messages contain the text that it types.
  await page.locator(password).evaluate((field, value) => {
    (field as HTMLInputElement).value = value;
  }, account.password);
  await follow(page, () => page.locator(form.submit).click());
  if ((await page.locator(form.proof).count()) === 0)
    throw new NoAnswer('its pages for members', host.name, `logging in as ${account.username} failed`);
}
