import type { Target } from '../../../targets/schema.js';
import type { Database } from '../../database/database.js';
import { shellQuote } from '../../ssh/ssh-errors.js';
import { runScript } from '../../ssh/ssh.js';
import { isMarked } from './test-data.js';
import { roxOf } from './options.js';

/** Which rows belong to somebody, by members.id (m) or by user.id (u), the id of the site's older half. */
const OWNED: readonly (readonly [table: string, column: string, id: 'm' | 'u'])[] = [
  ['BW_CRYPTED.cryptedfields', 'IdMember', 'm'],
  ['BW_ARCH.logs', 'IdMember', 'm'],
  ['addresses', 'IdMember', 'm'],
  ['comments', 'IdFromMember', 'm'],
  ['feedbacks', 'IdMember', 'm'],
  ['members_tags_subscribed', 'IdSubscriber', 'm'],
  ['members_threads_subscribed', 'IdSubscriber', 'm'],
  ['members_updating_status', 'IdMember', 'm'],
  ['membersgroups', 'IdMember', 'm'],
  ['memberslanguageslevel', 'IdMember', 'm'],
  ['membersphotos', 'IdMember', 'm'],
  ['memberspreferences', 'IdMember', 'm'],
  ['memberstrads', 'IdOwner', 'm'],
  ['messages', 'IdReceiver', 'm'],
  ['messages', 'IdSender', 'm'],
  ['notes', 'IdMember', 'm'],
  ['online', 'IdMember', 'm'],
  ['posts_notificationqueue', 'IdMember', 'm'],
  ['profilesvisits', 'IdVisitor', 'm'],
  ['gallery', 'user_id_foreign', 'u'],
  ['gallery_items', 'user_id_foreign', 'u'],
  ['user_settings', 'user_id', 'u'],
  ['user', 'id', 'u'],
  ['members', 'id', 'm'],
];

/**
 * Takes out of a host whatever a member that the suite made up has left there: rows of the three databases and files
 * of the data directory. Refuses anybody whose name the suite did not make up.
 * @param writer the target's second account on that host
 * @throws Error when something could not be taken out
 */
export async function forgetMember(target: Target, writer: Database, username: string): Promise<void> {
  if (!isMarked(username)) throw new Error(`${username} was not made up by this suite and is left alone`);
  const { main, archive, crypted } = roxOf(target).databases;
  const named = (table: string): string =>
    table.includes('.') ? table.replace('BW_CRYPTED', crypted).replace('BW_ARCH', archive) : `${main}.${table}`;
  const idOf = async (table: string, column: string): Promise<number | undefined> =>
    (await writer.query<{ id: number }>(`SELECT id FROM ${named(table)} WHERE ${column} = ?`, [username]))[0]?.id;
  // The last table of each half comes last, so that a removal that broke off can be tried again.
  const ids = { m: await idOf('members', 'Username'), u: await idOf('user', 'handle') };

  if (ids.m !== undefined) await forgetPosts(writer, main, ids.m);
  if (ids.u !== undefined) await forgetPictures(target, ids.u, ids.m);
  for (const [table, column, half] of OWNED) {
    const id = ids[half];
    if (id !== undefined) await writer.execute(`DELETE FROM ${named(table)} WHERE ${column} = ?`, [id]);
  }
}

/** Threads that somebody began, with every answer; and his answers in threads of others of this suite. */
async function forgetPosts(writer: Database, main: string, id: number): Promise<void> {
  const threads = (
    await writer.query<{ id: number }>(
      `SELECT t.threadid AS id FROM ${main}.forums_threads t JOIN ${main}.forums_posts p ON p.postid = t.first_postid WHERE p.IdWriter = ?`,
      [id],
    )
  ).map((thread) => thread.id);
  const posts = (
    await writer.query<{ id: number }>(
      `SELECT postid AS id FROM ${main}.forums_posts WHERE IdWriter = ? OR threadid IN (?)`,
      [id, [0, ...threads]],
    )
  ).map((post) => post.id);
  const changes: readonly (readonly [table: string, column: string, ids: readonly number[], more?: string])[] = [
    ['posts_notificationqueue', 'IdPost', posts],
    ['members_threads_subscribed', 'IdThread', threads],
    ['tags_threads', 'IdThread', threads],
    ['forum_trads', 'IdRecord', posts, "AND TableColumn LIKE 'forums\\_posts%'"],
    ['forum_trads', 'IdRecord', threads, "AND TableColumn LIKE 'forums\\_threads%'"],
    ['forums_threads', 'threadid', threads],
    ['forums_posts', 'postid', posts],
  ];
  for (const [table, column, gone, more = ''] of changes) {
    if (gone.length > 0) await writer.execute(`DELETE FROM ${main}.${table} WHERE ${column} IN (?) ${more}`, [gone]);
  }
}

async function forgetPictures(target: Target, userId: number, memberId = 0): Promise<void> {
  const data = shellQuote(target.dataDirectory);
  const script = `cd ${data} && rm -rf gallery/user${userId} && rm -f user/avatars/${memberId} user/avatars/${memberId}_*`;
  const { exitCode, stderr } = await runScript(target.hosts.new, script, {
    description: 'to remove pictures that this suite uploaded',
  });
  if (exitCode !== 0) throw new Error(`pictures of user ${userId} are left on puma: ${stderr}`);
}
