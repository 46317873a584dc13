import { createHash, randomBytes } from 'node:crypto';
import { redirect, word, type Context, type Reply } from '../web/context.js';
import { html } from '../web/html.js';
import { forumPage, type Place } from './forum-place.js';
import { threadFor } from './forum-thread.js';

const key = (): string => createHash('md5').update(randomBytes(16)).digest('hex');

export async function isSubscribed(context: Context, thread: number): Promise<boolean> {
  const row = await context.db.first(
    'SELECT id FROM members_threads_subscribed WHERE IdThread = ? AND IdSubscriber = ?',
    [thread, context.member?.id ?? 0],
  );
  return row !== undefined;
}

/** Follows the box "notify me": ticked makes a subscription, not ticked ends one. */
export async function setSubscription(context: Context, thread: number, wanted: boolean): Promise<void> {
  const member = context.member?.id ?? 0;
  if (wanted) {
    await context.db.write(
      'INSERT IGNORE INTO members_threads_subscribed (IdThread, IdSubscriber, UnSubscribeKey, created) VALUES (?, ?, ?, NOW())',
      [thread, member, key()],
    );
  } else {
    await context.db.write('DELETE FROM members_threads_subscribed WHERE IdThread = ? AND IdSubscriber = ?', [
      thread,
      member,
    ]);
  }
}

/**
 * Queues an email for everyone who must be notified of a post, including the author if subscribed. One email each: anyone with a
 * subscription gets the email with which it can be ended.
 */
export async function notify(context: Context, thread: number, post: number, type: string): Promise<void> {
  const receivers = [
    `SELECT IdSubscriber AS member, 'members_threads_subscribed' AS source, id FROM members_threads_subscribed
      WHERE IdThread = ${thread}`,
    `SELECT s.IdSubscriber AS member, 'members_tags_subscribed' AS source, s.id FROM members_tags_subscribed s
       JOIN tags_threads t ON t.IdTag = s.IdTag WHERE t.IdThread = ${thread}`,
    `SELECT g.IdMember AS member, 'membersgroups' AS source, 0 AS id FROM membersgroups g JOIN forums_threads t ON t.IdGroup = g.IdGroup
      WHERE t.threadid = ${thread} AND g.Status = 'In' AND g.IacceptMassMailFromThisGroup = 'yes'`,
    `SELECT v.IdMember AS member, 'NotSet' AS source, 0 AS id FROM rightsvolunteers v JOIN rights r ON r.id = v.IdRight
      WHERE r.Name = 'ForumModerator' AND v.Level > 1 AND v.Scope IN ('All', '"All"')`,
  ];
  for (const each of receivers) {
    await context.db.write(
      `INSERT INTO posts_notificationqueue (Status, IdMember, IdPost, created, Type, TableSubscription, IdSubscription)
       SELECT 'ToSend', member, ?, NOW(), ?, source, id FROM (${each}) receivers
        WHERE member NOT IN
          (SELECT IdMember FROM posts_notificationqueue WHERE IdPost = ? AND Type = ? AND Status = 'ToSend')
        GROUP BY member`,
      [post, type, post, type],
    );
  }
}

const say = (context: Context, place: Place, code: string): Promise<Reply> =>
  forumPage(context, place, html`<p class="note">${word(context, code)}</p>`);

/** /forums/subscriptions[/unsubscribe/thread|tag/<id>/<key>]: the link in an email works without a login. */
export async function subscriptions(context: Context, place: Place): Promise<Reply> {
  const [, action, what, id = '', given = ''] = place.rest;
  if (action === 'unsubscribe') {
    const table = what === 'tag' ? 'members_tags_subscribed' : 'members_threads_subscribed';
    const { affectedRows } = await context.db.write(`DELETE FROM ${table} WHERE id = ? AND UnSubscribeKey = ?`, [
      Number(id) || 0,
      given,
    ]);
    return say(context, place, affectedRows > 0 ? 'ForumUnsubscribed' : 'ForumUnsubscribeUnknown');
  }
  if (!context.member) return redirect(context, 'login/forums/subscriptions');
  const rows = await context.db.rows<{ id: number; unsubscribe: string; thread: number; title: string }>(
    `SELECT s.id, s.UnSubscribeKey AS unsubscribe, t.threadid AS thread, t.title
       FROM members_threads_subscribed s JOIN forums_threads t ON t.threadid = s.IdThread
      WHERE s.IdSubscriber = ? ORDER BY s.id DESC`,
    [context.member.id],
  );
  const list = rows.map(
    (row) =>
      html`<li>
        <a href="forums/s${row.thread}">${row.title}</a>
        <a href="forums/subscriptions/unsubscribe/thread/${row.id}/${row.unsubscribe}"
          >${word(context, 'ForumUnsubscribe')}</a
        >
      </li>`,
  );
  return forumPage(
    context,
    place,
    html`<ul>
      ${list}
    </ul>`,
  );
}

/** /forums/subscribe/thread/<id> */
export async function subscribe(context: Context, place: Place): Promise<Reply> {
  const thread = await threadFor(context, place.rest[2] ?? '');
  if (!context.member || !thread) return redirect(context, '');
  await setSubscription(context, thread.id, true);
  return redirect(context, 'forums/subscriptions');
}
