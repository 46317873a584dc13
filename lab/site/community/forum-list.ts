import { word, type Context, type Reply } from '../web/context.js';
import { html, raw, type Html } from '../web/html.js';
import { forumPage, segment, threadPath, type Place } from './forum-place.js';
import { mayPost, threadsFor } from './rights.js';

const PER_PAGE = 100;

type Row = {
  readonly id: number;
  readonly title: string;
  readonly replies: number;
  readonly views: number;
  readonly author: string | null;
  readonly lastAuthor: string | null;
  readonly lastPost: number;
  readonly lastTime: string;
  readonly group: number;
  readonly continent: string | null;
  readonly country: string | null;
  readonly tag: number | null;
};

/** Conditions of the path: tag, continent, country, region, place, group. */
const FILTERS: Readonly<Record<string, string>> = {
  t: 't.threadid IN (SELECT IdThread FROM tags_threads WHERE IdTag = ?)',
  k: 't.continent = ?',
  c: 't.countrycode = ?',
  a: 't.admincode = ?',
  g: 't.geonameid = ?',
  u: 't.IdGroup = ?',
};

async function threads(context: Context, place: Place): Promise<Row[]> {
  const chosen = place.rest.map(segment).filter((one) => one !== undefined && one.kind in FILTERS);
  if (place.group) chosen.push({ kind: 'u', value: String(place.group.id) });
  const where = [threadsFor(context), ...chosen.map((one) => FILTERS[one?.kind ?? ''] ?? '1')];
  const pageNumber = Number(place.rest.map((part) => /^page(\d+)$/.exec(part)?.[1]).find(Boolean) ?? 1);
  return context.db.rows<Row>(
    `SELECT t.threadid AS id, t.title, t.replies, t.views, author.Username AS author, lastAuthor.Username AS lastAuthor,
            last.postid AS lastPost, last.create_time AS lastTime,
            t.IdGroup AS \`group\`, t.continent, t.countrycode AS country, (SELECT MIN(IdTag) FROM tags_threads WHERE IdThread = t.threadid) AS tag
       FROM forums_threads t
       JOIN forums_posts first ON first.postid = t.first_postid
       JOIN forums_posts last ON last.postid = t.last_postid
       LEFT JOIN members author ON author.id = first.IdWriter
       LEFT JOIN members lastAuthor ON lastAuthor.id = last.IdWriter
      WHERE ${where.join(' AND ')}
      ORDER BY t.stickyvalue, last.create_time DESC, last.postid DESC LIMIT ? OFFSET ?`,
    [...chosen.map((one) => one?.value ?? ''), PER_PAGE, PER_PAGE * Math.max(0, pageNumber - 1)],
  );
}

/** Group, tag and part of the world of a thread, below its title. */
const whereabouts = ({ group, tag, continent, country }: Row): Html => {
  const part = `forums/k${continent ?? ''}-${CONTINENTS[continent ?? ''] ?? ''}/`;
  return html`<span class="small">
    ${group > 0 && html`<a href="groups/${group}">&laquo;</a>`}
    ${tag !== null && html`<a href="forums/t${tag}-/">#</a>`}
    ${continent !== null && html`<a href="${part}">${continent}</a>`}
    ${continent !== null && country !== null && html`<a href="${part}c${country}-${country}/">${country}</a>`}
  </span>`;
};

/** Threads as a table. `base` is the place that their links point to. */
const table = (context: Context, base: string, rows: readonly Row[]): Html =>
  html`<table class="forumsboardthreads">
    <tr>
      ${['Thread', 'Replies', 'Author', 'Views', 'LastPost'].map((code) => html`<th>${word(context, code)}</th>`)}
    </tr>
    ${rows.map(
      (row) =>
        html`<tr>
          <td class="forumsboardthreadtitle">
            <a href="${threadPath(base, row.id, row.title)}">${row.title}</a>
            ${base === 'forums' && whereabouts(row)}
          </td>
          <td class="forumsboardthreadreplies">${row.replies}</td>
          <td class="forumsboardthreadauthor"><a href="members/${row.author}">${row.author}</a></td>
          <td class="forumsboardthreadviews">${row.views}</td>
          <td class="forumsboardthreadlastpost">
            <a href="${threadPath(base, row.id, row.title)}/#post${row.lastPost}">${row.lastTime}</a>
            <a href="members/${row.lastAuthor}">${row.lastAuthor}</a>
          </td>
        </tr>`,
    )}
  </table>`;

const newTopic = async (context: Context, place: Place, id: string): Promise<Html | false> =>
  (await mayPost(context)) &&
  html`<div id="${id}"><a class="button" href="${place.base}/new">${word(context, 'ForumNewTopic')}</a></div>`;

/** Spelt as on the real site. */
const CONTINENTS: Readonly<Record<string, string>> = {
  AF: 'Africa',
  AN: 'Antarctica',
  AS: 'Asia',
  EU: 'Europe',
  NA: 'North America',
  SA: 'South Amercia',
  OC: 'Oceania',
};

/** Members get a box that is never closed, and more inside it: the page closes the innermost ones only. */
async function overviewBox(context: Context, threads: Html): Promise<Html> {
  const tags = await context.db.rows<{ tagid: number; tag: string }>(
    'SELECT tagid, tag FROM forums_tags ORDER BY counter DESC, tag LIMIT 50',
  );
  return html`<div id="forum">
    ${context.member && raw('<div>'.repeat(6))}
    <h3><a id="HideUnhide_TagCloud" href="javascript:void();">+/-</a> ${word(context, 'ForumTagCollectionTitle')}</h3>
    <div id="category"></div>
    <div id="continent">
      ${Object.entries(CONTINENTS).map(([code, name]) => html`<a href="forums/k${code}-${name}">${name}</a> `)}
    </div>
    <div id="tagcloud">${tags.map(({ tagid, tag }) => html`<a href="forums/t${tagid}-">${tag}</a> `)}</div>
    ${threads}
  </div>`;
}

/** Top level of the forum: tags, and the threads with the newest posts. */
export async function overview(context: Context, place: Place): Promise<Reply> {
  const rows = await threads(context, place);
  return forumPage(
    context,
    place,
    await overviewBox(
      context,
      html`<h3>${word(context, 'ForumRecentPosts')}</h3>
        ${table(context, place.base, rows)} ${await newTopic(context, place, 'boardnewtopicbottom')}`,
    ),
    { title: 'Forum - BeWelcome' },
  );
}

/** Threads of a tag, a part of the world or a group. */
export async function filtered(context: Context, place: Place): Promise<Reply> {
  const rows = await threads(context, place);
  const tag = place.rest.map(segment).find((one) => one?.kind === 't');
  const found =
    tag && (await context.db.first<{ tag: string }>('SELECT tag FROM forums_tags WHERE tagid = ?', [tag.value]));
  const heading = place.group ? word(context, 'ForumGroupTitle') : (found?.tag ?? word(context, 'Forums'));
  return forumPage(
    context,
    place,
    html`<h2>${heading}</h2>
      ${await newTopic(context, place, 'boardnewtopictop')}
      <h3>${word(context, 'FoundXThreads', rows.length)}</h3>
      ${table(context, place.base, rows)} ${await newTopic(context, place, 'boardnewtopicbottom')}`,
    { title: `${heading} - BeWelcome Forum` },
  );
}

/** The newest threads of a group, for its own page. */
export async function groupThreads(context: Context, group: Place): Promise<Html> {
  return html`${table(context, group.base, (await threads(context, group)).slice(0, 5))}
  ${await newTopic(context, group, 'boardnewtopicbottom')}`;
}
