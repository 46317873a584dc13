import { check, expect, NEW, proves, test } from '../../../fixtures/journeys/rox/test.js';
import { editPost, replyInThread, startThread } from '../../../helpers/journeys/rox/forum.js';
import { SCRIPTS, randomId } from '../../../helpers/journeys/made-up.js';
import { visit } from '../../../helpers/http/visit.js';

test.describe('Forum', { ...proves('5'), tag: ['@blocker', '@writes'] }, () => {
  test(
    `On ${NEW}, visitors can read a new thread with text in several writing systems`,
    check('forum/thread-readable'),
    async ({ newMember, loginAs, page }) => {
      const [title, text] = [`Topic ${randomId()}`, `${SCRIPTS} ${randomId()}`];
      const thread = await startThread(await loginAs(await newMember()), { title, text });
      await visit(page, `/forums/s${thread}`);

      await expect(page.locator('h2'), `headings of thread ${thread}`).toContainText(title);
      await expect(page.locator('.forumsmessage'), `posts of thread ${thread}`).toContainText(text);
    },
  );

  test(
    `A reply on ${NEW} appears below the post it answers`,
    check('forum/reply-below-post', { tag: '@writes' }),
    async ({ newMember, loginAs }) => {
      const page = await loginAs(await newMember());
      const [question, reply] = [`Question ${randomId()}`, `Answer ${randomId()}`];
      const thread = await startThread(page, { title: question, text: question });
      await replyInThread(page, thread, { text: reply });
      await visit(page, `/forums/s${thread}`);

      await expect(page.locator('.forumsmessage'), `posts of thread ${thread}, in order`).toHaveText([
        new RegExp(question),
        new RegExp(reply),
      ]);
    },
  );

  test(
    `A member can edit their own post on ${NEW}`,
    check('forum/post-editable', { tag: '@writes' }),
    async ({ newMember, loginAs }) => {
      const page = await loginAs(await newMember());
      const [before, after] = [`Before ${randomId()}`, `After ${randomId()}`];
      const thread = await startThread(page, { title: before, text: before });
      const edit = await page.locator('a[href^="forums/edit/m"]').first().getAttribute('href');
      await editPost(page, edit?.replace('forums/edit/m', '') ?? 'none', after);
      await visit(page, `/forums/s${thread}`);

      await expect(page.locator('.forumsmessage'), `the post in thread ${thread}, after it was changed`).toHaveText([
        new RegExp(after),
      ]);
    },
  );
});
