import { check, expect, NEW, proves, test } from '../../../fixtures/journeys/rox/test.js';
import { joinGroup } from '../../../helpers/journeys/rox/groups.js';
import { visit } from '../../../helpers/http/visit.js';

test.describe('Groups', proves('5'), () => {
  test(
    `${NEW} shows a visitor a group with its description and members`,
    check('groups/shown-to-visitor'),
    async ({ page, newDatabase }) => {
      const { id, name, description } = await newDatabase.queryOne<{ id: number; name: string; description: string }>(
        `SELECT g.id, Name AS name, Sentence AS description FROM \`groups\` g
        JOIN memberstrads t ON t.IdTrad = IdDescription WHERE g.Type = 'Public' ORDER BY g.id, t.id LIMIT 1`,
      );
      await visit(page, `/groups/${id}`);
      await expect(page.locator('h1'), `heading of group ${id}`).toContainText(name);
      await expect(page.locator('#groups'), `description of group ${id}`).toContainText(description);

      // The page of the group links to who wrote in its forum as well; only this one lists its members.
      await visit(page, `/groups/${id}/members`);
      await expect(
        page.locator('#groups a[href^="members/"]').first(),
        `links to members of group ${id}`,
      ).toBeAttached();
    },
  );

  test(
    `On ${NEW}, a member can join a group that is open to everyone`,
    check('groups/joinable', { tag: '@writes' }),
    async ({ newMember, loginAs, newDatabase }) => {
      const { id } = await newDatabase.queryOne<{ id: number }>(
        "SELECT id FROM `groups` WHERE Type = 'Public' ORDER BY id LIMIT 1",
      );
      const member = await newMember();
      await joinGroup(await loginAs(member), String(id));

      expect(
        await newDatabase.query('SELECT IdGroup, Status FROM membersgroups WHERE IdMember = ?', [member.id]),
        `rows of membersgroups for member ${member.id}, who joined group ${id}`,
      ).toEqual([{ IdGroup: id, Status: 'In' }]);
    },
  );
});
