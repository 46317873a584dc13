import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from '@playwright/test';
import { chosenBrowser } from '../../helpers/http/browser.js';

/** The picture of the README: the top of the verdict page of a run, without the files and paths further down. */
const PICTURE = join(import.meta.dirname, '../../docs/verdict-page.png');
const SIZE = { width: 960, height: 1040 };

const [folder = 'reports/out/latest'] = process.argv.slice(2);
const { executablePath } = chosenBrowser();
const browser = await chromium.launch({ executablePath });
try {
  const page = await browser.newPage({ viewport: SIZE, colorScheme: 'light' });
  await page.goto(pathToFileURL(resolve(folder, 'index.html')).href);
  await page.screenshot({ path: PICTURE });
} finally {
  await browser.close();
}
