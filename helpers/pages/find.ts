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

/** Addresses of the old host, with what it answered. */
export type Found = {
  readonly pages: readonly PageFacts[];
  /** Accepted, and beyond what the target wants asked. */
  readonly beyond: number;
  readonly dropped: Readonly<Partial<Record<Drop, number>>>;
  /** Where there may be more addresses that could not be found, in words. */
  readonly unread: readonly string[];
};

/** Sitemaps have up to 50 MB. */
const SITEMAP_BYTES = 20_000_000;
const MOST_HOPS = 5;
/** Of one virtual host and one status that is an error: whether it stays one is soon seen. */
const MOST_ERRORS = 5;

/**
 * Finds addresses on the old host, and asks for them: the front pages of all names, what the target lists, the most asked-for of the
 * access log, the sitemaps, and whatever all of these link to.
 * @param readLog asks for the log of the old host
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
  // Half of the room is for what is found by following links, unless a target wants none.
  const room = Math.max(0, bounds.mostAddresses - first.length);
  const forLists = isWanted('links') && bounds.depth > 0 ? Math.ceil(room / 2) : room;
  const isWhole = total + first.length <= bounds.mostAddresses;
  const listed = isWhole
    ? [...mapped.flat(), ...inTurn(logged).slice(0, Math.max(0, forLists - total))]
    : inTurn([...logged, ...mapped.map((all) => spread(all, forLists))]).slice(0, forLists);
  if (!isWhole && bounds.sampleIsEnough === undefined)
    unread.push(
      `the sitemaps list ${total} addresses, but only ${bounds.mostAddresses} are requested: raise pages.mostAddresses of the target, or say in pages.sampleIsEnough why a sample is enough`,
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
  const queries = (book.dropped['has a query string'] ?? 0) + log.withQuery;
  return {
    pages,
    beyond: Math.max(0, book.size - asked),
    dropped: { ...book.dropped, ...(queries > 0 ? { 'has a query string': queries } : {}) },
    unread,
  };
}

/** Asks for a sitemap, also where all of a site has moved to https. */
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

/** Of a virtual host; of what it refused or had not only a few. */
function askedOf(name: string, asked: readonly AskedFor[]): string[] {
  const errors = new Map<number, number>();
  return asked.flatMap((each) => {
    if (each.name !== name) return [];
    const seen = errors.get(each.status) ?? 0;
    errors.set(each.status, seen + 1);
    return each.status >= 400 && seen >= MOST_ERRORS ? [] : [each.path];
  });
}

/** The first of each list, then the second of each, and so on: no list crowds out another. */
export const inTurn = (lists: readonly (readonly string[])[]): string[] =>
  Array.from({ length: Math.max(0, ...lists.map(({ length }) => length)) }, (_, index) =>
    lists.flatMap((list) => list.slice(index, index + 1)),
  ).flat();

/** So many of a list, evenly from its beginning to its end. */
export const spread = (all: readonly string[], wanted: number): string[] =>
  all.length <= wanted
    ? [...all]
    : Array.from({ length: wanted }, (_, index) => all[Math.floor((index * all.length) / wanted)] ?? '');
