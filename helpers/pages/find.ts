import type { Target } from '../../targets/schema.js';
import { pageFacts, type PageFacts } from '../baseline/page.js';
import { comparedUrls } from '../baseline/fetch-pages.js';
import { unique } from '../core/lists.js';
import { errorMessage } from '../core/no-answer.js';
import { siteNames } from '../core/site-names.js';
import type { HttpAnswer } from '../http/http.js';
import { AddressBook, judgeAddress, type Drop } from './address.js';
import { linksOf } from './links.js';
import type { AskedFor, LoggedAddresses } from './logged.js';
import type { PoliteClient } from './polite-client.js';
import { readSitemaps } from './sitemap.js';

type Source = Target['pages']['without'][number]['source'];

type Wanted = Pick<Target, 'sites' | 'pages' | 'baselineComparison'>;

/** Addresses of the old host, with its answers. */
export type Found = {
  readonly pages: readonly PageFacts[];
  /** Accepted, but beyond the target's limit. */
  readonly beyond: number;
  readonly dropped: Readonly<Partial<Record<Drop, number>>>;
  /** Places that may have more addresses, which could not be found, in words. */
  readonly unread: readonly string[];
};

/** Sitemaps have up to 50 MB. */
const SITEMAP_BYTES = 20_000_000;
const MOST_HOPS = 5;
/** Limit per virtual host and error status: a few show whether the error persists. */
const MOST_ERRORS = 5;

/**
 * Finds addresses on the old host and requests them: the front pages of all names, those that the target lists, the most requested ones in the
 * access log, those in the sitemaps, and everything to which all of these link.
 * @param readLog reads the log of the old host
 */
export async function findPages(
  target: Wanted,
  client: PoliteClient,
  readLog: () => Promise<LoggedAddresses>,
): Promise<Found> {
  const { pages: bounds } = target;
  const names = siteNames(target);
  const book = new AddressBook(names);
  const isWanted = (source: Source): boolean => bounds.without.every((each) => each.source !== source);
  const unread: string[] = [];
  const noted = <T>(what: string, asked: Promise<T>, otherwise: T): Promise<T> =>
    asked.catch((cause: unknown) => {
      unread.push(`${what}: ${errorMessage(cause).replace(/\s+/g, ' ')}`);
      return otherwise;
    });

  const starts = [
    ...names.flatMap((name) => [`http://${name}/`, `https://${name}/`]),
    ...target.sites.map(({ host }) => `http://${host}/robots.txt`),
  ];
  const nothingLogged = { asked: [], withQuery: 0, unread: [] };
  const [log, ...sitemaps] = await Promise.all([
    isWanted('log') ? noted('access log', readLog(), nothingLogged) : nothingLogged,
    ...target.sites.map(({ host }) => {
      const none = { files: [], addresses: [], unread: [] };
      const fetch = (url: string) => followed(url, client, names);
      return isWanted('sitemap')
        ? noted(`sitemap of ${host}`, readSitemaps(`http://${host}/`, names, fetch), none)
        : none;
    }),
  ]);
  unread.push(...log.unread, ...sitemaps.flatMap((each) => each.unread));

  const own = [...starts, ...sitemaps.flatMap(({ files }) => files)];
  const first = unique([...book.add(own, 'http://x/'), ...comparedUrls(target).map(({ url }) => url)]);
  const logged = names.map((name) => book.add(askedOf(name, log.asked), `http://${name}/`));
  const mapped = sitemaps.map(({ addresses }, index) =>
    book.add(addresses, `http://${target.sites[index]?.host ?? ''}/`),
  );
  const total = mapped.reduce((sum, { length }) => sum + length, 0);
  // Half of the limit is for addresses found by following links, unless a target disables that.
  const room = Math.max(0, bounds.mostAddresses - first.length);
  const forLists = isWanted('links') && bounds.depth > 0 ? Math.ceil(room / 2) : room;
  const isWhole = total + first.length <= bounds.mostAddresses;
  const listed = isWhole
    ? [...mapped.flat(), ...inTurn(logged).slice(0, Math.max(0, forLists - total))]
    : inTurn([...logged, ...mapped.map((all) => spread(all, forLists))]).slice(0, forLists);
  if (!isWhole && bounds.sampleIsEnough === undefined)
    unread.push(
      `the sitemaps list ${total} addresses in addition to ${first.length} others, but at most ${bounds.mostAddresses} are requested: raise pages.mostAddresses of the target, or say in pages.sampleIsEnough why a sample is enough`,
    );

  const pages: PageFacts[] = [];
  let level = unique([...first, ...listed]).slice(0, bounds.mostAddresses);
  let asked = level.length;
  for (let depth = 0; level.length > 0; depth += 1) {
    const found: string[][] = [];
    await client.all(level, (answer) => {
      pages.push(pageFacts(answer));
      if (isWanted('links') && depth < bounds.depth) found.push(book.add(linksOf(answer), answer.url));
    });
    level = inTurn(found).slice(0, Math.max(0, bounds.mostAddresses - asked));
    asked += level.length;
  }
  const queries = (book.dropped['with a query string'] ?? 0) + log.withQuery;
  return {
    pages,
    beyond: Math.max(0, book.size - asked),
    dropped: { ...book.dropped, ...(queries > 0 ? { 'with a query string': queries } : {}) },
    unread,
  };
}

/** Requests a sitemap, even if the whole site has moved to https. */
async function followed(url: string, client: PoliteClient, names: readonly string[]): Promise<HttpAnswer> {
  let answer = await client.one(url, SITEMAP_BYTES);
  for (let hop = 0; hop < MOST_HOPS; hop += 1) {
    const { status, headers } = answer;
    const goal = status >= 300 && status < 400 ? judgeAddress(headers.location ?? '', answer.url, names) : undefined;
    if (goal === undefined || 'drop' in goal) break;
    answer = await client.one(goal.url, SITEMAP_BYTES);
  }
  return answer;
}

/** Addresses of a virtual host; only a few of those that it refused or did not have. */
function askedOf(name: string, asked: readonly AskedFor[]): string[] {
  const errors = new Map<number, number>();
  return asked.flatMap((each) => {
    if (each.name !== name) return [];
    const seen = errors.get(each.status) ?? 0;
    errors.set(each.status, seen + 1);
    return each.status >= 400 && seen >= MOST_ERRORS ? [] : [each.path];
  });
}

/** The first item of each list, then the second of each, and so on, so that no list crowds out another. */
export const inTurn = (lists: readonly (readonly string[])[]): string[] =>
  Array.from({ length: Math.max(0, ...lists.map(({ length }) => length)) }, (_, index) =>
    lists.flatMap((list) => list.slice(index, index + 1)),
  ).flat();

/** The given number of items, spread evenly over a list. */
export const spread = (all: readonly string[], wanted: number): string[] =>
  all.length <= wanted
    ? [...all]
    : Array.from({ length: wanted }, (_, index) => all[Math.floor((index * all.length) / wanted)] ?? '');
