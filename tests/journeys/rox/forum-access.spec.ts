import { check, expect, NEW, proves, rox, test } from '../../../fixtures/journeys/rox/test.js';
import { startThread } from '../../../helpers/journeys/rox/forum.js';
import { saidOn } from '../../../helpers/journeys/rox/markup.js';
import { randomId } from '../../../helpers/journeys/made-up.js';

test.describe('Forum: posting rights and feed', proves('5'), () => {
  test(
    `${NEW} rejects a thread without a title or text`,
    check('forum/empty-thread-refused', { tag: '@writes' }),
    async ({ newMember, loginAs }) => {
      const page = await loginAs(await newMember());
      const thread = await startThread(page, { title: '', text: '' });

      expect(thread, 'number of the thread that was started without a title or text').toBe('none');
      await expect(page.locator('#topic_title'), 'form for a new thread, which should still be there').toBeVisible();
    },
  );

  test(
    `${NEW} redirects logged-out visitors to the start page when they try to post`,
    check('forum/visitor-redirected'),
    async ({ visitor }) => {
      const { status, headers, url } = await visitor.ask('/forums/new');

      expect(
        { status, to: new URL(headers.location ?? '', url).href },
        `answer to GET ${url} from a visitor who is not logged in`,
      ).toEqual({ status: 302, to: `http://${rox.sites.www.host}/` });
    },
  );

  test(
    `${NEW}'s feed lists a new thread with a link that uses the public hostname`,
    check('forum/feed-current', { tag: '@writes' }),
    async ({ newMember, loginAs, visitor }) => {
      const title = `Topic ${randomId()}`;
      const thread = await startThread(await loginAs(await newMember()), { title, text: title });
      const feed = await visitor.ask('/rss/forumthreads');

      const link = `http://${rox.sites.www.host}/forums/s${thread}`;
      expect(feed.headers['content-type'], `content type of ${feed.url}`).toMatch(/xml/);
      expect(saidOn(feed.text, title, ['item title']), `titles in ${feed.url} after thread ${thread} was started`).toBe(
        title,
      );
      expect(saidOn(feed.text, link, ['item guid']), `links in ${feed.url} after thread ${thread} was started`).toBe(
        link,
      );
    },
  );
});
