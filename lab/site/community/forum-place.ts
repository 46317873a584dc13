import { word, type Context, type Reply } from '../web/context.js';
import { html, options, type Html } from '../web/html.js';
import { page } from '../web/layout.js';
import { groupById, groupPage, type Group } from './group.js';

/** The forum is one; it is shown at /forums and, with its group around it, at /groups/<id>/forum. */
export type Place = {
  /** Start of every link, without a slash at its end. */
  readonly base: string;
  readonly group: Group | undefined;
  /** The words of the path behind the base. */
  readonly rest: readonly string[];
};

export async function placeOf(context: Context): Promise<Place> {
  const { path } = context;
  if (path[0] !== 'groups') return { base: 'forums', group: undefined, rest: path.slice(1) };
  const group = await groupById(context, path[1]);
  return { base: `groups/${path[1] ?? ''}/forum`, group, rest: path.slice(3) };
}

/** `s12-Some-title` as its letter and value; undefined for any other word. */
export function segment(word: string | undefined): { kind: string; value: string } | undefined {
  const [, kind = '', value = ''] = /^([smtkcagu])(\w+)(?:-.*)?$/s.exec(word ?? '') ?? [];
  // Words of the language of paths, such as "member", start with those letters too: ids are what they never are.
  return kind !== '' && (/^\d+$/.test(value) || (/^[kca]$/.test(kind) && /^[A-Z0-9.]+$/.test(value)))
    ? { kind, value }
    : undefined;
}

const menu = (context: Context): Html =>
  html`<h3>${word(context, 'ForumBrowseCategories')}</h3>
    <select id="forumsboarddropdown" onchange="if (this.value) window.location.href = document.baseURI + this.value">
      ${options([
        ['', ''],
        ['forums/lastposts', word(context, 'ForumRecentPosts')],
      ])}
    </select>
    <h3>${word(context, 'Action')}</h3>
    <ul class="linklist">
      <li><a href="forums/subscriptions">${word(context, 'forum_YourSubscription')}</a></li>
    </ul>`;

const search = html`<div id="title"></div>
  <form id="cse-search-box" action="forums/search"><input type="text" name="q" /></form>`;

/** A page of the forum, in the frame of its place. */
export async function forumPage(
  context: Context,
  place: Place,
  col3: Html,
  { title = 'BeWelcome', scripts = [] as string[] } = {},
): Promise<Reply> {
  if (place.group) return groupPage(context, place.group, col3, scripts);
  return page(context, {
    title,
    teaser: word(context, 'ForumTitle'),
    teaserMore: search,
    ...(context.member ? { col1: menu(context) } : {}),
    col3,
    scripts,
  });
}
