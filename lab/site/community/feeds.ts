import { reply, type Context, type Reply, type Routes } from '../web/context.js';
import { html } from '../web/html.js';
import { page } from '../web/layout.js';
import { writeLog } from '../web/log.js';
import { entries } from './blog.js';
import { threadFor } from './forum-thread.js';
import { postsFor, threadsFor } from './rights.js';

type Item = { readonly title: string; readonly link: string; readonly text: string; readonly created: string };

/** RFC 822 date of `2012-06-22 10:00:00`, the server's own time. */
const rfc822 = (created: string): string => {
  const date = new Date(created.replace(' ', 'T'));
  return Number.isNaN(date.getTime()) ? new Date(0).toUTCString() : date.toUTCString();
};

/** RSS 2.0; characters that XML cannot represent are left out. */
function feed(context: Context, title: string, path: string, items: readonly Item[]): Reply {
  const { baseuri } = context.config;
  const body = html`<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom">
<channel>
<title>${title}</title>
<link>${baseuri}</link>
<description>${title}</description>
<atom:link href="${baseuri}rss/${path}" rel="self" type="application/rss+xml" />
${items.map(
  (item) => html`<item>
<title>${item.title}</title>
<link>${baseuri}${item.link}</link>
<guid isPermaLink="true">${baseuri}${item.link}</guid>
<description>${item.text}</description>
<pubDate>${rfc822(item.created)}</pubDate>
</item>
`,
)}
</channel>
</rss>`.text;
  const xml = body.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, '');
  return reply('application/rss+xml; charset=utf-8', `<?xml version="1.0" encoding="utf-8"?>\n${xml}\n`);
}

/** The newest posts, of one thread or of all that the visitor may read. */
const posts = (context: Context, where: string, values: readonly number[]): Promise<Item[]> =>
  context.db.rows<Item>(
    `SELECT t.title, CONCAT('forums/s', t.threadid, '#post', p.postid) AS link, p.message AS text, p.create_time AS created
       FROM forums_posts p JOIN forums_threads t ON t.threadid = p.threadid
      WHERE ${threadsFor(context)} AND ${postsFor(context)} AND ${where} ORDER BY p.postid DESC LIMIT 30`,
    values,
  );

async function answer(context: Context): Promise<Reply> {
  const [, what, id] = context.path;
  const params = await context.db.first<{ closed: string }>('SELECT RssFeedIsClosed AS closed FROM params LIMIT 1');
  const open = params?.closed === 'No';
  await writeLog(context, 'rss', `feed ${context.rawPath.slice(0, 100)}`, context.member?.id ?? 0, context.address);
  if (what === 'forumthreads') {
    const items = open ? await posts(context, 'p.postid = t.first_postid', []) : [];
    return feed(context, 'BeWelcome Forum', 'forumthreads', items);
  }
  if (what === 'thread') {
    const thread = id === undefined ? undefined : await threadFor(context, id);
    const items = open && thread ? await posts(context, 't.threadid = ?', [thread.id]) : [];
    return feed(context, `BeWelcome Forum: ${thread?.title ?? ''}`, `thread/${Number(id) || ''}`, items);
  }
  if (what === 'blog') {
    const items = open ? await entries(context) : [];
    return feed(
      context,
      'BeWelcome blogs',
      'blog',
      items.map((entry) => ({ ...entry, link: `blog/${entry.username}/${entry.id}` })),
    );
  }
  return page(context, {
    teaser: 'Overview of RSS feeds',
    col3: html`<ul>
      ${['forumthreads', 'blog'].map((name) => html`<li><a href="rss/${name}">${name}</a></li>`)}
    </ul>`,
  });
}

export const routes: Routes = { rss: answer, feed: answer };
