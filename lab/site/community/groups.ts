import { join } from 'node:path';
import { word, type Context, type Reply, type Routes } from '../web/context.js';
import { html, type Html } from '../web/html.js';
import { forum } from './forum.js';
import { groupThreads } from './forum-list.js';
import { GROUP, groupById, groupPage, groupsPage, membership, type Group } from './group.js';
import { commentForm, joinForm, newForm } from './groups-forms.js';
import { imageReply } from './images.js';

export { callbacks } from './groups-write.js';

/** /groups/mygroups: a box for each group of the member, and no search. */
async function mine(context: Context): Promise<Reply> {
  const groups = await context.db.rows<Group>(
    `${GROUP} WHERE g.id IN (SELECT IdGroup FROM membersgroups WHERE Status = 'In' AND IdMember = ?) ORDER BY g.Name`,
    [context.member?.id ?? 0],
  );
  const col3 = html`<h3>${word(context, 'GroupsMyGroups')}</h3>
    ${groups.map(
      ({ id, name }) =>
        html`<div class="groupbox floatbox">
          <h4><a href="groups/${id}">${name}</a></h4>
        </div>`,
    )}`;
  return groupsPage(context, { col3 });
}

async function list(context: Context): Promise<Reply> {
  const text = context.query.get('GroupsSearchInput') ?? '';
  const groups = await context.db.rows<Group>(`${GROUP} WHERE g.Name LIKE ? ORDER BY g.Name LIMIT 50`, [`%${text}%`]);
  const col3 = html`<div id="groups">
    <h3>${word(context, 'GroupsSearchHeading')}</h3>
    <form action="groups/search" method="get">
      <input type="text" name="GroupsSearchInput" id="GroupsSearchInput" value="${text}" />
      <input type="submit" value="${word(context, 'GroupsSearchButton')}" />
    </form>
    <h3>${word(context, 'GroupsCreateHeading')}</h3>
    <p><a class="button" href="groups/new">${word(context, 'GroupsCreateNew')}</a></p>
    <h3>Group List</h3>
    ${groups.map(
      (group) =>
        html`<div class="groupinfo">
          <img src="groups/thumbimg/${group.id}" alt="" class="framed" />
          <h4><a href="groups/${group.id}">${group.name}</a></h4>
          <p>${group.description}</p>
        </div>`,
    )}
    <p><a href="groups/featured">${word(context, 'GroupsFeatured')}</a></p>
  </div>`;
  return groupsPage(context, { col3 });
}

const membersOf = (context: Context, group: Group): Promise<{ username: string }[]> =>
  context.db.rows<{ username: string }>(
    `SELECT m.Username AS username FROM membersgroups g JOIN members m ON m.id = g.IdMember
      WHERE g.IdGroup = ? AND g.Status = 'In' AND m.Status IN ('Active', 'ActiveHidden') ORDER BY g.id`,
    [group.id],
  );

const memberLink = (username: string): Html =>
  html`<a href="members/${username}"><img src="members/avatar/${username}?30_30" alt="" /> ${username}</a> `;

async function overview(context: Context, group: Group): Promise<Reply> {
  const to = `groups/${group.id}`;
  const own = (await membership(context, group)) === 'In';
  const members = await membersOf(context, group);
  const shouts = await context.db.rows<{ title: string; text: string }>(
    "SELECT title, text FROM shouts WHERE `table` = 'groups' AND table_id = ? ORDER BY id",
    [group.id],
  );
  const col3 = html`<div id="groups">
    <img src="groups/realimg/${group.id}" alt="" class="framed" />
    <h3>${word(context, 'GroupDescription')}</h3>
    <p>${group.description}</p>
    <h3>${word(context, 'ForumRecentPostsLong')}</h3>
    ${await groupThreads(context, { base: `${to}/forum`, group, rest: [] })}
    <h3>${word(context, 'CommentsTitle')}</h3>
    <div id="comments">
      ${shouts.map(
        ({ title, text }) =>
          html`<div class="comment">
            <h4>${title}</h4>
            <p>${text}</p>
          </div>`,
      )}
      <a id="commentadd" name="commentadd"></a>${own && commentForm(context, group)}
    </div>
    ${
      context.member &&
      html`<h3>${word(context, own ? 'GroupsLeaveNamedGroup' : 'GroupsJoinNamedGroup', group.name)}</h3>
        <p>
          <a class="button" href="${to}/${own ? 'leave' : 'join'}"
            >${word(context, own ? 'GroupsLeave' : 'GroupsJoin')}</a
          >
        </p>`
    }
    <h3>${word(context, 'GroupOwner')}</h3>
    <p>${members.slice(0, 1).map(({ username }) => memberLink(username))}</p>
    <h3>${word(context, 'GroupMembers')}</h3>
    <p>${members.slice(0, 9).map(({ username }) => memberLink(username))}</p>
  </div>`;
  return groupPage(context, group, col3);
}

const PER_PAGE = 10;

/** /groups/<id>/members[/page/<n>] */
async function members(context: Context, group: Group): Promise<Reply> {
  const all = await membersOf(context, group);
  const number = Math.max(1, Number(context.path[4]) || 1);
  const shown = all.slice((number - 1) * PER_PAGE, number * PER_PAGE);
  return groupPage(
    context,
    group,
    html`<div id="groups">
      <h3>${word(context, 'GroupsMembers')}</h3>
      <ul>
        ${shown.map(({ username }) => html`<li>${memberLink(username)}</li>`)}
      </ul>
      ${all.length > number * PER_PAGE && html`<p><a href="/groups/${group.id}/members/page/${number + 1}">&gt;</a></p>`}
    </div>`,
    { leftOpen: 2 },
  );
}

async function oneGroup(context: Context, group: Group): Promise<Reply> {
  const [, , action] = context.path;
  switch (action) {
    case 'forum':
      return forum(context);
    case 'members':
      return members(context, group);
    case 'join':
      return joinForm(context, group);
    default:
      return overview(context, group);
  }
}

async function picture(context: Context, prefix: string): Promise<Reply> {
  const group = await groupById(context, context.path[2]);
  const name = group && /^[\w.]+$/.test(group.picture) ? join('groups', prefix + group.picture) : undefined;
  return imageReply(context.config.data, name);
}

export const routes: Routes = {
  groups: async (context) => {
    const group = await groupById(context, context.path[1]);
    if (group) return oneGroup(context, group);
    return context.path[1] === 'mygroups' && context.member ? mine(context) : list(context);
  },
  'groups/new': (context) => Promise.resolve(newForm(context)),
  'groups/thumbimg': (context) => picture(context, 'thumb'),
  'groups/realimg': (context) => picture(context, ''),
};
