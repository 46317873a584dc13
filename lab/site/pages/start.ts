import { word, type Context, type Reply, type Routes } from '../web/context.js';
import { html, raw, type Html } from '../web/html.js';
import { page } from '../web/layout.js';
import { loginWidget } from './login.js';
import { people, personRow } from './people.js';

/** The page for visitors who are not logged in, and the answer to every unknown address. */
async function publicStart(context: Context): Promise<Reply> {
  const two = await people(context, "m.Status = 'Active' AND p.id IS NOT NULL ORDER BY RAND() LIMIT 2");
  const teaser = html`<span id="something">${word(context, 'IndexPageTeaser')}</span> <span id="real">!</span>`;
  return page(context, {
    title: word(context, 'WelcomeGuest'),
    teaser,
    teaserMore: html`<div id="slideshow-content">${[1, 2, 3, 4, 5].map((n) => html`<div id="slide${n}"></div>`)}</div>
      <a class="bigbutton" href="tour">${word(context, 'tour_take')}</a>`,
    col2: loginWidget(context),
    col3: html`<div id="index">
      <h3><a href="tour/share">${word(context, 'IndexPageWord_share')}</a></h3>
      <h3><a href="tour/trips">${word(context, 'IndexPageWord_plan')}</a></h3>
      ${two.map(personRow)}
      <p>
        <a href="places">${word(context, 'BrowseCountries')}</a>
        <a href="searchmembers">${word(context, 'MapSearch')}</a>
      </p>
    </div>`,
  });
}

const TABS = ['', 'Notifications', 'FindAHost', 'HelpTheProject', 'SetLocation', 'Mymessages', 'InviteAFriend'];
const HOSTING = ["I'm hosting", "Can't host", 'Maybe', "I'm travelling"];

const tab = (number: number, content: Html | string): Html =>
  html`<div id="tab${number}" ${number > 1 && raw(' class="hidden"')}>${content}</div>`;

async function threads({ db }: Context): Promise<{ threadid: number; title: string }[]> {
  return db.rows(`SELECT threadid, title FROM forums_threads WHERE ThreadDeleted = 'NotDeleted' AND ThreadVisibility <> 'GroupOnly'
    ORDER BY last_postid DESC LIMIT 5`);
}

/** The page of somebody who is logged in. */
async function memberStart(context: Context, id: number): Promise<Reply> {
  const hello = word(context, 'HelloUsername', context.member?.username ?? '');
  const newest = await people(context, "m.Status = 'Active' ORDER BY m.created DESC LIMIT 3");
  const visitors = await people(context, 'm.id IN (SELECT IdVisitor FROM profilesvisits WHERE IdMember = ?) LIMIT 5', [
    id,
  ]);
  const places = await context.db.rows<{ code: string; name: string }>(
    `SELECT DISTINCT k.iso_alpha2 AS code, k.name FROM geonames_countries k JOIN geonames_cache c ON c.fk_countrycode = k.iso_alpha2
     WHERE c.fclass = 'P' ORDER BY k.name`,
  );
  const form = html`<div id="search-bar">
      <form action="searchmembers" method="get" id="form1" name="form1">
        <input type="text" name="vars" id="searchq" /><input type="hidden" name="searchopt" id="searchopt" value="" />
        <input type="submit" value="${word(context, 'FindPeopleSubmitSearch')}" />
      </form>
    </div>
    <div id="browsecities_dropdown">
      ${places.map(({ code, name }) => html`<a href="places/${code}">${name}</a> `)}
    </div>`;
  const status = html`<div id="tab3a">
    <form action="searchmembers/quicksearch" method="post" id="hostingstatus" name="hostingstatus">
      <select name="top5">
        ${HOSTING.map((one) => html`<option value="${one}">${one}</option>`)}
      </select>
      <input type="hidden" name="quicksearch_callbackId" value="1" />
      <input type="hidden" name="searchoptstatus" id="searchoptstatus" value="" />
    </form>
    <div id="hostrequest"></div>
  </div>`;
  return page(context, {
    title: `${hello} | BeWelcome`,
    teaser: hello,
    teaserMore: html`<ul id="personalmenu">
        ${[1, 2, 3, 5, 6].map(
          (n) => html`<li><a id="tablink${n}" href="#tab${n}">${word(context, TABS[n] ?? '')}</a></li>`,
        )}
      </ul>
      ${tab(1, '')}${tab(2, form)}${tab(3, status)}${tab(4, '')}${tab(5, '')}${tab(6, '')}`,
    col3: html`<div id="newmembers">
        <h3>${word(context, 'RecentMember')}</h3>
        ${newest.map(personRow)}
      </div>
      <div id="visitors">
        <h3>${word(context, 'RecentVisitsOfyourProfile')}</h3>
        ${visitors.map(personRow)}
      </div>
      <h3>${word(context, 'ForumRecentPostsLong')}</h3>
      <ul>
        ${(await threads(context)).map(({ threadid, title }) => html`<li><a href="forums/s${threadid}">${title}</a></li>`)}
      </ul>
      <div id="boardnewtopicbottom"><a class="button" href="forums/new">${word(context, 'ForumNewTopic')}</a></div>`,
    scripts: ['script/start.js'],
  });
}

const start = (context: Context): Promise<Reply> =>
  context.member ? memberStart(context, context.member.id) : publicStart(context);

export const routes: Routes = { '': start, main: start, home: start, index: start, start: publicStart };
