import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { baseOf, htmlReply, word, type Context, type Reply } from './context.js';
import { html, raw, type Content, type Html } from './html.js';

export type Page = {
  readonly title?: string;
  /** The heading in #teaser; null: #teaser_bg stays empty. */
  readonly teaser?: Content;
  /** More HTML inside #teaser. */
  readonly teaserMore?: Html;
  /** The second menu, #nav_sub: [href, text]. */
  readonly subnav?: readonly (readonly [string, string])[];
  readonly col1?: Html;
  readonly col2?: Html;
  readonly col3: Html;
  /** Paths below htdocs, or whole URLs: loaded at the end of the body, in order. */
  readonly scripts?: readonly string[];
};

const MENU = [
  [
    'search',
    'FindMembers',
    [
      ['searchmembers', 'MapSearch'],
      ['places', 'BrowseCountries'],
    ],
  ],
  [
    'explore',
    'Explore',
    ['forums', 'groups', 'trip', 'gallery', 'blog', 'chat', 'shop', 'wiki'].map((name) => [name, `menu_${name}`]),
  ],
  [
    'about',
    'GetAnswers',
    [
      ['faq', 'Faq'],
      ['feedback', 'Contact'],
      ['about/getactive', 'BeActive'],
      ['donate', 'DonateLink'],
    ],
  ],
] as const;

function revision(root: string): string {
  try {
    return readFileSync(join(root, 'revision.txt'), 'utf8').trim().slice(0, 7);
  } catch {
    return '0000000';
  }
}

const topNav = (context: Context): Html => {
  if (context.member) {
    return html`<ul>
      <li><a href="messages">${word(context, 'Mymessages')}</a></li>
      <li><a href="logout" id="header-logout-link">${word(context, 'Logout')}</a></li>
    </ul>`;
  }
  const from = ['', 'main', 'login', 'start', 'index', 'home'].includes(context.rawPath)
    ? 'login'
    : `login/${context.rawPath}`;
  return html`<ul>
    <li><a href="${from}#login-widget" id="header-login-link">${word(context, 'Login')}</a></li>
    <li><a href="signup">${word(context, 'Signup')}</a></li>
  </ul>`;
};

const mainMenu = (context: Context): Html =>
  html`<ul id="nav_main">
    <li id="logo"><a href="">${context.config.siteName}</a></li>
    ${
      context.member &&
      html`<li>
        <a href="members/${context.member.username}">${word(context, 'MyProfile')}</a>
        <ul>
          <li><a href="editmyprofile">${word(context, 'EditMyProfile')}</a></li>
          <li><a href="mypreferences">${word(context, 'MyPreferences')}</a></li>
          <li><a href="messages">${word(context, 'Mymessages')}</a></li>
          <li><a href="groups/mygroups">${word(context, 'MyGroups')}</a></li>
        </ul>
      </li>`
    }
    ${MENU.map(
      ([href, code, below]) =>
        html`<li>
          <a href="${href}">${word(context, code)}</a>
          <ul>
            ${below.map(([to = '', text = '']) => html`<li><a href="${to}">${word(context, text)}</a></li>`)}
          </ul>
        </li>`,
    )}
  </ul>`;

const quickSearchOrLanguages = (context: Context): Html => {
  const front = ['', 'main', 'start', 'index', 'home'].includes(context.rawPath) && !context.member;
  if (!front) {
    return html`<form action="quicksearch" method="get" id="form-quicksearch">
      <input type="text" name="vars" size="15" maxlength="30" id="text-field" />
      <input type="hidden" name="quicksearch_callbackId" value="1" />
      <input type="image" src="images/icon_go.png" id="submit-button" alt="${word(context, 'Search')}" />
    </form>`;
  }
  return html`<form id="language_select" action="a" method="post">
    <select id="language" name="language" onchange="window.location.href = document.baseURI + this.value">
      ${context.words.languages.map(
        (one) =>
          html`<option value="rox/in/${one.code}/" ${one.id === context.language.id ? raw(' selected="selected"') : ''}>
            ${one.name}
          </option>`,
      )}
    </select>
  </form>`;
};

const footer = (context: Context): Html =>
  html`<div id="footer">
    <p>
      ${['about', 'terms', 'privacy', 'impressum', 'faq', 'about/feedback'].map((to) => html`<a href="${to}">${word(context, `footer_${to.replace('/', '_')}`)}</a> `)}
    </p>
    <div id="flags">
      ${context.words.languages.map((one) => html`<a href="rox/in/${one.code}/${context.rawPath}" title="${one.name}">${one.name}</a> `)}
    </div>
    <p>
      Running on <a href="about">BW Rox</a> rev. <span class="revision">${revision(context.config.root)}</span>
      <a href="feedback?RequestURI=${encodeURIComponent(context.rawPath)}">Report bug</a>
    </p>
  </div>`;

const statusNote = (context: Context): Content =>
  context.member &&
  context.member.status !== 'Active' &&
  html`<p class="status note big">${word(context, `StatusMessage_${context.member.status}`)}</p>`;

const column = (name: string, content: Content): Html =>
  html`<div id="${name}"><div id="${name}_content" class="clearfix">${content}</div></div>`;

/** A whole page in the frame that every page of the site has. */
export function page(context: Context, parts: Page): Reply {
  const { title = 'BeWelcome', scripts = [], subnav } = parts;
  const body = html`<body>
    <div id="page_margins">
      <div id="page">
        <div id="header"><div id="topnav">${topNav(context)}</div></div>
        <div id="nav">${mainMenu(context)}${quickSearchOrLanguages(context)}</div>
        <div id="main">
          <div id="teaser_bg">
            ${
              parts.teaser === undefined || parts.teaser === null
                ? ''
                : html`<div id="teaser" class="clearfix">
                    <div id="teaser_l1"><h1>${parts.teaser}</h1></div>
                    ${parts.teaserMore}
                  </div>`
            }
          </div>
          ${
            subnav &&
            html`<div id="middle_nav" class="clearfix">
              <div id="nav_sub">
                <ul>
                  ${subnav.map(([href, text], i) => html`<li id="sub${i}"><a href="${href}">${text}</a></li>`)}
                </ul>
              </div>
            </div>`
          }
          ${statusNote(context)} ${column('col1', parts.col1)} ${column('col2', parts.col2)}
          ${column('col3', [parts.col3, html`<div id="ie_clearing">&nbsp;</div>`])}
        </div>
        ${footer(context)}
      </div>
    </div>
    ${scripts.map((src) => html`<script type="text/javascript" src="${src}"></script> `)}
  </body>`;
  return htmlReply(`<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="${context.language.code}" lang="${context.language.code}">
<head>
<meta http-equiv="Content-Type" content="text/html; charset=utf-8" />
<title>${html`${title}`.text}</title>
<base id="baseuri" href="${html`${baseOf(context)}`.text}" />
<link rel="shortcut icon" href="bw.ico" />
<link rel="stylesheet" type="text/css" href="styles/css/minimal/minimal.css" />
<script type="text/javascript">var http_baseuri = document.baseURI;</script>
</head>
${body.text}
</html>
`);
}
