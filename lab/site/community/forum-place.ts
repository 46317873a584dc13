import { word, type Context, type Reply } from '../web/context.js';
import { html, options, type Html } from '../web/html.js';
import { page, type Page } from '../web/layout.js';
import { groupById, groupPage, type Group } from './group.js';

/** The forum is one; it is shown at /forums and, with its group around it, at /groups/<id>/forum. */
export type Place = {
  /** Start of every link, without a slash at its end. */
  readonly base: string;
  readonly group: Group | undefined;
  /** The words of the path behind the base. */
  readonly rest: readonly string[];
};

/** Where a thread is found; only the number of its title says which. */
export const threadPath = (base: string, id: number, title: string): string =>
  `${base}/s${id}-${title.replace(/[^A-Za-z0-9]/g, '_')}`;

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
      <li><a href="${context.rawPath}/new">${word(context, 'ForumNewTopic')}</a></li>
      <li><a href="forums/category">${word(context, 'ForumBrowseCategories')}</a></li>
      <li><a href="forums/rules">${word(context, 'ForumRulesShort')}</a></li>
      <li><a href="http://www.bewelcome.org/wiki/Howto_Forum">${word(context, 'ForumLinkToDoc')}</a></li>
      <li><a href="forums/subscriptions">${word(context, 'forum_YourSubscription')}</a></li>
    </ul>`;

/** The search is Google's, and so is the script that draws its name into the field: over http, whatever the page came by. */
const search = (language: string): Html =>
  html`<div id="title"></div>
    <form id="cse-search-box" action="http://www.google.com/cse">
      <input type="hidden" name="cx" value="lab:forums" /><input type="hidden" name="cof" value="FORID:9" />
      <input type="hidden" name="ie" value="UTF-8" /><input type="text" name="q" size="31" />
      <input type="submit" name="sa" value="Search" />
    </form>
    <script
      type="text/javascript"
      src="http://www.google.com/coop/cse/brand?form=cse-search-box&amp;lang=${language}"
    ></script>`;

/** A page of the forum, in the frame of its place. */
export async function forumPage(
  context: Context,
  place: Place,
  col3: Html,
  { title = 'BeWelcome', ...more }: Partial<Pick<Page, 'title' | 'scripts' | 'styles' | 'leftOpen'>> = {},
): Promise<Reply> {
  if (place.group) return groupPage(context, place.group, col3, more.scripts ? { scripts: more.scripts } : {});
  return page(context, {
    title,
    home: 'main',
    teaser: word(context, 'ForumTitle'),
    bareTeaser: true,
    teaserMore: search(context.language.code),
    ...(context.member ? { col1: menu(context) } : {}),
    col3,
    ...more,
  });
}
