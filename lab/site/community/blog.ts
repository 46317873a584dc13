import { callbackFields } from '../web/callbacks.js';
import { redirect, word, type Context, type Reply, type Routes } from '../web/context.js';
import { html, options, paragraphs, raw, type Html } from '../web/html.js';
import { page, type Page } from '../web/layout.js';
import { mapScript } from '../pages/map.js';
import { memberByName } from '../web/members.js';

export type Entry = {
  readonly id: number;
  readonly title: string;
  readonly text: string;
  readonly username: string;
  readonly created: string;
  readonly country: string | null;
  readonly latitude: number | null;
  readonly longitude: number | null;
  /** Names, with commas. */
  readonly tags: string | null;
};

/** Flags of a blog entry: 1 private, 2 protected (for members). Condition and columns for entries `b`, `d`, author `m`. */
const visible = (context: Context): string => {
  const own = `b.IdMember = ${context.member?.id ?? 0}`;
  return context.member ? `((b.flags & 1) = 0 OR ${own})` : '(b.flags & 3) = 0';
};

export const entries = (context: Context, where = '1', values: readonly (string | number)[] = []): Promise<Entry[]> =>
  context.db.rows<Entry>(
    `SELECT b.blog_id AS id, d.blog_title AS title, d.blog_text AS text, m.Username AS username, b.blog_created AS created,
        COALESCE(c.fk_countrycode, home.fk_countrycode) AS country, c.latitude, c.longitude,
        (SELECT GROUP_CONCAT(t.name) FROM blog_to_tag k JOIN blog_tags t ON t.blog_tag_id = k.blog_tag_id_foreign
          WHERE k.blog_id_foreign = b.blog_id) AS tags
       FROM blog b JOIN blog_data d ON d.blog_id = b.blog_id JOIN members m ON m.id = b.IdMember
       LEFT JOIN geonames_cache c ON c.geonameid = d.blog_geonameid LEFT JOIN geonames_cache home ON home.geonameid = m.IdCity
      WHERE ${visible(context)} AND ${where} ORDER BY b.blog_created DESC, b.blog_id DESC LIMIT ? OFFSET ?`,
    [...values, PER_PAGE, PER_PAGE * Math.max(0, (Number(context.query.get('page')) || 1) - 1)],
  );

const searchForm = html`<form method="get" action="blog/search/" id="blog-search-form">
  <div id="search"><input type="text" name="s" id="search-field" /><input type="submit" value="Search" /></div>
</form>`;

const PER_PAGE = 5;

async function blogPage(
  context: Context,
  crumb: string,
  col3: Html,
  more: Partial<Pick<Page, 'scripts' | 'firstScripts'>> = {},
): Promise<Reply> {
  const { member, db } = context;
  const categories = member
    ? await db.rows<{ name: string }>('SELECT name FROM blog_categories WHERE IdMember = ?', [member.id])
    : [];
  const own =
    member &&
    html`<h3>${word(context, 'Action')}</h3>
      <ul class="linklist">
        <li><a href="blog/create">${word(context, 'Blog_CreateEntry')}</a></li>
        <li><a href="blog/${member.username}">${word(context, 'Blog_own')}</a></li>
        <li><a href="blog/cat">${word(context, 'Blog_own_categories')}</a></li>
      </ul>
      ${
        crumb === '' &&
        html`<h3>${word(context, 'blog_categories')}</h3>
          <div id="blog-category">${categories.map(({ name }) => html`${name} `)}</div>`
      }`;
  const meta =
    crumb === '' &&
    html`<h3>Meta</h3>
      <p><a href="rss/blog">RSS</a></p>`;
  return page(context, {
    teaser: `blogs${crumb}`,
    bareTeaser: true,
    teaserMore: searchForm,
    col1: html`${own} ${meta}`,
    col3,
    ...more,
  });
}

const hasMap = ({ latitude }: Entry): boolean => latitude !== null;

const entryMap = ({ id, latitude, longitude }: Entry): Html =>
  html`<div id="map_${id}"><div id="map_${id}_map" style="width: 240px; height: 180px"></div></div>
    <script type="text/javascript">
      if (window.GMap2)
        new GMap2(document.getElementById('map_${id}_map')).setCenter(new GLatLng(${latitude}, ${longitude}), 5);
    </script>`;

const entryBox = (entry: Entry): Html =>
  html`<div class="blogitem">
    <h2><a href="blog/${entry.username}/${entry.id}">${entry.title}</a></h2>
    <p class="small">
      <a href="members/${entry.username}">${entry.username}</a> <a href="country/${entry.country}">${entry.country}</a>
      <a href="blog/${entry.username}">&raquo;</a> <a href="trip/show/${entry.username}">&raquo;</a> ${entry.created}
      ${(entry.tags ?? '')
        .split(',')
        .filter((tag) => tag !== '')
        .map((tag) => html`<a href="blog/tags/${encodeURIComponent(tag)}">${tag}</a> `)}
    </p>
    ${hasMap(entry) && entryMap(entry)}
    <div class="text">${raw(entry.text)}</div>
    <p><a href="blog/${entry.username}/${entry.id}#comments">&raquo;</a> <a href="#">^</a></p>
  </div>`;

/** Scripts that a page with maps of entries loads. */
const mapScripts = (context: Context, shown: readonly Entry[]): Partial<Pick<Page, 'scripts' | 'firstScripts'>> =>
  shown.some(hasMap) ? { firstScripts: [mapScript(context)], scripts: ['script/labeled_marker.js'] } : {};

async function show(context: Context): Promise<Reply> {
  const [, username, id] = context.path;
  if (username === undefined) {
    const newest = await entries(context);
    const older = Math.max(1, Number(context.query.get('page')) || 1) + 1;
    const pager = html`<p><a href="/blog?page=${older}">&gt;</a></p>`;
    const col3 = html`${newest.map(entryBox)} ${newest.length === PER_PAGE && pager}`;
    return blogPage(context, '', col3, mapScripts(context, newest));
  }
  const owner = await memberByName(context, username);
  if (!owner) return blogPage(context, '', html`<p>${word(context, 'BlogNoPosts')}</p>`);
  if (id !== undefined && /^\d+$/.test(id)) return one(context, owner.id, id);
  const rows = await entries(context, 'b.IdMember = ?', [owner.id]);
  return blogPage(
    context,
    '',
    html`<h1>${word(context, 'blogUserPublicTitle', owner.username)}</h1>
      ${rows.map(entryBox)}`,
    mapScripts(context, rows),
  );
}

async function one(context: Context, owner: number, id: string): Promise<Reply> {
  const [entry] = await entries(context, 'b.IdMember = ? AND b.blog_id = ?', [owner, Number(id)]);
  if (!entry) return blogPage(context, '', html`<p>${word(context, 'BlogNoPosts')}</p>`);
  const comments = await context.db.rows<{ title: string; text: string; username: string }>(
    `SELECT c.title, c.text, m.Username AS username FROM blog_comments c JOIN members m ON m.id = c.IdMember
      WHERE c.blog_id_foreign = ? ORDER BY c.id`,
    [entry.id],
  );
  const col3 = html`${entryBox(entry)}
    <div id="comments">
      <h3>${word(context, 'CommentsTitle')}</h3>
      ${comments.map(
        ({ title, text, username }) =>
          html`<div class="comment">
            <h4>${title}</h4>
            <p>${username}</p>
            <p>${paragraphs(text)}</p>
          </div>`,
      )}
    </div>`;
  return blogPage(context, '', col3, mapScripts(context, [entry]));
}

const GEO = ['geonameid', 'latitude', 'longitude', 'geonamename', 'geonamecountrycode', 'admincode'];

/** A box in the form that is never closed, as on the real page: its end tag then closes nothing, and browsers tolerate that. */
const UNCLOSED = raw('<div>');

function create(context: Context): Promise<Reply> {
  if (!context.member) return Promise.resolve(redirect(context, 'login/blog/create'));
  const submit = html`<p><input type="submit" value="${word(context, 'BlogCreateSubmit')}" /></p>`;
  const seenBy = (value: string, code: string): Html =>
    html`<input
        type="radio"
        name="vis"
        value="${value}"
        id="create-vis-${value}"
        ${value === 'pub' && raw('checked="checked"')}
      />
      <label for="create-vis-${value}">${word(context, code)}</label>`;
  const col3 = html`<h2>${word(context, 'Blog_CreateEntry')}</h2>
    <form method="post" action="blog/create" id="blog-create-form">
      ${UNCLOSED}
      <fieldset id="blog-text">
        <label for="create-title">${word(context, 'BlogCreateLabelTitle')}:</label><br />
        <input type="text" id="create-title" name="t" />
        <div id="bcreate-title" class="statbtn"></div>
        <label for="create-txt">${word(context, 'BlogCreateLabelText')}:</label><br />
        <div id="bcreate-c"></div>
        <textarea id="create-txt" name="txt" rows="10" cols="50"></textarea><br />
        <label for="create-cat">${word(context, 'BlogCreateLabelCategories')}:</label>
        <select id="create-cat" name="cat">
          ${options([['', `-- ${word(context, 'BlogCreateNoCategories')} --`]])}</select
        ><br />
        <label for="create-tags">${word(context, 'BlogCreateLabelCreateTags')}:</label><br />
        <textarea id="create-tags" name="tags" cols="60" rows="2"></textarea>
        <div id="suggestion"></div>
        ${submit} ${callbackFields(context, 'BlogController::createProcess')}
      </fieldset>
      <div id="profile_subcolumns">
        <input type="text" name="date" id="create-date" />
        <label for="create-trip">${word(context, 'BlogCreateTrips_LabelTrip')}</label>
        <select name="tr" id="create-trip">
          ${options([['', `-- ${word(context, 'BlogCreateTrips_NoTrip')} --`]])}
        </select>
        ${GEO.map((name) => html`<input type="hidden" name="${name}" id="${name}" value="" />`)}
        <label for="create-location">${word(context, 'BlogCreateTrips_LabelLocation')}:</label>
        <input type="text" name="create-location" id="create-location" />
        <input type="button" id="btn-create-location" value="${word(context, 'label_search_location')}" />
        <div id="location-suggestion"></div>
        <div id="spaf_map"></div>
        ${submit}
      </div>
      <fieldset id="blog-settings">
        ${seenBy('pub', 'BlogCreateSettings_LabelVispublic')} ${seenBy('prt', 'BlogCreateSettings_LabelVisprotected')}
        ${seenBy('pri', 'BlogCreateSettings_LabelVisprivate')} ${submit}
      </fieldset>
    </form>`;
  return blogPage(context, '/ create', col3, { firstScripts: [mapScript(context)] });
}

export const routes: Routes = { blog: show, 'blog/create': create };
