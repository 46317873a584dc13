import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { AxeBuilder } from '@axe-core/playwright';
import { test, expect, type Page, type TestInfo } from '@playwright/test';
import { unique } from '../../../helpers/core/lists.js';
import { browserLaunch } from '../../../helpers/http/browser.js';
import type { VerdictFile } from '../../../reports/decision/evidence.js';
import { writePages } from '../../../reports/outputs/html-and-markdown.js';
import { lab } from '../../../targets/lab/target.js';
import { sampleVerdict, spoilt } from './sample-verdict.js';

test.use({ launchOptions: browserLaunch(lab, undefined), trace: 'off', screenshot: 'off' });

const go = (): VerdictFile => sampleVerdict();
const hold = (): VerdictFile =>
  sampleVerdict((_, index) =>
    index % 2 ? { result: 'unproven', error: 'did not run', attempts: 0, began: null } : {},
  );

/** A picture of one pixel. */
const PIXEL = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

async function open(page: Page, info: TestInfo, verdict: VerdictFile): Promise<void> {
  writePages(verdict, info.outputPath());
  await page.goto(pathToFileURL(info.outputPath('index.html')).href);
}

test.describe('the verdict page', () => {
  for (const [word, verdict] of [
    ['GO', go],
    ['NO-GO', spoilt],
    ['HOLD', hold],
  ] as const) {
    test(`of a ${word} has no axe violations in light mode, and enough contrast in dark mode`, async ({
      page,
    }, info) => {
      await open(page, info, verdict());
      await expect(page.getByRole('heading', { level: 1 })).toContainText(word);
      await page.locator('details').evaluateAll((all) => {
        for (const each of all) each.setAttribute('open', '');
      });
      const light = await new AxeBuilder({ page }).analyze();
      await page.emulateMedia({ colorScheme: 'dark' });
      const dark = await new AxeBuilder({ page }).withRules('color-contrast').analyze();

      const found = [...light.violations, ...dark.violations];
      expect(found.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
    });
  }

  test('shows failures first, each with its step, whom to ask, what was asked, expected, and received, and where to look', async ({
    page,
  }, info) => {
    await open(page, info, spoilt());

    await expect(page.getByRole('heading', { level: 2 })).toHaveText([
      'Time and results',
      /^Fails\s+1$/,
      /^Not proven\s+1$/,
      /^Waived\s+1$/,
      /^Advisory\s+1$/,
      'The steps of the runbook',
      'Can I trust this?',
    ]);
    const failure = page.locator('.finding.failed');
    await expect(failure.locator('.place')).toHaveText('How to test ask planetcruiser');
    await expect(failure.locator('.fact')).toHaveText('mailbot in /etc/crontab, asked of puma over ssh');
    await expect(failure.locator('dd')).toHaveText(['"on"', '"off"', 'crontab -l -u bwrox']);
    await expect(page.locator('.finding.unproven dd').first()).toHaveText('127.0.0.1:3306');
    await expect(page.locator('.finding.waived .accepted')).toContainText(
      'Accepted by matthias until the end of 2012-06-24: key ordered',
    );
  });

  test('shows the checks of a step when Enter is pressed, even without JavaScript', async ({ browser }, info) => {
    const page = await browser.newPage({ javaScriptEnabled: false });
    await open(page, info, spoilt());
    const step = page.locator('.step').filter({ has: page.locator('#step-6') });

    await expect(step.getByRole('table')).toBeHidden();
    await step.locator('summary').first().focus();
    await page.keyboard.press('Enter');
    await expect(step.getByRole('row')).toContainText(['Result', 'A fact about step 6 of Puma']);
    await page.close();
  });

  test('shows which faults have made a check fail, and when, and how many checks have been seen to fail in the lab', async ({
    page,
  }, info) => {
    const known = { id: 'tls/chain-complete[www.another.example]' };
    await open(
      page,
      info,
      sampleVerdict((_, index) => (index === 0 ? known : {})),
    );
    const details = page.locator('.raw').filter({ hasText: 'has failed in the lab because of' });

    await expect(page.locator('.clock div').filter({ hasText: 'Detection' })).toContainText(
      /in other runs, 1 of these \d+ checks failed in the lab because of injected faults/,
    );
    await expect(details).toHaveCount(1);
    await expect(details.locator('.faults')).toHaveText(/\bpuma-sends-no-intermediate, \d+ \w{3} 20\d\d/);
  });

  test('shows the screenshot of a failed check as a thumbnail, and enlarges it on click', async ({ page }, info) => {
    const item = {
      name: 'screenshot',
      file: 'evidence/shot-1.png',
      mediaType: 'image/png',
      at: '2012-06-22T03:00:01.000Z',
    };
    mkdirSync(info.outputPath('evidence'));
    writeFileSync(info.outputPath(item.file), Buffer.from(PIXEL, 'base64'));
    const evidence = [{ ...item, host: 'puma', address: '198.51.100.20', bytes: 70 }];
    await open(
      page,
      info,
      sampleVerdict((_, index) => (index === 0 ? { result: 'failed', error: 'no', evidence } : {})),
    );
    const picture = page.getByRole('img', { name: /^Screenshot: screenshot, from the check/ });

    await expect(picture).toHaveCSS('width', '240px');
    await picture.click();
    await expect(page.locator('.picture')).toHaveAttribute('open');
    await page.getByText('Evidence: 1 file').click();
    await expect(page.getByRole('link', { name: 'screenshot' })).toHaveAttribute('href', item.file);
  });

  for (const width of [360, 1280])
    test(`separates labels from what they label at a width of ${width} pixels`, async ({ page }, info) => {
      await page.setViewportSize({ width, height: 740 });
      await open(page, info, spoilt());
      const apart = await page.locator('.finding.failed .details > div').evaluateAll((rows) =>
        rows.map((row) => {
          const [label, words] = [...row.children].map((part) => {
            const text = document.createRange();
            text.selectNodeContents(part);
            return text.getBoundingClientRect();
          });
          return label && words && (words.left - label.right > 10 || words.top >= label.bottom - 1);
        }),
      );

      expect(apart).toEqual([true, true, true]);
    });

  test('has no style for a class that no part of the page uses', () => {
    const folder = new URL('../../../reports/outputs/page/', import.meta.url);
    const parts = readdirSync(folder).filter((name) => name.endsWith('.eta'));
    const text = parts.map((name) => readFileSync(new URL(name, folder), 'utf8')).join('');
    const marks = ['passed', 'failed', 'unproven', 'waived', 'advisory', 'attested', 'run', 'GO', 'NO-GO', 'HOLD'];
    const named = [...readFileSync(new URL('page.css', folder), 'utf8').matchAll(/\.(?:fill-)?([a-zA-Z][\w-]*)/g)]
      .map(([, name = '']) => name)
      .filter((name) => !marks.includes(name));

    expect(unique(named).filter((name) => !new RegExp(`class="[^"]*\\b${name}\\b`).test(text))).toEqual([]);
  });

  test('fits a phone screen 360 pixels wide, however long the words', async ({ page }, info) => {
    const long = 'a'.repeat(500);
    await page.setViewportSize({ width: 360, height: 740 });
    const verdict = sampleVerdict(() => ({
      result: 'failed',
      error: `Error: ${long}\n\nExpected: ${long}\nReceived: ${long}`,
    }));
    await open(page, info, verdict);
    await page.locator('summary').first().click();

    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
  });

  test('prints what is collapsed on the screen, in black on white', async ({ page }, info) => {
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    await open(page, info, spoilt());

    await expect(page.locator('#step-6').getByRole('table')).toBeVisible();
    await expect(page.locator('body')).toHaveCSS('background-color', 'rgb(255, 255, 255)');
    await expect(page.getByRole('heading', { level: 1 })).toHaveCSS('color', 'rgb(0, 0, 0)');
    await page.pdf({ path: join(info.outputDir, 'page.pdf') });
  });
});
