import { redirect, reply, word, type Context, type Reply, type Routes } from '../../web/context.js';
import { escapeHtml, html, raw, type Html } from '../../web/html.js';
import { page } from '../../web/layout.js';
import { writeLog } from '../../web/log.js';
import { mapScript } from '../map.js';
import { people, personRow, VISIBLE } from '../people.js';
import { findMembers, type Hit } from './search-query.js';
import { searchForm } from './search-form.js';

const detail = (hit: Hit): Html =>
  html`<div class="member" id="hit${hit.id}">
    <a href="members/${hit.Username}"
      ><img src="members/avatar/${hit.Username}?50_50" alt="" width="50" height="50"
    /></a>
    <a class="username" href="members/${hit.Username}">${hit.Username}</a>
    <span class="small">${hit.city}, ${hit.country}, ${hit.age}</span>
  </div>`;

/** searchmembers/ajax: the members that fit, as markers for the map and entries for the list. */
async function ajax(context: Context): Promise<Reply> {
  const { hits, total, from, perPage } = await findMembers(context);
  const attribute = (name: string, value: string | number): string => `${name}='${escapeHtml(String(value))}'`;
  const markers = hits.map((hit) => {
    const summary = html`<a href="members/${hit.Username}">${hit.Username}</a><br />${hit.city}`.text;
    return `<marker ${[
      attribute('Latitude', hit.latitude),
      attribute('Longitude', hit.longitude),
      attribute('accomodation', hit.Accomodation),
      attribute('summary', summary),
      attribute('detail', detail(hit).text),
      attribute('abbr', hit.Accomodation.charAt(0)),
    ].join(' ')}/>`;
  });
  const pages = Array.from(
    { length: Math.ceil(total / perPage) },
    (_, i) =>
      html`<a href="#" data-start="${i * perPage}" ${i * perPage === from && raw(' class="off"')}>${i + 1}</a> `,
  );
  const xml = `<?xml version="1.0" encoding="UTF-8"?>
<content>
<header ${attribute('header', html`<p>${word(context, 'searchmembersCount', total)}</p>`.text)}/>
${markers.join('\n')}
<pager ${attribute('per_page', perPage)} ${attribute('paging', html`${pages}`.text)}/>
</content>
`;
  return reply('text/xml;charset="utf-8"', xml, { 'Cache-Control': 'no-store' });
}

async function searchPage(context: Context): Promise<Reply> {
  const params = await context.db.first<{ closed: string }>(
    'SELECT FeatureSearchPageIsClosed AS closed FROM params LIMIT 1',
  );
  const title = `${word(context, 'searchmembersTitle')} - BeWelcome`;
  if (params?.closed !== 'No')
    return page(context, { title, teaser: title, col3: html`<p>${word(context, 'searchmembersClosed')}</p>` });
  const groups = await context.db.rows<{ id: number; Name: string }>('SELECT id, Name FROM `groups` ORDER BY Name');
  const mapOff = context.path[1] === 'mapoff';
  return page(context, {
    title,
    home: 'main',
    teaser: word(context, 'searchmembersTitle'),
    bareTeaser: true,
    col3: searchForm(context, groups, !mapOff),
    firstScripts: mapOff ? [] : [mapScript(context)],
    scripts: ['script/searchmembers.js'],
  });
}

async function search(context: Context): Promise<Reply> {
  if (context.path[1] === 'ajax') return ajax(context);
  if (context.path[1] === 'quicksearch') return redirect(context, 'searchmembers');
  return searchPage(context);
}

/** quicksearch?vars=TEXT or quicksearch/TEXT: one hit leads straight to it. */
async function quickSearch(context: Context): Promise<Reply> {
  const text = (context.query.get('vars') ?? context.path[1] ?? '').trim();
  const who =
    text === ''
      ? []
      : await people(
          context,
          `m.Username LIKE ? AND ${VISIBLE} ${context.member ? '' : 'AND p.id IS NOT NULL'} LIMIT 20`,
          [`%${text.replace(/[%_\\]/g, '\\$&')}%`],
        );
  await writeLog(context, 'quicksearch', `quicksearch for <b>${text}</b>`, context.member?.id ?? 0, context.address);
  const [only] = who;
  if (only && who.length === 1) return redirect(context, `members/${only.username}`);
  return page(context, {
    teaser: word(context, 'QuicksearchTitle', text),
    col3: html`<div id="quicksearch">
      ${who.map(personRow)} ${who.length === 0 && html`<p>${word(context, 'QuicksearchNothing')}</p>`}
    </div>`,
  });
}

const toSearch = (context: Context): Promise<Reply> => Promise.resolve(redirect(context, 'searchmembers'));

export const routes: Routes = {
  searchmembers: search,
  quicksearch: quickSearch,
  search: toSearch,
  find: toSearch,
  findmembers: toSearch,
};
