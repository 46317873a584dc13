import { check, expect, NEW, proves, rox, test } from '../../../fixtures/journeys/rox/test.js';
import { mapMarkers } from '../../../helpers/journeys/rox/markup.js';
import { missing } from '../../../helpers/journeys/rox/pictures.js';
import { visit } from '../../../helpers/http/visit.js';

const { www, alpha } = rox.sites;

test.describe('Maps', proves('5-maps'), () => {
  for (const { host, mapsKey } of [www, alpha]) {
    test(
      `On ${NEW}, ${host} loads the map code with the API key for that hostname`,
      check('maps/key-of-host', host),
      async ({ page }) => {
        const [code] = await Promise.all([
          page.waitForResponse(/maps\.google\.com\/maps\?file=api/),
          visit(page, `http://${host}/searchmembers`),
        ]);

        expect(new URL(code.url()).searchParams.get('key'), `key that http://${host}/searchmembers sends`).toBe(
          mapsKey,
        );
        expect(code.status(), 'status of the map code').toBe(200);
      },
    );
  }

  test(`The member search map on ${NEW} shows all of its tiles`, check('maps/tiles-shown'), async ({ page }) => {
    await visit(page, '/searchmembers');
    const tiles = page.locator('#map img[src*="google.com/vt"], #map img[src*="/kh"]');

    await expect(tiles.first(), 'map tiles').toBeVisible();
    await expect.poll(() => missing(tiles), { message: 'map tiles without an image' }).toEqual([]);
    // A map of 400 pixels needs more than one.
    expect(await tiles.count(), 'map tiles').toBeGreaterThan(1);
  });

  test(
    `The member search map on ${NEW} has one marker for each location in the search results`,
    check('maps/markers-match-list'),
    async ({ page }) => {
      await visit(page, '/searchmembers');
      const [answer] = await Promise.all([
        page.waitForResponse(/\/searchmembers\/ajax/),
        page.locator('#text_search').click(),
      ]);
      const markers = mapMarkers(await answer.text()).length;

      expect(markers, `markers in ${answer.url()}`).toBeGreaterThan(0);
      const icons = page.locator('#map img[src*="gicon"]');
      await expect(icons, `markers on the map, out of ${markers} in ${answer.url()}`).toHaveCount(markers);
      await expect.poll(() => missing(icons), { message: 'map markers without an image' }).toEqual([]);
    },
  );
});
