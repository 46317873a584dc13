import { word, type Context, type Reply } from '../web/context.js';
import { html, raw, type Html } from '../web/html.js';
import { forumPage, threadPath, type Place } from './forum-place.js';
import { isModerator, mayPost, postsFor, threadsFor } from './rights.js';

export type Thread = {
  readonly id: number;
  readonly title: string;
  readonly groupId: number;
  readonly firstPost: number;
  readonly visibility: string;
};

export type Post = {
  readonly id: number;
  readonly threadId: number;
  readonly author: string | null;
  readonly idWriter: number;
  readonly text: string;
  readonly idContent: number;
  readonly time: string;
  readonly ownerCanEdit: 'Yes' | 'No';
  readonly visibility: string;
};

/** The thread, where it exists and the visitor may see it. */
export const threadFor = (context: Context, id: string | number): Promise<Thread | undefined> =>
  context.db.first<Thread>(
    `SELECT t.threadid AS id, t.title, t.IdGroup AS groupId, t.first_postid AS firstPost, t.ThreadVisibility AS visibility
       FROM forums_threads t WHERE t.threadid = ? AND ${threadsFor(context)}`,
    [Number(id) || 0],
  );

const POST = `SELECT p.postid AS id, p.threadid AS threadId, m.Username AS author, p.IdWriter AS idWriter, p.message AS text,
    p.IdContent AS idContent, p.create_time AS time, p.OwnerCanStillEdit AS ownerCanEdit, p.PostVisibility AS visibility
  FROM forums_posts p JOIN forums_threads t ON t.threadid = p.threadid LEFT JOIN members m ON m.id = p.IdWriter`;

export const postFor = (context: Context, id: string): Promise<Post | undefined> =>
  context.db.first<Post>(`${POST} WHERE p.postid = ? AND ${threadsFor(context)} AND ${postsFor(context)}`, [
    Number(id) || 0,
  ]);

/** The posts of a thread, 200 at most, oldest first. */
export const postsOf = (context: Context, thread: number): Promise<Post[]> =>
  context.db.rows<Post>(`${POST} WHERE p.threadid = ? AND ${postsFor(context)} ORDER BY p.postid LIMIT 200`, [thread]);

/** Owners may change what they wrote until cron closes it; moderators always. Ask once for all posts of a page. */
export async function editRights(context: Context): Promise<(post: Post) => boolean> {
  const [posts, moderates] = [await mayPost(context), await isModerator(context)];
  return (post) => posts && (moderates || (post.idWriter === context.member?.id && post.ownerCanEdit === 'Yes'));
}

const onePost = (context: Context, post: Post, index: number, edit: boolean): Html =>
  html`<div class="forumspost ${index % 2 === 0 ? 'highlight' : 'blank'}">
    <a name="post${post.id}"></a>
    <div class="forumsauthor">
      <div class="forumsauthorname">
        <a href="members/${post.author}">${post.author}</a>
      </div>
      <img src="members/avatar/${post.author}?50_50" alt="${post.author}" width="50" />
    </div>
    <div class="forumsmessage">
      <p class="forumstime">${post.time}</p>
      <div id="d${post.idContent}" class="text">${raw(post.text)}</div>
      ${edit && html`<p><a class="button" href="forums/edit/m${post.id}">${word(context, 'forum_EditUser')}</a></p>`}
    </div>
  </div>`;

/** Posts as a thread shows them. */
export async function postList(context: Context, posts: readonly Post[]): Promise<Html[]> {
  const edit = await editRights(context);
  return posts.map((post, index) => onePost(context, post, index, edit(post)));
}

const notVisible = (context: Context, place: Place): Promise<Reply> =>
  forumPage(context, place, html`<p>Please log in to see the thread</p>`);

/** /forums/s12, /forums/s12/reverse */
export async function showThread(context: Context, place: Place, id: string): Promise<Reply> {
  const thread = await threadFor(context, id);
  if (!thread) return notVisible(context, place);
  await context.db.write('UPDATE forums_threads SET views = views + 1 WHERE threadid = ?', [thread.id]);
  const posts = await postsOf(context, thread.id);
  const link = `${place.base}/s${thread.id}`;
  const tags = await context.db.rows<{ id: number; tag: string }>(
    'SELECT f.tagid AS id, f.tag FROM tags_threads t JOIN forums_tags f ON f.tagid = t.IdTag WHERE t.IdThread = ? ORDER BY f.tagid',
    [thread.id],
  );
  const writes = await mayPost(context);
  const answer = (where: string): Html | false =>
    writes &&
    html`<div id="forumsthreadreply${where}">
      <a class="button" href="${link}/reply">${word(context, 'ForumReply')}</a>
    </div>`;
  const col3 = html`<h2 class="forumstopic">${thread.title}</h2>
    <p>${tags.map(({ id: tag, tag: name }) => html`<a href="forumst${tag}-/">${name}</a> `)}</p>
    ${writes && html`<p><a href="${link}/reverse">${word(context, 'ForumReverse')}</a></p>`} ${answer('top')}
    ${await postList(context, place.rest.includes('reverse') ? posts.reverse() : posts)} ${answer('bottom')}`;
  return forumPage(context, place, col3, { title: thread.title, leftOpen: 4 });
}

/** /forums/m34 */
export async function showPost(context: Context, place: Place, id: string): Promise<Reply> {
  const post = await postFor(context, id);
  const thread = post && (await threadFor(context, post.threadId));
  if (!post || !thread) return notVisible(context, place);
  const col3 = html`<h2 class="forumstopic">
      <a href="${threadPath(place.base, thread.id, thread.title)}">${thread.title}</a>
    </h2>
    ${await postList(context, [post])}`;
  return forumPage(context, place, col3, { title: thread.title });
}
