import { word, type Context } from '../web/context.js';
import { html, type Html } from '../web/html.js';
import { page, type Page } from '../web/layout.js';
import type { Reply } from '../web/context.js';

export type Group = {
  readonly id: number;
  readonly name: string;
  readonly type: 'Public' | 'NeedAcceptance' | 'NeedInvitation';
  readonly picture: string;
  readonly description: string | null;
  readonly visiblePosts: 'yes' | 'no';
};

/** Columns of `groups g` as a Group. */
export const GROUP = `SELECT g.id, g.Name AS name, g.Type AS type, g.Picture AS picture, g.VisiblePosts AS visiblePosts,
  (SELECT Sentence FROM memberstrads WHERE IdTrad = g.IdDescription ORDER BY id LIMIT 1) AS description FROM \`groups\` g`;

export const groupById = (context: Context, id: string | undefined): Promise<Group | undefined> =>
  context.db.first<Group>(`${GROUP} WHERE g.id = ?`, [Number(id) || 0]);

/** How the visitor belongs to the group: In, WantToBeIn, Kicked, Invited, or not at all. */
export async function membership(context: Context, group: Group): Promise<string | undefined> {
  const row = await context.db.first<{ Status: string }>(
    'SELECT Status FROM membersgroups WHERE IdGroup = ? AND IdMember = ?',
    [group.id, context.member?.id ?? 0],
  );
  return row?.Status;
}

const actions = (context: Context): Html =>
  html`<h3>${word(context, 'GroupsActions')}</h3>
    <ul class="linklist">
      <li><a href="groups/mygroups">${word(context, 'GroupsMyGroups')}</a></li>
    </ul>`;

/** Frame of the pages that do not belong to a single group. */
export const groupsPage = (context: Context, parts: Partial<Page> & Pick<Page, 'col3'>): Reply =>
  page(context, {
    title: 'Groups | BeWelcome',
    home: 'main',
    teaser: word(context, 'Groups'),
    col1: actions(context),
    ...parts,
  });

/** Frame of every page of one group. */
export async function groupPage(
  context: Context,
  group: Group,
  col3: Html,
  more: Partial<Pick<Page, 'scripts' | 'leftOpen'>> = {},
): Promise<Reply> {
  const to = `groups/${group.id}`;
  const own = (await membership(context, group)) === 'In';
  return page(context, {
    title: `Group '${group.name}' | BeWelcome`,
    home: 'main',
    teaser: html`<a href="groups">${word(context, 'Groups')}</a> &raquo; <a href="${to}">${group.name}</a>`,
    subnav: [
      [to, word(context, 'GroupOverview')],
      [`${to}/forum`, word(context, 'GroupDiscussions')],
      [`${to}/wiki`, word(context, 'GroupWiki')],
      [`${to}/members`, word(context, 'GroupMembers')],
      ...(own ? ([[`${to}/leave`, word(context, 'GroupsLeave')]] as const) : []),
    ],
    col1: actions(context),
    col3,
    ...more,
  });
}
