import { check, expect, NEW, proves, test } from '../../../fixtures/journeys/rox/test.js';
import { choosePlace, enterLogin, enterName } from '../../../helpers/journeys/rox/sign-up.js';

test.describe('Map at registration', proves('5-maps'), () => {
  test(
    `Picking a place during registration on ${NEW} fills in the ID, country, and latitude of that place`,
    check('maps/picked-place-filled-in', { tag: '@writes' }),
    async ({ page, newApplicant }) => {
      const newcomer = newApplicant();
      await enterLogin(page, newcomer);
      await enterName(page, newcomer);
      await choosePlace(page, 'Berlin');

      for (const [field, value] of [
        ['geonameid', '2950159'],
        ['countryname', 'Germany'],
        ['latitude', /^52\.5/],
      ] as const)
        await expect(page.locator(`#${field}`), `${field} after "Berlin" was picked`).toHaveValue(value);
      await expect(page.locator('#spaf_map'), 'the map of the place').toBeVisible();
    },
  );
});
