import type { Area, Facets, Item, Reading, Unreadable } from './types.js';

/** The result of reading a row: items, or the reason, in words, why it could not be parsed. */
export type Understood = readonly Item[] | string;
/** Reads the fields behind a tag; the last field of a handler's arity keeps the rest of the row, including tabs. */
export type Handler = (...fields: string[]) => Understood;

/**
 * Reads tagged rows. A row that no handler understands makes its source unreadable and is quoted.
 * @param handlers by tag; an unreadable row counts against its first field, unless `scope` says otherwise
 */
export function readRows(
  area: Area,
  rows: readonly string[],
  handlers: Readonly<Record<string, Handler>>,
  scopeOf: (tag: string, first: string) => string = (_tag, first) => (first.startsWith('/') ? first : ''),
): Reading {
  const items: Item[] = [];
  const unreadable: Unreadable[] = [];
  for (const row of rows) {
    const [tag = '', first = '', ...more] = row.split('\t');
    if (tag === 'cannot') {
      unreadable.push({ area, scope: first, why: more.join(' ') });
      continue;
    }
    const understood = handlers[tag]?.(first, ...more) ?? 'an unexpected row';
    if (typeof understood !== 'string') items.push(...understood);
    else unreadable.push({ area, scope: scopeOf(tag, first), why: `${understood}: "${quoted(row)}"` });
  }
  return { items, unreadable };
}

const LONGEST_QUOTE = 200;
const quoted = (row: string): string => (row.length > LONGEST_QUOTE ? `${row.slice(0, LONGEST_QUOTE)}...` : row);

/** Words as they are compared: the spacing between them does not count. */
export const squeezed = (text: string): string => text.trim().replace(/\s+/g, ' ');

/** An item of one aspect. */
export const plain = (area: Area, key: string, is: string, source: string): Item => ({
  area,
  key,
  value: { is },
  source,
});

/** A setting: one that no one has made exists only because its program does. */
export const setting = (area: Area, key: string, is: string, source: string, isDefault: boolean): Item =>
  isDefault
    ? { area, key, value: { is, default: is }, source, implied: 'not set: the default of its release' }
    : plain(area, key, is, source);

/** Merges several readings of one area. */
export const together = (...readings: readonly Reading[]): Reading => ({
  items: readings.flatMap(({ items }) => items),
  unreadable: readings.flatMap(({ unreadable }) => unreadable),
});

/** Items with the same key become one, whose facets list all values: two jobs with one command, two lines with one name. */
export function merged(items: readonly Item[]): Item[] {
  const byKey = new Map<string, Item[]>();
  for (const item of items) {
    const same = byKey.get(item.key);
    if (same) same.push(item);
    else byKey.set(item.key, [item]);
  }
  return [...byKey.values()].map((same) => {
    const [first] = same;
    if (first === undefined || same.length === 1) return first as Item;
    const facets = new Map<string, Set<string>>();
    for (const { value } of same)
      for (const [name, text] of Object.entries(value)) facets.set(name, (facets.get(name) ?? new Set()).add(text));
    const value: Facets = Object.fromEntries([...facets].map(([name, texts]) => [name, [...texts].sort().join('; ')]));
    const { implied, ...rest } = first;
    return {
      ...rest,
      value,
      ...(implied !== undefined && same.every((each) => each.implied !== undefined) ? { implied } : {}),
    };
  });
}
