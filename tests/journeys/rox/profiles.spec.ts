import { createHash } from 'node:crypto';
import { check, expect, NEW, proves, rox, test } from '../../../fixtures/journeys/rox/test.js';
import { visit } from '../../../helpers/http/visit.js';

const { active: alice } = rox.members;

test.describe('Profiles', proves('5'), () => {
  test(
    `${NEW} shows a member's picture from the copied data, not the placeholder`,
    check('profiles/picture-copied'),
    async ({ visitor }) => {
      const digest = async (path: string): Promise<string> =>
        createHash('sha256')
          .update((await visitor.ask(path)).body)
          .digest('hex');

      expect(await digest(`/members/avatar/${alice.username}`)).not.toBe(
        await digest('/members/avatar/no_such_member'),
      );
    },
  );

  test(
    `${NEW} tells a visitor when there is no such member`,
    check('profiles/unknown-member-reported'),
    async ({ page, siteText }) => {
      const response = await visit(page, '/members/no_such_member');

      expect(response.status()).toBe(200);
      await expect(page.locator('h1')).toContainText(await siteText('MemberNotFound'));
    },
  );

  test(
    `${NEW} shows a profile that is not public to members only`,
    check('profiles/private-hidden'),
    async ({ page, loginAs, newDatabase }) => {
      const { name } = await newDatabase.queryOne<{ name: string }>(
        `SELECT m.Username AS name FROM members m LEFT JOIN memberspublicprofiles p ON p.IdMember = m.id
       WHERE m.Status = 'Active' AND p.id IS NULL ORDER BY m.id LIMIT 1`,
      );
      await visit(page, `/members/${name}`);
      await expect(page.locator('#login-widget')).toBeVisible();
      await expect(page.locator('#profile')).toHaveCount(0);

      const inside = await loginAs(alice);
      await visit(inside, `/members/${name}`);
      await expect(inside.locator('#profile')).toBeVisible();
    },
  );

  test(
    `The statistics page of ${NEW} shows the figures of the newest day on record`,
    check('statistics/newest-day-shown'),
    async ({ page, newDatabase }) => {
      const { members } = await newDatabase.queryOne<{ members: number }>(
        'SELECT NbActiveMembers AS members FROM stats ORDER BY id DESC LIMIT 1',
      );
      await visit(page, '/about/stats');

      expect(members).toBeGreaterThan(0);
      await expect(page.locator('canvas#members-last')).toBeVisible();
    },
  );
});
