import { check, expect, NEW, proves, rox, test } from '../../../fixtures/journeys/rox/test.js';
import { startThread } from '../../../helpers/journeys/rox/forum.js';
import { randomId } from '../../../helpers/journeys/rox/test-data.js';

test.describe('Forum: who may post, and what the feed publishes', proves('5'), () => {
  test(
    `${NEW} rejects a thread without title and text`,
    check('forum/empty-thread-refused', { tag: '@writes' }),
    async ({ newMember, loginAs }) => {
      const page = await loginAs(await newMember());
      const thread = await startThread(page, { title: '', text: '' });

      expect(thread).toBe('none');
      await expect(page.locator('#topic_title')).toBeVisible();
    },
  );

  test(
    `${NEW} redirects a visitor who wants to post to the start page`,
    check('forum/visitor-redirected'),
    async ({ visitor }) => {
      const { status, headers, url } = await visitor.ask('/forums/new');

      expect(status).toBe(302);
      expect(new URL(headers.location ?? '', url).href).toBe(`http://${rox.sites.www.host}/`);
    },
  );

  test(
    `${NEW}'s feed lists a new thread with a link to the public name`,
    check('forum/feed-current', { tag: '@writes' }),
    async ({ newMember, loginAs, visitor }) => {
      const title = `Topic ${randomId()}`;
      const thread = await startThread(await loginAs(await newMember()), { title, text: title });
      const feed = await visitor.ask('/rss/forumthreads');

      expect(feed.headers['content-type']).toMatch(/xml/);
      expect(feed.text).toContain(title);
      expect(feed.text).toContain(`http://${rox.sites.www.host}/forums/s${thread}`);
    },
  );
});
