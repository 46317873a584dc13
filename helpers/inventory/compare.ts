import { AREAS, COLLECTORS } from './collectors/index.js';
import { asSeenBy } from './roles.js';
import type { Area, Difference, Facets, Inventory, Item, Unreadable } from './types.js';

/** Something that could not be read, and on which host. */
type Unread = Unreadable & { readonly host: string };

export type Comparison = {
  readonly differences: readonly Difference[];
  /** Parts that could not be read on either host. */
  readonly unread: readonly Unread[];
  /** Items of one host whose counterpart could not be read. */
  readonly unknown: readonly Item[];
  /** Items of the old host that were compared, by area. */
  readonly compared: Readonly<Record<Area, number>>;
};

/** Compares two inventories item by item. An item that could not be read on one host is unknown, not a difference. */
export function compare(old: Inventory, now: Inventory): Comparison {
  const differences: Difference[] = [];
  const unknown: Item[] = [];
  const compared = Object.fromEntries(AREAS.map((area) => [area, 0])) as Record<Area, number>;
  for (const area of AREAS) {
    const here = byKey(old.areas[area].items, 'old');
    const there = byKey(now.areas[area].items, 'new');
    for (const [key, item] of here) {
      const other = there.get(key);
      if (other === undefined && isUnknown(item, now.areas[area].unreadable)) unknown.push(item);
      else {
        compared[area]++;
        differences.push(...(other === undefined ? whole('missing', item) : changes(item, other)));
      }
    }
    for (const [key, item] of there) {
      if (here.has(key)) continue;
      if (isUnknown(item, old.areas[area].unreadable)) unknown.push(item);
      else differences.push(...whole('added', item));
    }
  }
  const unread = [old, now].flatMap(({ host, areas }) =>
    AREAS.flatMap((area) => areas[area].unreadable.map((each) => ({ ...each, host }))),
  );
  return { differences, unread, unknown, compared };
}

/** The host's own names form the same key on both. */
const byKey = (items: readonly Item[], role: 'old' | 'new'): Map<string, Item> =>
  new Map(items.map((item) => [asSeenBy(item.key, role), item]));

const isUnknown = ({ key, source }: Item, unreadable: readonly Unreadable[]): boolean =>
  unreadable.some(({ scope }) => key.startsWith(scope) || source.startsWith(scope));

function whole(kind: 'missing' | 'added', { area, key, value, source, implied }: Item): Difference[] {
  if (implied !== undefined) return [];
  const text = formatValue(value);
  return [
    {
      area,
      key,
      facet: '',
      kind,
      old: kind === 'missing' ? text : undefined,
      new: kind === 'added' ? text : undefined,
      source,
    },
  ];
}

function changes(old: Item, now: Item): Difference[] {
  const { area, key, source } = old;
  const differs = COLLECTORS[area].differs ?? ((_facet: string, one: string, other: string) => one !== other);
  // Settings that no one has set on either host are reported separately: their default differs between releases.
  const areDefaults = old.value['default'] !== undefined && now.value['default'] !== undefined;
  return Object.entries(old.value).flatMap(([facet, before]): Difference[] => {
    const after = now.value[facet];
    if (facet === (areDefaults ? 'is' : 'default')) return [];
    if (after === undefined || isWordForWord(before, after)) return [];
    if (!differs(facet, asSeenBy(before, 'old'), asSeenBy(after, 'new'))) return [];
    return [{ area, key, facet, kind: 'changed', old: before, new: after, source }];
  });
}

/** Equal texts are equal, unless they name the old host, which will be gone one day. */
const isWordForWord = (before: string, after: string): boolean => before === after && !before.includes('<old>');

/** A value on one line: `mode 644, owner root:root`. */
export const formatValue = (value: Facets): string =>
  Object.entries(value)
    .filter(([facet]) => facet !== 'default')
    .map(([facet, text]) => (facet === 'is' ? text : `${facet} ${text}`))
    .join(', ');
