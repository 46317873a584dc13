import type { Target } from '../../../targets/schema.js';
import type { Database } from '../../database/database.js';
import { shellQuote } from '../../ssh/ssh-errors.js';
import { runScript } from '../../ssh/ssh.js';
import { isMarked } from './test-data.js';
import { roxOf } from './options.js';

/** The ids of a member in the two halves of the site; 0: unknown there. */
export type MemberIds = { readonly m: number; readonly u: number };

/** Which rows belong to a member, by members.id (m) or by user.id (u), the id in the site's older half. */
export const OWNED: readonly (readonly [table: string, column: string, id: keyof MemberIds])[] = [
  ['BW_CRYPTED.cryptedfields', 'IdMember', 'm'],
  ['BW_ARCH.logs', 'IdMember', 'm'],
  ['addresses', 'IdMember', 'm'],
  ['comments', 'IdFromMember', 'm'],
  ['comments', 'IdToMember', 'm'],
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
  ['profilesvisits', 'IdMember', 'm'],
  ['profilesvisits', 'IdVisitor', 'm'],
  ['gallery', 'user_id_foreign', 'u'],
  ['gallery_items', 'user_id_foreign', 'u'],
  ['user_settings', 'user_id', 'u'],
  ['user', 'id', 'u'],
  ['members', 'id', 'm'],
];

/** A table of one of the target's databases, by its name in a statement. */
export function tableOf(target: Target, table: string): string {
  const { main, archive, crypted } = roxOf(target).databases;
  return table.includes('.') ? table.replace('BW_CRYPTED', crypted).replace('BW_ARCH', archive) : `${main}.${table}`;
}

/** An SQL pattern that matches any value containing a text. */
export const containing = (text: string): string => `%${text.replaceAll('_', '\\_')}%`;

/**
 * Removes from a host whatever a member created by the suite has left there: rows in the three databases, lines in the
 * site's log that name them, and files of the data directory. Refuses any member whose name the suite did not make up.
 * @param writer the target's second account on that host
 * @param logsAfter the log has no lines about them up to this id
 * @returns the ids that their rows had
 * @throws Error when something could not be removed
 */
export async function forgetMember(
  target: Target,
  writer: Database,
  username: string,
  logsAfter = 0,
): Promise<MemberIds[]> {
  if (!isMarked(username)) throw new Error(`${username} was not created by this suite and is left alone`);
  // Some events are logged for member 0: a new password, a search.
  const logs = tableOf(target, 'BW_ARCH.logs');
  await writer.execute(`DELETE FROM ${logs} WHERE id > ? AND Str LIKE ?`, [logsAfter, containing(username)]);
  const all = await idsOf(target, writer, username);
  for (const ids of all) {
    if (ids.m > 0) await forgetPosts(writer, roxOf(target).databases.main, ids.m);
    if (ids.u > 0) await forgetPictures(target, ids.u, ids.m);
    for (const [table, column, half] of OWNED)
      if (ids[half] > 0) await writer.execute(`DELETE FROM ${tableOf(target, table)} WHERE ${column} = ?`, [ids[half]]);
  }
  return all;
}

/**
 * Ids of members that have this name, or that registered under another name with this one's address: a site that accepts what it
 * should refuse makes a member of `abc`. Such a name counts only if the member's own address is the made-up one.
 */
async function idsOf(target: Target, writer: Database, username: string): Promise<MemberIds[]> {
  const [members, users, secrets] = ['members', 'user', 'BW_CRYPTED.cryptedfields'].map((each) =>
    tableOf(target, each),
  );
  const idOf = async (sql: string, values: readonly unknown[]): Promise<number> =>
    (await writer.query<{ id: number }>(sql, values))[0]?.id ?? 0;
  const own = {
    m: await idOf(`SELECT id FROM ${members} WHERE Username = ?`, [username]),
    u: await idOf(`SELECT id FROM ${users} WHERE handle = ?`, [username]),
  };
  const others = await writer.query<{ id: number; handle: string }>(
    `SELECT id, handle FROM ${users} WHERE email LIKE ? AND id <> ?`,
    [`${username.replaceAll('_', '\\_')}@%`, own.u],
  );
  const found = await Promise.all(
    others.map(async ({ id: u, handle }) => ({
      u,
      m: await idOf(
        `SELECT m.id FROM ${members} m JOIN ${secrets} s ON s.id = m.Email WHERE m.Username = ? AND s.AdminCryptedValue LIKE ?`,
        [handle, containing(`>${username}`)],
      ),
    })),
  );
  return [own, ...found].filter(({ m, u }) => m > 0 || u > 0);
}

/** Threads that a member started, with all replies, and the member's replies in other threads of this suite. */
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

async function forgetPictures(target: Target, userId: number, memberId: number): Promise<void> {
  const data = shellQuote(target.dataDirectory);
  // With the rights of the folder's owner, who could have replaced it with a link to anywhere.
  const script = `cd ${data} || exit
remove() { # folder, names in it
  owner=$(stat -c %u:%g "./$1" 2>/dev/null) || return 0
  chroot --userspec="$owner" --groups= / sh -c 'cd "$0/$1" && rm -rf $2' ${data} "$1" "$2"
}
remove gallery user${userId} && remove user 'avatars/${memberId} avatars/${memberId}_*'`;
  const { exitCode, stderr } = await runScript(target.hosts.new, script, {
    description: 'to remove pictures that this suite uploaded',
  });
  if (exitCode !== 0) throw new Error(`pictures of user ${userId} are still on the new host: ${stderr}`);
}
