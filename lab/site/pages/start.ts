import { threadPath } from '../community/forum-place.js';
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
    bareTeaser: true,
    teaserMore: html`<div id="slideshow-content">${[1, 2, 3, 4, 5].map((n) => html`<div id="slide${n}"></div>`)}</div>
      <a class="bigbutton" href="tour">${word(context, 'tour_take')}</a> ${loginWidget(context)}`,
    col1: null,
    col2: null,
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

type Thread = { id: number; title: string; lastPost: number; group: number; author: string };

const threads = ({ db }: Context): Promise<Thread[]> =>
  db.rows<Thread>(
    `SELECT t.threadid AS id, t.title, t.last_postid AS lastPost, t.IdGroup AS \`group\`, m.Username AS author FROM forums_threads t
      JOIN forums_posts p ON p.postid = t.last_postid JOIN members m ON m.id = p.IdWriter
      WHERE ThreadDeleted = 'NotDeleted' AND ThreadVisibility <> 'GroupOnly' ORDER BY last_postid DESC LIMIT 5`,
  );

const threadRow = ({ id, title, lastPost, group, author }: Thread): Html =>
  html`<li>
    <a href="${threadPath('forums', id, title)}">${title}</a>
    <a href="${threadPath('forums', id, title)}/#post${lastPost}">&raquo;</a> <a href="members/${author}">${author}</a>
    ${group > 0 && html`<a href="groups/${group}/">&laquo;</a>`}
  </li>`;

/** Texts that others wrote to the member, with links to answer them. */
async function notifications({ db }: Context, id: number): Promise<Html> {
  const messages = await db.rows<{ id: number; sender: string; text: string }>(
    `SELECT g.id, m.Username AS sender, LEFT(g.Message, 60) AS text FROM messages g JOIN members m ON m.id = g.IdSender
      WHERE g.IdReceiver = ? AND g.Status = 'Sent' AND NOT FIND_IN_SET('receiverdeleted', g.DeleteRequest)
      ORDER BY g.created DESC LIMIT 4`,
    [id],
  );
  return html`${messages.map(
    ({ id: message, sender, text }) =>
      html`<p>
        <a href="members/${sender}">${sender}</a> <a href="messages/${message}">${text}</a>
        <a href="messages/${message}/reply">&raquo;</a>
      </p>`,
  )}`;
}

const NEWS = 'Community News for the frontpage';

/** The page for a member who is logged in. */
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
    home: 'main',
    leftOpen: 5,
    teaser: hello,
    bareTeaser: true,
    teaserMore: html`<ul id="personalmenu">
        ${[1, 2, 3, 5, 6].map(
          (n) => html`<li><a id="tablink${n}" href="#tab${n}">${word(context, TABS[n] ?? '')}</a></li>`,
        )}
      </ul>
      ${tab(1, await notifications(context, id))}${tab(2, form)}
      ${tab(
        3,
        html`${status}
          <p><a href="getactive">${word(context, 'BeActive')}</a> <a href="requesthosting">&raquo;</a></p>`,
      )}${tab(4, '')}${tab(5, '')}${tab(6, '')}`,
    col3: html`<h3>
        <a href="blog/tags/${NEWS}">${word(context, 'CommunityNews')}</a>
        <a href="rss/blog/tags/${encodeURIComponent(NEWS)}">RSS</a>
      </h3>
      <div id="newmembers">
        <h3>${word(context, 'RecentMember')}</h3>
        ${newest.map(personRow)}
      </div>
      <div id="visitors">
        <h3>${word(context, 'RecentVisitsOfyourProfile')}</h3>
        ${visitors.map(({ username }) => html`<a href="bw/member.php?cid=${username}">${username}</a> `)}
        <a href="myvisitors">${word(context, 'MyVisitors')}</a>
      </div>
      <h3>${word(context, 'ForumRecentPostsLong')}</h3>
      <ul>
        ${(await threads(context)).map(threadRow)}
      </ul>
      <div id="boardnewtopicbottom"><a class="button" href="forums/new">${word(context, 'ForumNewTopic')}</a></div>`,
  });
}

const start = (context: Context): Promise<Reply> =>
  context.member ? memberStart(context, context.member.id) : publicStart(context);

export const routes: Routes = { '': start, main: start, home: start, index: start, start: publicStart };
