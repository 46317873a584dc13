import { oldCallbackField } from '../web/callbacks.js';
import { redirect, word, type Context, type Reply, type Routes } from '../web/context.js';
import { html, options, paragraphs, type Html } from '../web/html.js';
import { page } from '../web/layout.js';

const FRONT = 'WikiFrontPage';

type Version = { readonly version: number; readonly content: string };

const latest = (context: Context, name: string): Promise<Version | undefined> =>
  context.db.first<Version>('SELECT version, content FROM ewiki WHERE pagename = ? ORDER BY version DESC LIMIT 1', [
    name,
  ]);

/** `WikiFrontPage` is read as "Wiki Front Page". */
const readable = (name: string): string => name.replace(/_/g, ' ').replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2');

/** Lines that begin with ! are headings, an empty line begins a paragraph; no other markup is needed here. */
const render = (content: string): Html =>
  html`${content
    .split(/\n{2,}/)
    .map((block) =>
      block.startsWith('!') ? html`<h2>${block.replace(/^!+\s*/, '')}</h2>` : html`<p>${paragraphs(block)}</p>`,
    )}`;

function wikiPage(context: Context, col3: Html): Reply {
  const search = html`<h3>${word(context, 'WikiPages')}</h3>
    <form name="powersearch" action="wiki/PowerSearch" method="GET">
      <input type="hidden" name="id" value="" />
      <input type="text" id="q" name="q" />
      <select name="where">
        ${options([
          ['content', 'WikiSearch_PageTexts'],
          ['id', 'WikiSearch_Titles'],
          ['author', 'WikiSearch_AuthorNames'],
        ])}
      </select>
      <input type="submit" value="Search" />
    </form>`;
  const pages = html`<ul class="linklist">
    ${['NewestPages', 'RecentChanges', 'rss', 'WikiMarkup'].map((name) => html`<li><a href="wiki/${name}">${name}</a></li>`)}
  </ul>`;
  // From a third-party host, over the scheme of the page.
  const licence = html`<div id="copyright">
    <a href="http://creativecommons.org/licenses/by-sa/3.0/"
      ><img src="${context.https ? 'https' : 'http'}://i.creativecommons.org/l/by-sa/3.0/88x31.png" alt="CC BY-SA 3.0"
    /></a>
  </div>`;
  return page(context, {
    title: 'Wiki - BeWelcome',
    teaser: null,
    col1: html`${search} ${pages}`,
    col3: html`${col3} ${licence}`,
  });
}

const editForm = (context: Context, name: string, current: Version | undefined): Html =>
  html`<h1>${word(context, 'WikiEditThisPage')} '${readable(name)}'</h1>
    <form method="post" enctype="multipart/form-data" action="wiki/edit/${name}" name="ewiki">
      <input type="hidden" name="version" value="${current?.version ?? 1}" />
      ${oldCallbackField(context, 'WikiController::editProcess')}
      <textarea id="ewiki_content" name="content" rows="15" cols="70">${current?.content}</textarea>
      <input id="ff51" type="submit" name="save" value="   Save   " />
    </form>`;

async function show(context: Context): Promise<Reply> {
  const [, first = FRONT, second = FRONT] = context.path;
  if (['links', 'info'].includes(first)) return redirect(context, `wiki/${encodeURIComponent(second)}`);
  const edit = first === 'edit';
  const name = edit ? second : first;
  const current = await latest(context, name);
  if (context.member && (edit || !current)) return wikiPage(context, editForm(context, name, current));
  if (edit) return redirect(context, `login/wiki/edit/${encodeURIComponent(name)}`);
  return wikiPage(
    context,
    html`<h1>${readable(name)}</h1>
      ${current && render(current.content)}
      <p>
        ${context.member && html`<a href="wiki/edit/${name}">${word(context, 'WikiEditThisPage')}</a>`}
        ${['links', 'info', 'rss'].map((what) => html`<a href="wiki/${what}/${name}">${what}</a> `)}
      </p>`,
  );
}

export const routes: Routes = { wiki: show };
