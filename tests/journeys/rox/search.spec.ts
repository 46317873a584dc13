import { check, expect, NEW, proves, rox, test } from '../../../fixtures/journeys/rox/test.js';
import { has, mapMarkers } from '../../../helpers/journeys/rox/markup.js';
import { visit } from '../../../helpers/http/visit.js';

const { active: alice } = rox.members;

test.describe('Search', proves('5'), () => {
  test(
    `The quick search on ${NEW} opens a member's profile when their username is entered`,
    check('search/name-opens-profile'),
    async ({ loginAs }) => {
      const page = await loginAs(alice);
      await visit(page, `/quicksearch?vars=${alice.username}`);

      await expect(page, `address after the quick search for ${alice.username}`).toHaveURL(
        new RegExp(`/members/${alice.username}$`),
      );
    },
  );

  test(
    `The member search on ${NEW} returns members' locations as XML`,
    check('search/places-as-xml'),
    async ({ visitor }) => {
      const answer = await visitor.ask('/searchmembers/ajax?searchmembers_callbackId=1&mapsearch=0&limitcount=10');

      expect(answer.headers['content-type'], `content type of ${answer.url}`).toMatch(/xml/);
      expect(mapMarkers(answer.text), `markers in ${answer.url}`).toHaveLength(10);
    },
  );

  test(
    `The place search on ${NEW} finds a place whose name has an umlaut`,
    check('search/umlaut-found'),
    async ({ visitor }) => {
      const answer = await visitor.ask(`/geo/suggestLocation/${encodeURIComponent('Zürich')}/city`);

      expect(
        has(answer.text, '#li_2657896'),
        `whether a search for "Zürich" finds GeoNames place 2657896: GET ${answer.url}`,
      ).toBe(true);
    },
  );

  test(`${NEW} lists the members in a place`, check('search/place-lists-members'), async ({ page }) => {
    await visit(page, '/places/DE');

    await expect(page.locator('#col3 a[href^="members/"]').first(), 'links to members on /places/DE').toBeAttached();
  });
});
