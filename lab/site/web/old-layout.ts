import { htmlReply, word, type Context, type Reply } from './context.js';
import { html, type Html } from './html.js';

const MENU = [
  ['search', 'searchmembers', 'places'],
  ['explore', 'forums', 'groups', 'trip', 'gallery', 'blog', 'chat'],
  ['about', 'faq', 'feedback', 'about/getactive'],
];
const TOP = ['logout', 'signup'];
const FOOTER = ['about', 'terms', 'privacy', 'impressum'];
const OLD_FOOTER = ['bw/faq.php', 'bw/feedback.php'];

/** A page below /bw/: the older half of the site has its own frame, without base, languages and login. */
export function oldPage(context: Context, title: string, content: Html): Reply {
  const { baseuri } = context.config;
  const links = (start: string, paths: readonly string[]): Html =>
    html`${paths.map((path) => html`<a href="${start}${path}">${word(context, `menu_${path}`)}</a> `)}`;
  const body = html`<body>
    <div id="page_margins">
      <div id="page">
        <div id="header"></div>
        <div id="nav">
          <ul id="nav_main">
            <li id="logo"><a href="/">${context.config.siteName}</a></li>
            ${MENU.map((entries) => html`<li>${links('/', entries)}</li>`)}
          </ul>
          <form id="form-quicksearch" action="../searchmembers/quicksearch" method="post">
            <input type="text" name="searchtext" id="text-field" />
            <input type="hidden" name="quicksearch_callbackId" value="1" />
            <input type="image" id="submit-button" src="/images/icon_go.png" alt="${word(context, 'Search')}" />
          </form>
        </div>
        <div id="topnav">${links(baseuri, TOP)}</div>
        <div id="main">
          <div id="teaser_bg">
            <div id="teaser"><h1>${title}</h1></div>
          </div>
          <div>${content}</div>
          <div id="ie_clearing">&nbsp;</div>
        </div>
        <div id="footer">
          <div id="flags"></div>
          <p>${links('../', FOOTER)} ${links(baseuri, OLD_FOOTER)}</p>
        </div>
      </div>
    </div>
  </body>`;
  return htmlReply(`<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="${context.language.code}" lang="${context.language.code}">
<head>
<meta http-equiv="Content-Type" content="text/html; charset=utf-8" />
<title>${html`${title}`.text}</title>
<link rel="stylesheet" type="text/css" href="/styles/css/minimal/minimal.css" />
</head>
${body.text}
</html>
`);
}
