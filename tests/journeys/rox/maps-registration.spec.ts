import { check, expect, NEW, proves, test } from '../../../fixtures/journeys/rox/test.js';
import { choosePlace, enterLogin, enterName } from '../../../helpers/journeys/rox/sign-up.js';

test.describe('Map at registration', proves('5-maps'), () => {
  test(
    `Picking a place at registration on ${NEW} fills in its location`,
    check('maps/picked-place-filled-in', { tag: '@writes' }),
    async ({ page, newApplicant }) => {
      const newcomer = newApplicant();
      await enterLogin(page, newcomer);
      await enterName(page, newcomer);
      await choosePlace(page, 'Berlin');

      await expect(page.locator('#geonameid')).toHaveValue('2950159');
      await expect(page.locator('#countryname')).toHaveValue('Germany');
      await expect(page.locator('#latitude')).toHaveValue(/^52\.5/);
      await expect(page.locator('#spaf_map')).toBeVisible();
    },
  );
});
