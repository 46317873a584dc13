import type { Lists, RecordedPage } from './noise.js';
import type { PageFacts } from './page.js';

/** What of an answer is compared, each by a check of its own, in the words of its title. */
export const COMPARED = [
  { aspect: 'status', what: 'answers and redirects' },
  { aspect: 'headers', what: 'sends headers' },
  { aspect: 'frame', what: 'builds its pages' },
  { aspect: 'text', what: 'words its steady pages' },
  { aspect: 'bytes', what: 'serves its files' },
] as const;
export type Aspect = (typeof COMPARED)[number]['aspect'];

/** One thing that is not as it was, in words: `http://... title: was A, is B`. */
export type Difference = {
  readonly url: string;
  readonly aspect: Aspect;
  readonly words: string;
  /** `regression`: worse than on Deer; `allowed`: meant, see why; `broken before`: Deer was no better. */
  readonly kind: 'regression' | 'allowed' | 'broken before';
  readonly why: string;
};

/** Somebody expects a difference. Both patterns are searched for. */
export type Allowed = { readonly words: RegExp; readonly url?: RegExp | undefined; readonly why: string };

/** Of one page and aspect; more of it says nothing more. */
const MOST = 5;

/**
 * How an answer differs from the recorded one. Of a page with another status nothing more is said: it is another page.
 * @param lives its words are what members write: only what it is built of is compared
 */
export function differences(
  before: RecordedPage,
  now: PageFacts,
  { lives, allowed }: { readonly lives: boolean; readonly allowed: readonly Allowed[] },
): Difference[] {
  const changed = (what: string, was: string, is: string): string[] =>
    was === is || before.varies[what] !== undefined ? [] : [`${what} was ${was || 'none'}, is ${is || 'none'}`];
  const header = (name: string): string[] =>
    before.varies[`header ${name}`] === undefined
      ? changed(`header ${name}`, before.headers[name] ?? '', now.headers[name] ?? '')
      : [];
  const lines = (what: 'frame' | 'text'): string[] => {
    // What varied by itself may bring other lines every time; what was steady must still be there.
    const mayGrow = lives || before.varies[what] !== undefined;
    const lost = before[what].filter((line) => !now[what].includes(line));
    const added = mayGrow ? [] : now[what].filter((line) => !before[what].includes(line));
    return [...lost.map((line) => `lost: ${line}`), ...added.map((line) => `new: ${line}`)];
  };

  const another = [...changed('status', String(before.status), String(now.status)), ...header('location')];
  const complaints = [
    ...now.broken.filter((words) => !before.broken.includes(words)),
    ...before.broken.map((words) => `said on Deer already: ${words}`),
  ];
  const names = Object.keys({ ...before.headers, ...now.headers }).filter((name) => name !== 'location');
  const found: Readonly<Record<Aspect, readonly string[]>> = {
    status: [...another, ...complaints],
    headers: another.length > 0 ? [] : names.flatMap(header),
    frame: another.length > 0 ? [] : [...changed('title', before.title, now.title), ...lines('frame')],
    text: another.length > 0 || lives ? [] : lines('text'),
    bytes: another.length > 0 || lives ? [] : changed('sha256', before.sha256, now.sha256),
  };
  return COMPARED.flatMap(({ aspect }) =>
    found[aspect].slice(0, MOST).map((words) => judged({ url: before.url, aspect, words }, before, allowed)),
  );
}

function judged(
  { url, aspect, words }: Pick<Difference, 'url' | 'aspect' | 'words'>,
  before: RecordedPage,
  allowed: readonly Allowed[],
): Difference {
  const rule = allowed.find((each) => each.words.test(words) && (each.url?.test(url) ?? true));
  if (rule !== undefined) return { url, aspect, words, kind: 'allowed', why: rule.why };
  const [complaint] = before.broken;
  return complaint === undefined
    ? { url, aspect, words, kind: 'regression', why: '' }
    : { url, aspect, words, kind: 'broken before', why: complaint };
}

/** What a host lacks of what was recorded, one line each: `services that run: rox`. More than was there is no loss. */
export const losses = (before: Lists, now: Lists): string[] =>
  Object.entries(before).flatMap(([kind, names]) =>
    names.filter((name) => now[kind]?.includes(name) !== true).map((name) => `${kind}: ${name}`),
  );

/** A living site loses a tenth of anything, and a few, without anybody being at fault. */
export const isPlausible = (was: number, is: number): boolean => is >= was * 0.9 - 5;

/** Tables that have lost more rows than members delete. A table that is gone is told elsewhere. */
export const shrunk = (before: Readonly<Record<string, number>>, now: Readonly<Record<string, number>>): string[] =>
  Object.entries(before).flatMap(([table, was]) => {
    const is = now[table];
    return is === undefined || isPlausible(was, is) ? [] : [`${table}: ${was} rows on Deer, ${is} on Puma`];
  });
