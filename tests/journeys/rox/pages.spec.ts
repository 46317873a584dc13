import { check, expect, NEW, proves, rox, test } from '../../../fixtures/journeys/rox/test.js';
import { visit } from '../../../helpers/http/visit.js';

const { active: alice, other: bob } = rox.members;

/** Path and what that page alone has: the site answers 200 with its start page for whatever it does not know. */
const FOR_VISITORS = [
  ['/', '#index'],
  ['/login', '#login-widget'],
  ['/signup', '#register-username'],
  ['/searchmembers', 'form#searchmembers'],
  ['/forums', '#forum'],
  ['/groups', '#GroupsSearchInput'],
  ['/gallery', 'a[href^="gallery/show"]'],
  ['/wiki', 'form[name=powersearch]'],
  ['/blog', '#blog-search-form'],
  ['/places', 'a[href^="places/"]'],
  ['/places/DE', 'a[href^="places/DE/"]'],
  ['/about/stats', 'canvas#members-alltime'],
  ['/feedback', '#FeedbackQuestion'],
  ['/bw/lostpassword.php', 'input[name=UserNameOrEmail]'],
  ['/messages', '#login-widget'],
] as const;

const FOR_MEMBERS = [
  ['/', '#personalmenu'],
  [`/members/${alice.username}`, '#profile_pic'],
  [`/members/${bob.username}`, '#profile'],
  [`/members/${bob.username}/comments`, '#profile_pic'],
  ['/editmyprofile', 'input[name=profile_picture]'],
  ['/mypreferences', 'input[name=passwordold]'],
  ['/messages', '#msgform'],
  ['/messages/sent', '#msgform'],
  [`/messages/compose/${bob.username}`, 'textarea[name=text]'],
  ['/forums', '#boardnewtopicbottom'],
  ['/forums/new', '#topic_title'],
  ['/groups/mygroups', 'div.groupbox'],
  ['/gallery/upload', '#gallery-img-upload'],
  ['/blog/create', '#create-title'],
  ['/wiki', 'textarea#ewiki_content, form[name=powersearch]'],
] as const;

/** Names of members are settings, and no part of an id. */
const slugOf = (path: string): string => path.replace(alice.username, 'active').replace(bob.username, 'other');

test.describe('Pages', proves('5'), () => {
  for (const [path, landmark] of FOR_VISITORS) {
    test(`${NEW} shows ${path} to a visitor`, check('pages/shown-to-visitor', path), async ({ page }) => {
      const response = await visit(page, path);

      expect(response.status()).toBe(200);
      await expect(page.locator(landmark).first()).toBeAttached();
    });
  }

  for (const [path, landmark] of FOR_MEMBERS) {
    test(`${NEW} shows ${path} to a member`, check('pages/shown-to-member', slugOf(path)), async ({ loginAs }) => {
      const page = await loginAs(alice);
      const response = await visit(page, path);

      expect(response.status()).toBe(200);
      await expect(page.locator('#header-logout-link')).toBeVisible();
      await expect(page.locator(landmark).first()).toBeAttached();
    });
  }
});
