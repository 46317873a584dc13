import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { baseOf, htmlReply, word, type Context, type Reply } from './context.js';
import { html, raw, type Content, type Html } from './html.js';

export type Page = {
  readonly title?: string;
  /** The target of the logo: `main` on the pages of one half of the site, the start page's address on the others. */
  readonly home?: 'main' | '';
  /** The heading in #teaser; null: #teaser_bg stays empty. */
  readonly teaser?: Content;
  /** #teaser holds its content without the box #teaser_l1 around the heading. */
  readonly bareTeaser?: boolean;
  /** More HTML inside #teaser. */
  readonly teaserMore?: Html;
  /** The second menu, #nav_sub: [href, text]. */
  readonly subnav?: readonly (readonly [string, string])[];
  /** null: the page has no such column. */
  readonly col1?: Html | null;
  readonly col2?: Html | null;
  readonly col3: Html;
  /** Paths below htdocs, or whole URLs: loaded at the end of the body, in order. */
  readonly scripts?: readonly string[];
  /** The same, in the head, before the scripts of every page. */
  readonly firstScripts?: readonly string[];
  /** Further style sheets, as the page names them. */
  readonly styles?: readonly string[];
  /** How many boxes the content of the real page opens and never closes: a browser minds as little as there. */
  readonly leftOpen?: number;
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

const mainMenu = (context: Context, home: string): Html =>
  html`<ul id="nav_main">
    <li id="logo"><a href="${home}">${context.config.siteName}</a></li>
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

function footer(context: Context): Html {
  const commit = revision(context.config.root);
  return html`<div id="footer">
    <p>
      ${['about', 'terms', 'privacy', 'impressum', 'faq', 'about/feedback'].map((to) => html`<a href="${to}">${word(context, `footer_${to.replace('/', '_')}`)}</a> `)}
    </p>
    <div id="flags">
      ${context.words.languages.map((one) => html`<a href="rox/in/${one.code}/${context.rawPath}" title="${one.name}">${one.name}</a> `)}
    </div>
    <p>
      Running on <a href="http://trac.bewelcome.org/">BW Rox</a> rev.
      <a href="http://gitorious.org/bewelcome/rox/commit/${commit}">${commit}</a>
      <a href="${context.config.baseuri}feedback?IdCategory=1&amp;RequestURI=${encodeURIComponent(context.rawPath)}"
        >Report bug</a
      >
    </p>
  </div>`;
}

const statusNote = (context: Context): Content =>
  context.member &&
  context.member.status !== 'Active' &&
  html`<p class="status note big">${word(context, `StatusMessage_${context.member.status}`)}</p>`;

const column = (name: string, content: Content): Html =>
  html`<div id="${name}"><div id="${name}_content" class="clearfix">${content}</div></div>`;

/** Names of style sheets in capitals that their folder does not have: the start page answers for them. */
const MISSPELT = ['styles/YAML/core/base.css'];

/** Scripts of every page; the first loads what further scripts the path needs. */
const SCRIPTS = ['script/main.js', 'script/common.js'];

const scriptTags = (addresses: readonly string[]): Html =>
  html`${addresses.map((src) => html`<script type="text/javascript" src="${src}"></script> `)}`;

const styleTags = (addresses: readonly string[]): Html =>
  html`${addresses.map((href) => html`<link rel="stylesheet" type="text/css" href="${href}" /> `)}`;

function teaserOf({ teaser, teaserMore, bareTeaser = false }: Page): Content {
  if (teaser === undefined || teaser === null) return '';
  const heading = html`<h1>${teaser}</h1>`;
  return html`<div id="teaser" class="clearfix">
    ${bareTeaser ? heading : html`<div id="teaser_l1">${heading}</div>`} ${teaserMore}
  </div>`;
}

const secondMenu = (subnav: NonNullable<Page['subnav']>): Html =>
  html`<div id="middle_nav" class="clearfix">
    <div id="nav_sub">
      <ul>
        ${subnav.map(([href, text], i) => html`<li id="sub${i}"><a href="${href}">${text}</a></li>`)}
      </ul>
    </div>
  </div>`;

/** A whole page in the frame that every page of the site has. */
export function page(context: Context, parts: Page): Reply {
  const { title = 'BeWelcome', scripts = [], firstScripts = [], styles = [], leftOpen = 0 } = parts;
  const content = [raw('<div>'.repeat(leftOpen)), parts.col3, html`<div id="ie_clearing">&nbsp;</div>`];
  const body = html`<body>
    <div id="page_margins">
      <div id="page">
        <div id="header"></div>
        <div id="nav">${mainMenu(context, parts.home ?? '')}${quickSearchOrLanguages(context)}</div>
        <div id="topnav">${topNav(context)}</div>
        <div id="main">
          <div id="teaser_bg">${teaserOf(parts)}</div>
          ${parts.subnav && secondMenu(parts.subnav)} ${statusNote(context)}
          ${parts.col1 !== null && column('col1', parts.col1)} ${parts.col2 !== null && column('col2', parts.col2)}
          ${column('col3', content)}
        </div>
        ${footer(context)}
      </div>
    </div>
    ${scriptTags(scripts)}
  </body>`;
  return htmlReply(`<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="${context.language.code}" lang="${context.language.code}">
<head>
<meta http-equiv="Content-Type" content="text/html; charset=utf-8" />
<title>${html`${title}`.text}</title>
<base id="baseuri" href='${html`${baseOf(context)}`.text}' />
<link rel="shortcut icon" href="bw.ico" />
${styleTags(['styles/css/minimal/minimal.css', ...(parts.home === 'main' ? MISSPELT : []), ...styles]).text}
${scriptTags([...firstScripts, ...SCRIPTS]).text}
</head>
${body.text}
</html>
`);
}
