import { unique } from '../core/lists.js';
import type { PageFacts } from './page.js';

/** Names by kind, e.g. `tables of BW_MAIN`. */
export type Lists = Readonly<Record<string, readonly string[]>>;

/** Answers that were the same both times, and those that were not: a later difference in the latter means nothing. */
export type Stable<T> = { readonly stable: T; readonly volatile: Lists };

export type RecordedPage = PageFacts & {
  /** Items that were in only one of the two answers, by list. */
  readonly volatile: Lists;
};

const LINES = ['frame', 'text', 'broken'] as const;
const VALUES = ['status', 'title', 'sha256'] as const;

/** Keeps what two readings have in common. */
export function mergeSamples(first: Lists, second: Lists): Stable<Lists> {
  const kinds = unique([...Object.keys(first), ...Object.keys(second)]);
  const both = (kind: string): string[] => {
    const again = new Set(second[kind]);
    return (first[kind] ?? []).filter((name) => again.has(name));
  };
  return {
    stable: Object.fromEntries(kinds.map((kind) => [kind, both(kind)])),
    volatile: withoutEmpty(kinds.map((kind) => [kind, onlyInOne(first[kind] ?? [], second[kind] ?? [])])),
  };
}

/** Merges two answers to the same request into one page. If a status or a title varies, the first value is kept. */
export function mergePageSamples(first: PageFacts, second: PageFacts): RecordedPage {
  const headers = mergeSamples(asLists(first.headers), asLists(second.headers));
  const lines = mergeSamples(pick(first), pick(second));
  return {
    ...first,
    ...lines.stable,
    headers: Object.fromEntries(
      Object.entries(headers.stable).flatMap(([name, [value]]) => (value === undefined ? [] : [[name, value]])),
    ),
    volatile: withoutEmpty([
      ...VALUES.map((name): [string, string[]] => [name, onlyInOne([String(first[name])], [String(second[name])])]),
      ...Object.entries(headers.volatile).map(([name, values]): [string, readonly string[]] => [
        `header ${name}`,
        values,
      ]),
      ...Object.entries(lines.volatile),
    ]),
  };
}

const pick = (page: PageFacts): Lists => Object.fromEntries(LINES.map((name) => [name, page[name]]));
const asLists = (values: Readonly<Record<string, string>>): Lists =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, [value]]));
function onlyInOne(first: readonly string[], second: readonly string[]): string[] {
  const [inFirst, inSecond] = [new Set(first), new Set(second)];
  return [...first.filter((each) => !inSecond.has(each)), ...second.filter((each) => !inFirst.has(each))];
}
const withoutEmpty = (lists: readonly (readonly [string, readonly string[]])[]): Lists =>
  Object.fromEntries(lists.filter(([, names]) => names.length > 0));
