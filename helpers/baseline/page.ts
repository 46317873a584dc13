import { createHash } from 'node:crypto';
import { parse, type HTMLElement } from 'node-html-parser';
import { unique } from '../core/lists.js';
import type { HttpAnswer } from '../http/http.js';
import { findPageProblems } from '../http/page-problem.js';
import { withoutSession } from '../routing/connection-guard.js';

/** The parts of a site's answer that are compared. Numbers and times in it are live data, and are replaced by `#`. */
export type PageFacts = {
  readonly url: string;
  readonly status: number;
  /** Those of {@link HEADERS} that were sent; for cookies, their names and attributes. */
  readonly headers: Readonly<Record<string, string>>;
  /** For an HTML page; empty otherwise. */
  readonly title: string;
  /**
   * The structure of an HTML page: ids, forms, fields, style sheets, scripts, hosts that it links to, and its
   * directives for search engines. Each once, in alphabetical order.
   */
  readonly frame: readonly string[];
  /** The text of an HTML page, line by line, each line once. */
  readonly text: readonly string[];
  /** SHA-256 of a body that is not HTML. */
  readonly sha256: string;
  /** Signs in an answer that the site is unhealthy: PHP messages, apologies, status 5xx. */
  readonly broken: readonly string[];
};

/**
 * Headers that browsers, caches and search engines act on (RFC 9110, 9111, 6265, 6797, CSP). For Expires, only its presence.
 */
const HEADERS = [
  'content-type',
  'location',
  'cache-control',
  'vary',
  'content-language',
  'content-disposition',
  'www-authenticate',
  'strict-transport-security',
  'content-security-policy',
  'x-frame-options',
  'access-control-allow-origin',
  'x-robots-tag',
];

/** More lines than any page of the site has; later ones are not compared. */
const MOST_LINES = 2_000;

/** The parts of an answer that can be compared with another answer to the same question. */
export function pageFacts(answer: HttpAnswer): PageFacts {
  const { url, status, text } = answer;
  const isHtml = /\bhtml\b/.test(answer.headers['content-type'] ?? '');
  const root = parse(isHtml ? text : '', { blockTextElements: { script: false, style: false } });
  const isServers = isOfServer(status, text);
  const complaints = findPageProblems(text, url).map(({ kind, words }) => `${kind}: ${words}`);
  return {
    url,
    status,
    headers: headersOf(answer, isServers ? ['content-type'] : []),
    title: isServers ? '' : oneLine(root.querySelector('title')?.text ?? ''),
    frame: isServers ? [] : linesOnce([...frameOf(root), ...hostsLinkedTo(root)]).sort(),
    text: isServers ? [] : linesOnce(linesOf(root)).slice(0, MOST_LINES),
    sha256: isHtml || isServers ? '' : createHash('sha256').update(answer.body).digest('hex'),
    broken: [...(status >= 500 ? [`status ${status}`] : []), ...complaints],
  };
}

/** Apache's own pages begin this way, and nginx's own end this way. */
const PAGE_OF_SERVER =
  /^<!DOCTYPE HTML PUBLIC "-\/\/IETF\/\/DTD HTML 2\.0\/\/EN">|<hr><center>nginx[^<]*<\/center>\s*<\/body>/;

/** Is its short text the web server's, not the site's? That is also true of a redirect, and of an error that has no page. */
const isOfServer = (status: number, text: string): boolean =>
  (status >= 300 && status < 400) || (status >= 400 && PAGE_OF_SERVER.test(text));

const linesOnce = (lines: readonly string[]): string[] => unique(lines).filter((line) => line !== '');
const oneLine = (words: string): string => words.replace(/\s+/g, ' ').trim().replace(/\d+/g, '#');

function headersOf({ headers, url }: HttpAnswer, without: readonly string[]): Record<string, string> {
  const plain = HEADERS.filter((name) => !without.includes(name)).flatMap((name) => {
    const value = headers[name];
    if (typeof value !== 'string') return [];
    if (name === 'location') return [[name, withoutSession(new URL(value, url).href)]];
    // `text/html;charset="utf-8"` and `text/html; charset=utf-8` are the same (RFC 9110, 8.3.1).
    return [[name, name === 'content-type' ? value.toLowerCase().replace(/["\s]/g, '') : value]];
  });
  const cookies = (headers['set-cookie'] ?? []).map((line) =>
    line.replace(/=[^;]*/, '').replace(/expires=[^;]*/i, 'expires'),
  );
  return Object.fromEntries([
    ...plain,
    ...(cookies.length > 0 ? [['set-cookie', cookies.sort().join(', ')]] : []),
  ]) as Record<string, string>;
}

function frameOf(root: HTMLElement): string[] {
  // Done by hand, since selectors compare values case-sensitively, and HTML mostly does not.
  return root.querySelectorAll('*').flatMap((element) => {
    const tag = element.tagName.toLowerCase();
    const attribute = (name: string): string => oneLine(element.getAttribute(name) ?? '');
    const id = attribute('id');
    return [...(id === '' ? [] : [`${tag}#${id}`]), ...(PARTS[tag]?.(attribute, element) ?? [])];
  });
}

/** The hosts that a page names: they reveal a link or a picture that points to a test name or to the old host. */
const hostsLinkedTo = (root: HTMLElement): string[] =>
  root.querySelectorAll('a[href], area[href], form[action], [src]').flatMap((element) => {
    const address =
      ['href', 'src', 'action'].map((name) => element.getAttribute(name)).find((value) => value !== undefined) ?? '';
    const whole = /^(?:https?:)?\/\//i.test(address) && URL.canParse(address, 'http://x/');
    return whole ? [`links to ${new URL(address, 'http://x/').host}`] : [];
  });

type Part = (attribute: (name: string) => string, element: HTMLElement) => string[];

const field: Part = (attribute, element) => {
  const [tag, type, name] = [element.tagName.toLowerCase(), attribute('type'), attribute('name')];
  return name === '' ? [] : [['field', tag, type, isToken(element) ? '(token)' : name].join(' ')];
};

/** How a browser or a search engine uses an element, by tag. */
const PARTS: Readonly<Partial<Record<string, Part>>> = {
  form: (attribute) => [`form ${attribute('method').toLowerCase() || 'get'} ${attribute('action')}`],
  input: field,
  select: field,
  textarea: field,
  script: (attribute) => (attribute('src') === '' ? [] : [`script ${attribute('src')}`]),
  base: (attribute) => [`base ${attribute('href')}`],
  link: (attribute) => {
    const kinds = attribute('rel').toLowerCase().split(' ');
    const language = attribute('hreflang') || attribute('type');
    return [
      ...(kinds.includes('canonical') ? [`canonical ${attribute('href')}`] : []),
      ...(kinds.includes('stylesheet') ? [`style ${attribute('href')}`] : []),
      ...(kinds.includes('alternate') ? [`alternate ${language} ${attribute('href')}`] : []),
    ];
  },
  meta: (attribute) => {
    const name = attribute('name').toLowerCase();
    if (attribute('http-equiv').toLowerCase() === 'refresh') return [`refresh ${attribute('content')}`];
    if (!/^(robots|\w+bot)$/.test(name)) return [];
    const rules = attribute('content')
      .toLowerCase()
      .split(/[\s,]+/);
    return [`${name} ${rules.sort().join(', ')}`];
  },
};

/** Rox names a hidden field with a new random word each time. */
const isToken = (field: HTMLElement): boolean => /^[A-Za-z0-9=+/-]{24,}$/.test(field.getAttribute('name') ?? '');

/** If a page has no body element, as with old programs and proxies, all of it. */
const linesOf = (root: HTMLElement): string[] =>
  (root.querySelector('body') ?? root).structuredText.split('\n').map((line) => oneLine(line));
