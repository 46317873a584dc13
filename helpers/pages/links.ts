import { parse } from 'node-html-parser';
import type { HttpAnswer } from '../http/http.js';

/** Attributes that point a browser to other addresses, by tag. Forms are left out, since following one would submit it. */
const LEADS: Readonly<Record<string, string>> = {
  A: 'href',
  AREA: 'href',
  LINK: 'href',
  IMG: 'src',
  SCRIPT: 'src',
  SOURCE: 'src',
  IFRAME: 'src',
  FRAME: 'src',
};

/** Addresses to which an answer points, as full URLs: links, pictures, style sheets, and scripts of a page, and the target of a redirect. */
export function linksOf({ url, headers, status, text }: HttpAnswer): string[] {
  const goal = status >= 300 && status < 400 ? headers.location : undefined;
  if (goal !== undefined) return whole([goal], url);
  if (!/\bhtml\b/.test(headers['content-type'] ?? '')) return [];
  const root = parse(text, { blockTextElements: { script: false, style: false } });
  const base = whole([root.querySelector('base')?.getAttribute('href') ?? ''], url)[0] ?? url;
  const found = root.querySelectorAll('*').flatMap((element) => {
    const attribute = LEADS[element.tagName];
    const value = attribute === undefined ? undefined : element.getAttribute(attribute);
    return value === undefined || /\bnofollow\b/i.test(element.getAttribute('rel') ?? '') ? [] : [value];
  });
  return whole(found, base);
}

const whole = (addresses: readonly string[], base: string): string[] =>
  addresses.flatMap((address) => (URL.canParse(address, base) ? [new URL(address, base).href] : []));
