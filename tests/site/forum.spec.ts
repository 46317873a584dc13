import {
  editPost,
  expect,
  proves,
  replyInThread,
  startThread,
  target,
  test,
  unique,
  visit,
} from '../../fixtures/index.js';

const SCRIPTS = 'Grüße, привет, γεια σου, 你好, مرحبا';

test.describe('Forum', proves('5'), () => {
  test(
    'A thread started on Puma is read by visitors in every script',
    { tag: '@writes' },
    async ({ newMember, pageOf, page }) => {
      const [title, text] = [`Topic ${unique()}`, `${SCRIPTS} ${unique()}`];
      const thread = await startThread(await pageOf(await newMember()), { title, text });
      await visit(page, `/forums/s${thread}`);

      await expect(page.locator('h2')).toContainText(title);
      await expect(page.locator('.forumsmessage')).toContainText(text);
    },
  );

  test('A reply on Puma stands below the post it answers', { tag: '@writes' }, async ({ newMember, pageOf }) => {
    const page = await pageOf(await newMember());
    const [question, reply] = [`Question ${unique()}`, `Answer ${unique()}`];
    const thread = await startThread(page, { title: question, text: question });
    await replyInThread(page, thread, { text: reply });
    await visit(page, `/forums/s${thread}`);

    await expect(page.locator('.forumsmessage')).toHaveText([new RegExp(question), new RegExp(reply)]);
  });

  test('A member of Puma changes a post of his own', { tag: '@writes' }, async ({ newMember, pageOf }) => {
    const page = await pageOf(await newMember());
    const [before, after] = [`Before ${unique()}`, `After ${unique()}`];
    const thread = await startThread(page, { title: before, text: before });
    const edit = await page.locator('a[href^="forums/edit/m"]').first().getAttribute('href');
    await editPost(page, edit?.replace('forums/edit/m', '') ?? 'none', after);
    await visit(page, `/forums/s${thread}`);

    await expect(page.locator('.forumsmessage')).toHaveText([new RegExp(after)]);
  });

  test('Puma takes no thread without title and text', { tag: '@writes' }, async ({ newMember, pageOf }) => {
    const page = await pageOf(await newMember());
    const thread = await startThread(page, { title: '', text: '' });

    expect(thread).toBe('none');
    await expect(page.locator('#topic_title')).toBeVisible();
  });

  test('Puma sends a visitor who wants to write to the start page', async ({ visitor }) => {
    const { status, headers, url } = await visitor.ask('/forums/new');

    expect(status).toBe(302);
    expect(new URL(headers.location ?? '', url).href).toBe(`http://${target.sites.www.host}/`);
  });

  test(
    "Puma's feed lists a new thread at the public name",
    { tag: '@writes' },
    async ({ newMember, pageOf, visitor }) => {
      const title = `Topic ${unique()}`;
      const thread = await startThread(await pageOf(await newMember()), { title, text: title });
      const feed = await visitor.ask('/rss/forumthreads');

      expect(feed.headers['content-type']).toMatch(/xml/);
      expect(feed.text).toContain(title);
      expect(feed.text).toContain(`http://${target.sites.www.host}/forums/s${thread}`);
    },
  );
});
