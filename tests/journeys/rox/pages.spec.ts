import { check, expect, NEW, proves, rox, target, test } from '../../../fixtures/journeys/rox/test.js';
import { visit } from '../../../helpers/http/visit.js';

const { active: alice, other: bob } = rox.members;
const { guest, member } = target.pageNoise;

const withLandmark = (pages: typeof guest): { path: string; landmark: string }[] =>
  pages.flatMap(({ path, landmark }) => (landmark === undefined ? [] : [{ path, landmark }]));

// A part that is missing is judged with all else that pages complain of: where the old host lacks it too, it is reported.
test.describe('Pages', proves('5'), () => {
  for (const { path, landmark } of withLandmark(guest)) {
    test(`${NEW} shows ${path} to a visitor`, check('pages/shown-to-visitor', path), async ({ page, pageHealth }) => {
      await visit(page, path);

      await pageHealth.requireLandmark(page, landmark);
    });
  }

  for (const { path, landmark } of withLandmark(member?.pages ?? [])) {
    // Names of members are settings, and no part of an id.
    const slug = path.replace('SELF', 'active').replace('OTHER', 'other');
    const address = path.replace('SELF', alice.username).replace('OTHER', bob.username);

    test(
      `${NEW} shows ${address} to a member`,
      check('pages/shown-to-member', slug),
      async ({ loginAs, pageHealth }) => {
        const page = await loginAs(alice);
        await visit(page, address);

        await expect(page.locator('#header-logout-link')).toBeVisible();
        await pageHealth.requireLandmark(page, landmark);
      },
    );
  }
});
