import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { chromium, expect, test, type Browser, type Page } from '@playwright/test';
import { chosenBrowser } from '../../../helpers/http/browser.js';
import { startWeb } from '../../../lab/outside/web/server.js';
import { pages } from './map-page.js';
import { LAB_ROX } from '../../../lab/rox.js';

const { www } = LAB_ROX.sites;
let web: Awaited<ReturnType<typeof startWeb>>;
let browser: Browser;

/** A page of the given site; its name leads to this machine, as the names of the outside world do. */
async function open(host: string, key: string): Promise<{ page: Page; alerts: string[] }> {
  const page = await browser.newPage();
  const alerts: string[] = [];
  page.on('dialog', (dialog) => {
    alerts.push(dialog.message());
    void dialog.accept();
  });
  await page.goto(`http://${host}/?key=${key}`);
  return { page, alerts };
}

test.describe('the map script of the outside world', () => {
  test.beforeAll(async () => {
    web = await startWeb('127.0.0.1', 0);
    pages.listen(0, '127.0.0.1');
    await once(pages, 'listening');
    const { port } = pages.address() as AddressInfo;
    const { executablePath } = chosenBrowser();
    const rules = `MAP *.google.com 127.0.0.1:${web.port}, MAP *.bewelcome.example 127.0.0.1:${port}, MAP * ~NOTFOUND`;
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox', `--host-resolver-rules=${rules}`] });
  });

  test.afterAll(async () => {
    await browser.close();
    web.close();
    pages.close();
  });

  test('a page with the key for its host shows loaded tiles and a marker in the right spot, and finds places', async () => {
    const { page, alerts } = await open(www.host, www.mapsKey);
    const tiles = page.locator('#map img.gmap-tile');
    await expect
      .poll(() => tiles.evaluateAll((all) => all.every((it) => (it as HTMLImageElement).naturalWidth === 256)))
      .toBe(true);
    expect(await tiles.count()).toBeGreaterThanOrEqual(4);

    const marker = page.locator('#map img.gmap-marker');
    const [map, box] = [await page.locator('#map').boundingBox(), await marker.boundingBox()];
    expect(box).toEqual({ x: (map?.x ?? 0) + 200 - 9, y: (map?.y ?? 0) + 150 - 34, width: 20, height: 34 });
    await marker.click();
    await expect(page.locator('#info')).toBeVisible();
    await expect(page).toHaveTitle('52.52,13.41');
    expect(alerts).toEqual([]);
  });

  test('the zoom control loads the tiles for the new zoom level and keeps the marker in view', async () => {
    const { page } = await open(www.host, www.mapsKey);
    await page.getByRole('button', { name: '+' }).click();
    await expect(page.locator('#map img.gmap-tile').first()).toHaveAttribute('src', /&z=9$/);
    expect(await page.evaluate('map.getBounds().contains(marker.getLatLng()) && map.getZoom()')).toBe(9);
  });

  test('a page can put its own control in a corner and draw a line', async () => {
    const { page } = await open(www.host, www.mapsKey);
    await expect(page.locator('#note')).toHaveCSS('right', '7px');
    await expect(page.locator('#note')).toHaveCSS('bottom', '30px');
    await expect(page.locator('svg.gmap-polyline polyline')).toHaveAttribute(
      'points',
      /^-?[\d.]+,[\d.]+ [\d.]+,-?[\d.]+$/,
    );
  });

  for (const [what, host, key] of [
    ['the key for another host', LAB_ROX.sites.alpha.host, www.mapsKey],
    ['a key that was never issued', www.host, 'no-such-key'],
  ] as const) {
    test(`a page with ${what} gets an alert and no map`, async () => {
      const { page, alerts } = await open(host, key);
      await expect(page).toHaveTitle('52.52,13.41');
      expect(alerts).toEqual([expect.stringContaining('registered for a different web site')]);
      await expect(page.locator('#map img')).toHaveCount(0);
    });
  }
});
