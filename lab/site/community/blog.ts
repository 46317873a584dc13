import { callbackFields, oldCallbackField } from '../web/callbacks.js';
import { redirect, recall, word, type Context, type Reply, type Routes } from '../web/context.js';
import { html, options, paragraphs, raw, type Html } from '../web/html.js';
import { page } from '../web/layout.js';
import { memberByName } from '../web/members.js';
import { COMMENT, CREATE, FORM } from './blog-write.js';
import { EDITOR } from './editor.js';

export type Entry = {
  readonly id: number;
  readonly title: string;
  readonly text: string;
  readonly username: string;
  readonly created: string;
};

/** Flags of a blog entry: 1 private, 2 protected (for members). Condition and columns for entries `b`, `d`, author `m`. */
const visible = (context: Context): string => {
  const own = `b.IdMember = ${context.member?.id ?? 0}`;
  return context.member ? `((b.flags & 1) = 0 OR ${own})` : '(b.flags & 3) = 0';
};

export const entries = (context: Context, where = '1', values: readonly (string | number)[] = []): Promise<Entry[]> =>
  context.db.rows<Entry>(
    `SELECT b.blog_id AS id, d.blog_title AS title, d.blog_text AS text, m.Username AS username, b.blog_created AS created
       FROM blog b JOIN blog_data d ON d.blog_id = b.blog_id JOIN members m ON m.id = b.IdMember
      WHERE ${visible(context)} AND ${where} ORDER BY b.blog_created DESC, b.blog_id DESC LIMIT 20`,
    values,
  );

const searchForm = html`<form method="get" action="blog/search/" id="blog-search-form">
  <div id="search"><input type="text" name="s" id="search-field" /><input type="submit" value="Search" /></div>
</form>`;

async function blogPage(context: Context, crumb: string, col3: Html, scripts: string[] = []): Promise<Reply> {
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
    teaserMore: searchForm,
    col1: html`${own} ${meta}`,
    col3,
    scripts,
  });
}

const entryBox = (entry: Entry): Html =>
  html`<div class="blogitem">
    <h2><a href="blog/${entry.username}/${entry.id}">${entry.title}</a></h2>
    <p class="small"><a href="blog/${entry.username}">${entry.username}</a> ${entry.created}</p>
    <div class="text">${raw(entry.text)}</div>
  </div>`;

async function show(context: Context): Promise<Reply> {
  const [, username, id] = context.path;
  if (username === undefined) return blogPage(context, '', html`${(await entries(context)).map(entryBox)}`);
  const owner = await memberByName(context, username);
  if (!owner) return blogPage(context, '', html`<p>${word(context, 'BlogNoPosts')}</p>`);
  if (id !== undefined && /^\d+$/.test(id)) return one(context, owner.id, id);
  const rows = await entries(context, 'b.IdMember = ?', [owner.id]);
  return blogPage(
    context,
    '',
    html`<h1>${word(context, 'blogUserPublicTitle', owner.username)}</h1>
      ${rows.map(entryBox)}`,
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
  const form = html`<form method="post" action="blog/${entry.username}/${id}" id="blog-comment-form">
    <label for="comment-title">${word(context, 'CommentsLabel')}:</label><br />
    <input type="text" id="comment-title" name="ctit" /><br />
    <label for="comment-text">${word(context, 'CommentsTextLabel')}:</label><br />
    <textarea id="comment-text" name="ctxt" cols="60" rows="4"></textarea><br />
    <input type="submit" value="${word(context, 'CommentsSubmitForm')}" />
    ${oldCallbackField(context, COMMENT)}
  </form>`;
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
      ${context.member && form}
    </div>`;
  return blogPage(context, '', col3);
}

async function search(context: Context): Promise<Reply> {
  const text = `%${context.query.get('s') ?? ''}%`;
  const rows = await entries(context, '(d.blog_title LIKE ? OR d.blog_text LIKE ?)', [text, text]);
  return blogPage(context, '/ search', html`${rows.map(entryBox)}`);
}

const GEO = ['geonameid', 'latitude', 'longitude', 'geonamename', 'geonamecountrycode', 'admincode'];

function create(context: Context): Promise<Reply> {
  if (!context.member) return Promise.resolve(redirect(context, 'login/blog/create'));
  const { errors = [], values = {} } = recall(context, FORM) ?? {};
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
    ${errors.map((code) => html`<p class="error">${word(context, code)}</p>`)}
    <form method="post" action="blog/create" id="blog-create-form">
      <ul>
        ${['text', 'trip', 'settings'].map((part) => html`<li id="liblog-${part}"><a id="ablog-${part}" href="blog/create#blog-${part}">${part}</a></li>`)}
      </ul>
      <fieldset id="blog-text">
        <label for="create-title">${word(context, 'BlogCreateLabelTitle')}:</label><br />
        <input type="text" id="create-title" name="t" value="${values['t']}" />
        <div id="bcreate-title" class="statbtn"></div>
        <label for="create-txt">${word(context, 'BlogCreateLabelText')}:</label><br />
        <textarea id="create-txt" name="txt" rows="10" cols="50">${values['txt']}</textarea><br />
        <label for="create-cat">${word(context, 'BlogCreateLabelCategories')}:</label>
        <select id="create-cat" name="cat">
          ${options([['', `-- ${word(context, 'BlogCreateNoCategories')} --`]])}</select
        ><br />
        <label for="create-tags">${word(context, 'BlogCreateLabelCreateTags')}:</label><br />
        <textarea id="create-tags" name="tags" cols="60" rows="2"></textarea>
        ${submit} ${callbackFields(context, CREATE)}
      </fieldset>
      <fieldset id="blog-trip">
        <input type="text" name="date" id="create-date" />
        <label for="create-trip">${word(context, 'BlogCreateTrips_LabelTrip')}</label>
        <select name="tr" id="create-trip">
          ${options([['', `-- ${word(context, 'BlogCreateTrips_NoTrip')} --`]])}
        </select>
        ${GEO.map((name) => html`<input type="hidden" name="${name}" id="${name}" value="" />`)}
        <label for="create-location">${word(context, 'BlogCreateTrips_LabelLocation')}:</label>
        <input type="text" name="create-location" id="create-location" />
        <input type="button" id="btn-create-location" value="${word(context, 'label_search_location')}" />
        ${submit}
      </fieldset>
      <fieldset id="blog-settings">
        ${seenBy('pub', 'BlogCreateSettings_LabelVispublic')} ${seenBy('prt', 'BlogCreateSettings_LabelVisprotected')}
        ${seenBy('pri', 'BlogCreateSettings_LabelVisprivate')} ${submit}
      </fieldset>
    </form>`;
  return blogPage(context, '/ create', col3, [EDITOR]);
}

export const routes: Routes = { blog: show, 'blog/search': search, 'blog/create': create };
export { callbacks } from './blog-write.js';
