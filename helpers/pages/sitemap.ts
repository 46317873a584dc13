import { gunzipSync } from 'node:zlib';
import type { HttpAnswer } from '../http/http.js';

/** Maximum number of sitemap files, and of addresses in them, that are read; the protocol itself allows 50,000 of each (sitemaps.org). */
const MOST_FILES = 50;
const MOST_ADDRESSES = 200_000;
const MOST_BYTES = 52_428_800;

export type Sitemap = {
  /** Addresses of the sitemap files themselves. */
  readonly files: readonly string[];
  readonly addresses: readonly string[];
  /** Parts that were not read, and why. */
  readonly unread: readonly string[];
};

type Fetch = (url: string) => Promise<HttpAnswer>;

/**
 * Reads the sitemaps that a site's robots.txt names, and those that they name; if it names none, the one at the usual place, if there is one.
 * @param site the front page
 * @param names of the site
 * @param fetch asks the old host and follows redirects; the caller handles its errors
 */
export async function readSitemaps(site: string, names: readonly string[], fetch: Fetch): Promise<Sitemap> {
  const named = await namedInRobots(site, fetch);
  const [addresses, unread] = [new Set<string>(), [] as string[]];
  const usual = new URL('/sitemap.xml', site).href;
  const waiting: { url: string; above: readonly string[] }[] = (named.length > 0 ? named : [usual]).map((url) => ({
    url,
    above: [],
  }));
  const read = new Set<string>();
  const files: string[] = [];
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const { url, above } = next;
    if (above.includes(url)) unread.push(`the sitemap ${url} leads back to itself`);
    if (read.has(url)) continue;
    if (read.size >= MOST_FILES || addresses.size >= MOST_ADDRESSES) {
      unread.push(
        `the sitemap has more than ${MOST_FILES} files or ${MOST_ADDRESSES} addresses; not read: ${url} and everything after it`,
      );
      break;
    }
    read.add(url);
    if (!URL.canParse(url) || !names.includes(new URL(url).host)) {
      unread.push(`the sitemap ${url} is on another host, or its URL names no host`);
      continue;
    }
    const content = sitemapIn(await fetch(url));
    if (typeof content === 'string') {
      // Most sites have none; a page that is served for every missing address is not one either.
      if (named.length > 0 || content !== NONE) unread.push(`the sitemap ${url} ${content}`);
      continue;
    }
    files.push(url);
    if (content.isIndex)
      waiting.push(
        ...content.locations.slice(0, MOST_FILES + 1).map((each) => ({ url: each, above: [...above, url] })),
      );
    else for (const each of content.locations.slice(0, MOST_ADDRESSES)) addresses.add(each);
  }
  return { files, addresses: [...addresses], unread };
}

/** Sitemaps that a site's robots.txt names. */
async function namedInRobots(site: string, fetch: Fetch): Promise<string[]> {
  const { status, text } = await fetch(new URL('/robots.txt', site).href);
  return status === 200 ? [...text.matchAll(/^\s*sitemap:\s*(\S+)/gim)].map(([, url = '']) => url) : [];
}

const NONE = 'is missing or is not a sitemap';

/** The contents of a sitemap, or why it cannot be read. */
function sitemapIn({ status, body }: HttpAnswer): { isIndex: boolean; locations: string[] } | string {
  if (status >= 500) return `answers ${status}`;
  if (status !== 200) return NONE;
  let text: string;
  try {
    // Compressed by its author, whatever the headers say.
    text = (body[0] === 0x1f && body[1] === 0x8b ? gunzipSync(body, { maxOutputLength: MOST_BYTES }) : body).toString();
  } catch {
    return 'cannot be unpacked';
  }
  const [, root] = /<(?:\w+:)?(sitemapindex|urlset)[\s>]/i.exec(text.slice(0, 10_000)) ?? [];
  if (root === undefined) return NONE;
  if (!/<\/(?:\w+:)?(?:sitemapindex|urlset)>\s*$/i.test(text.slice(-1_000))) return 'is cut off before its end';
  const found = text.matchAll(/<(?:\w+:)?loc>\s*(?:<!\[CDATA\[)?\s*([^<\]\s]+)/gi);
  return {
    isIndex: root.toLowerCase() === 'sitemapindex',
    locations: [...found].map(([, url = '']) => url.replaceAll('&amp;', '&').replaceAll('&apos;', "'")),
  };
}
