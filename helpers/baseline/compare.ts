import type { Target } from '../../targets/schema.js';
import { NoAnswer } from '../core/no-answer.js';
import { comparedUrls } from './fetch-pages.js';
import type { Lists, RecordedPage } from './stable-parts.js';
import type { PageFacts } from './page.js';

/** The aspects of an answer that are compared, each by a separate check, in the wording of that check's title. */
export const COMPARISON_ASPECTS = [
  { aspect: 'status', what: 'statuses, redirects, and content types' },
  { aspect: 'headers', what: 'headers' },
  { aspect: 'frame', what: 'titles, forms, fields, and scripts' },
  { aspect: 'text', what: 'text on unchanging pages' },
  { aspect: 'bytes', what: 'files' },
] as const;
export type Aspect = (typeof COMPARISON_ASPECTS)[number]['aspect'];

/** One difference, in words: `title: A -> B`. */
export type Difference = {
  readonly url: string;
  readonly aspect: Aspect;
  readonly words: string;
  /** `regression`: worse than on the old host; `allowed`: intended, see why; `broken before`: the old host was no better. */
  readonly kind: 'regression' | 'allowed' | 'broken before';
  readonly why: string;
};

/** Someone expects a difference. Both patterns are matched anywhere in the text. */
export type Allowed = { readonly words: RegExp; readonly url?: RegExp | undefined; readonly why: string };

/** Limit per page and aspect; further differences add no information. */
const MAX_ITEMS = 5;

/**
 * How an answer differs from the recorded one. If the answer is of another kind, or
 * itself says that it is broken, nothing else about it is reported.
 * @param lives its text is written by members: only its structure is compared
 * @param isShared on a live page, whether a line is common to all pages of the site: such a line is compared all the same
 */
export function differences(
  before: RecordedPage,
  now: PageFacts,
  {
    lives,
    allowed,
    isShared = () => false,
  }: {
    readonly lives: boolean;
    readonly allowed: readonly Allowed[];
    readonly isShared?: (line: string) => boolean;
  },
): Difference[] {
  const changed = (what: string, was: string, is: string): string[] =>
    was === is || before.volatile[what] !== undefined ? [] : [`${what}: ${was || 'none'} -> ${is || 'none'}`];
  const header = (name: string): string[] =>
    before.volatile[`header ${name}`] === undefined && !(name === 'vary' && variesAsBefore(before, now))
      ? changed(name, before.headers[name] ?? '', now.headers[name] ?? '')
      : [];
  const lines = (what: 'frame' | 'text'): string[] => {
    // Varying parts may have different lines each time; steady ones must still be there.
    const varied = before.volatile[what];
    const mayGrow = lives || varied !== undefined;
    const isSteady = (line: string): boolean =>
      (isShared(line) || (what === 'frame' && DIRECTIVE.test(line))) && varied?.includes(line) !== true;
    const [was, is] = [new Set(before[what]), new Set(now[what])];
    const lost = before[what].filter((line) => !is.has(line) && (!lives || what === 'frame' || isShared(line)));
    const added = now[what].filter((line) => !was.has(line) && (!mayGrow || isSteady(line)));
    return [...lost.map((line) => `lost: ${line}`), ...added.map((line) => `new: ${line}`)];
  };

  const elsewhere = [...changed('status', String(before.status), String(now.status)), ...header('location')];
  const another = elsewhere.length > 0 ? elsewhere : changed('media type', mediaType(before), mediaType(now));
  const sick = now.broken.filter((words) => !before.broken.includes(words));
  const knownSick = before.broken.map((words) => `already reported on the old host: ${words}`);
  const isAnother = another.length + sick.length > 0;
  const names = Object.keys({ ...before.headers, ...now.headers }).filter((name) => name !== 'location');
  const found: Readonly<Record<Aspect, readonly string[]>> = {
    status: [...another, ...sick, ...knownSick],
    headers: isAnother ? [] : names.flatMap(header),
    frame: isAnother ? [] : [...changed('title', before.title, now.title), ...lines('frame')],
    text: isAnother ? [] : lines('text'),
    bytes: isAnother || (lives && !FILE.test(mediaType(before))) ? [] : changed('sha256', before.sha256, now.sha256),
  };
  return COMPARISON_ASPECTS.flatMap(({ aspect }) =>
    found[aspect].slice(0, MAX_ITEMS).map((words) => judged({ url: before.url, aspect, words }, before, allowed)),
  );
}

/** Does a cache still distinguish what it used to distinguish? More compression than before is not a loss. */
function variesAsBefore(before: PageFacts, now: PageFacts): boolean {
  const [was, is] = [before, now].map(({ headers }) =>
    (headers['vary'] ?? '')
      .toLowerCase()
      .split(/[\s,]+/)
      .filter(Boolean),
  );
  return (
    (was ?? []).every((name) => is?.includes(name)) &&
    (is ?? []).every((name) => name === 'accept-encoding' || was?.includes(name))
  );
}

/** Elements that describe a page as a whole: text written by members never adds one. */
const DIRECTIVE = /^(?:robots|\w+bot|canonical|refresh|base) /;
/** Content types that are not pages and do not depend on what members write. */
const FILE = /^(?:image|font|audio|video)\/|css$|javascript$|pdf$/;

const mediaType = ({ headers }: PageFacts): string => (headers['content-type'] ?? '').replace(/;.*/, '');

function judged(
  { url, aspect, words }: Pick<Difference, 'url' | 'aspect' | 'words'>,
  before: RecordedPage,
  allowed: readonly Allowed[],
): Difference {
  const rule = allowed.find((each) => each.words.test(words) && (each.url?.test(url) ?? true));
  if (rule !== undefined) return { url, aspect, words, kind: 'allowed', why: rule.why };
  return before.broken.length === 0
    ? { url, aspect, words, kind: 'regression', why: '' }
    : { url, aspect, words, kind: 'broken before', why: 'it was already broken on the old host' };
}

/**
 * How the current answers differ from the recorded ones.
 * @throws {NoAnswer} when an address was not requested at that time
 */
export function differencesSince(
  target: Pick<Target, 'sites' | 'baselineComparison'>,
  recorded: readonly RecordedPage[],
  now: readonly PageFacts[],
): Difference[] {
  const pages = new Map(recorded.map((page) => [page.url, page]));
  const lives = new Map(comparedUrls(target).map((each) => [each.url, each.lives]));
  return now.flatMap((page) => {
    const before = pages.get(page.url);
    if (before === undefined)
      throw new NoAnswer(
        `the answer of the old host to ${page.url}`,
        'the baseline',
        'it does not contain this page: record the baseline again',
      );
    return differences(before, page, {
      lives: lives.get(page.url) ?? false,
      allowed: target.baselineComparison.allowed,
    });
  });
}

/** Each difference once, however many pages share it, with one of those pages: `lost: Login | GET http://... and 30 more`. */
export function grouped(found: readonly Difference[]): string[] {
  const urls = new Map<string, string[]>();
  for (const { url, words } of found) urls.set(words, [...(urls.get(words) ?? []), url]);
  return [...urls].map(
    ([words, [first = '', ...more]]) => `${words} | GET ${first}${more.length > 0 ? ` and ${more.length} more` : ''}`,
  );
}

/** Items of a recording that a host lacks, one line each: `running services: rox`. Additional items are not a loss. */
export const missingItems = (before: Lists, now: Lists): string[] =>
  Object.entries(before).flatMap(([kind, names]) => {
    const there = new Set(now[kind]);
    const letters = new Set((now[kind] ?? []).map((name) => name.normalize()));
    const same = ' (the same letters are there, but as different code points: NFC, NFD)';
    return names
      .filter((name) => !there.has(name))
      .map((name) => `${kind}: ${name}${letters.has(name.normalize()) ? same : ''}`);
  });

/** A live site may lose a tenth of anything, and a few items more, without anything being wrong. */
export const isWithinTolerance = (was: number, is: number): boolean => is >= was * 0.9 - 5;

/** Tables that have lost more rows than members normally delete. A missing table is reported elsewhere. */
export const shrunkTables = (
  before: Readonly<Record<string, number>>,
  now: Readonly<Record<string, number>>,
): string[] =>
  Object.entries(before).flatMap(([table, was]) => {
    const is = now[table];
    return is === undefined || isWithinTolerance(was, is)
      ? []
      : [`${table}: ${was} rows on the old host, ${is} on the new host`];
  });
