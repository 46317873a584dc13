import { check, expect, NEW, proves, rox, test } from '../../../fixtures/journeys/rox/test.js';
import { sha256 } from '../../../helpers/journeys/rox/pictures.js';
import { visit } from '../../../helpers/http/visit.js';

const { active: alice } = rox.members;

test.describe('Profiles', proves('5'), () => {
  test(
    `${NEW} shows a member's profile picture instead of the placeholder`,
    check('profiles/picture-copied'),
    async ({ visitor }) => {
      const own = await visitor.ask(`/members/avatar/${alice.username}`);
      const none = await visitor.ask('/members/avatar/no_such_member');

      expect(
        sha256(own.body),
        `sha256 of the picture of ${alice.username}, ${own.url}, is that of the placeholder`,
      ).not.toBe(sha256(none.body));
    },
  );

  test(
    `${NEW} tells a visitor when a member does not exist`,
    check('profiles/unknown-member-reported'),
    async ({ page, siteText }) => {
      const response = await visit(page, '/members/no_such_member');

      expect(response.status(), `status of ${response.url()}`).toBe(200);
      await expect(page.locator('h1'), `heading of ${response.url()}`).toContainText(await siteText('MemberNotFound'));
    },
  );

  test(
    `${NEW} shows a non-public profile only to members`,
    check('profiles/private-hidden'),
    async ({ page, loginAs, newDatabase }) => {
      const { name } = await newDatabase.queryOne<{ name: string }>(
        `SELECT m.Username AS name FROM members m LEFT JOIN memberspublicprofiles p ON p.IdMember = m.id
       WHERE m.Status = 'Active' AND p.id IS NULL ORDER BY m.id LIMIT 1`,
      );
      await visit(page, `/members/${name}`);
      await expect(page.locator('#login-widget'), `the login form in place of the profile of ${name}`).toBeVisible();
      await expect(page.locator('#profile'), `the profile of ${name}, as seen by a visitor`).toHaveCount(0);

      const inside = await loginAs(alice);
      await visit(inside, `/members/${name}`);
      await expect(inside.locator('#profile'), `the profile of ${name}, as seen by a member`).toBeVisible();
    },
  );

  test(
    `The statistics page on ${NEW} draws its chart, and the latest statistics count at least one active member`,
    check('statistics/newest-day-shown'),
    async ({ page, newDatabase }) => {
      const { members } = await newDatabase.queryOne<{ members: number }>(
        'SELECT NbActiveMembers AS members FROM stats ORDER BY id DESC LIMIT 1',
      );
      await visit(page, '/about/stats');

      expect(members, 'NbActiveMembers in the newest row of stats').toBeGreaterThan(0);
      await expect(page.locator('canvas#members-last'), 'the chart of members, which a script draws').toBeVisible();
    },
  );
});
