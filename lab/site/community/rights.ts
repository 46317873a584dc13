import type { Context } from '../web/context.js';
import { hasFlag, rightLevel } from '../web/members.js';

const FULL: readonly string[] = ['Active', 'ActiveHidden'];

/** Logged in and fully accepted; Pending and NeedMore read like guests. */
const isFull = (context: Context): boolean => FULL.includes(context.member?.status ?? '');

/** May the visitor write in the forum? */
export async function mayPost(context: Context): Promise<boolean> {
  const { member } = context;
  return member !== null && isFull(context) && !(await hasFlag(context, member.id, 'NotAllowToPostInForum'));
}

export const isModerator = async (context: Context): Promise<boolean> =>
  context.member !== null && (await rightLevel(context, context.member.id, 'ForumModerator', 'Edit')) > 0;

/** SQL condition: what of a thread `t` the visitor may see. */
export const threadsFor = (context: Context): string =>
  `t.ThreadDeleted = 'NotDeleted' AND ${visible(context, 't.ThreadVisibility')}`;

/** SQL condition: what of a post `p` in a thread `t` the visitor may see. */
export const postsFor = (context: Context): string =>
  `p.PostDeleted = 'NotDeleted' AND ${visible(context, 'p.PostVisibility')}`;

function visible(context: Context, column: string): string {
  if (!isFull(context)) return `${column} = 'NoRestriction'`;
  return `(${column} IN ('NoRestriction', 'MembersOnly') OR (${column} = 'GroupOnly' AND t.IdGroup IN
    (SELECT IdGroup FROM membersgroups WHERE Status = 'In' AND IdMember = ${context.member?.id ?? 0})))`;
}
