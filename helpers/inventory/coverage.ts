import type { Comparison } from './compare.js';
import { AREAS } from './collectors/index.js';
import type { Inventory, Item, Sighted } from './types.js';

/** A thing that was found but belongs to no item. */
type Uncovered = {
  readonly kind: Sighted['kind'];
  readonly name: string;
  readonly count: number;
  readonly bytes: number;
  readonly why: string;
};

export type Coverage = {
  /** Everything that was found on the host: items, and things that belong to none. */
  readonly found: number;
  readonly items: number;
  /** Items that exist because of others and are compared only for changes. */
  readonly implied: number;
  /** Compared with the other host; undefined before there is one. */
  readonly compared: number | undefined;
  readonly notLookedAt: readonly Uncovered[];
  /** Parts that could not be read, in words. */
  readonly unread: readonly string[];
  /** Files that were compared by size and time only. */
  readonly bySize: { readonly count: number; readonly bytes: number };
};

/** Other checks that cover folders no collector reads, by path prefix. */
export type Elsewhere = readonly { readonly path: string; readonly by: string }[];

/**
 * Measures what was looked at against what exists. The yardstick is independent of the collectors: each file that no package
 * accounts for, and each process, port, and database must belong to at least one item.
 * @param judgedElsewhere folders and databases that separate checks compare
 */
export function coverageOf(
  inventory: Inventory,
  { folders, databases }: { readonly folders: Elsewhere; readonly databases: readonly string[] },
  comparison?: Comparison,
): Coverage {
  const { areas, yardstick } = inventory;
  const all = AREAS.flatMap((area) => areas[area].items);
  const notLookedAt = yardstick.sighted.flatMap((each): Uncovered[] => {
    const left = LEFT[each.kind](each, { inventory, folders, databases, files: filesByFolder(areas.files.items) });
    return left === undefined ? [] : [left];
  });
  const sized = areas.files.items.filter(({ value }) => value['size'] !== undefined);
  return {
    found: all.length + notLookedAt.reduce((sum, { count }) => sum + count, 0),
    items: all.length,
    implied: all.filter(({ implied }) => implied !== undefined).length,
    compared: comparison && Object.values(comparison.compared).reduce((sum, count) => sum + count, 0),
    notLookedAt: [...gathered(notLookedAt)].sort(
      (a, b) => b.count - a.count || b.bytes - a.bytes || (a.name < b.name ? -1 : 1),
    ),
    unread: [
      ...AREAS.flatMap((area) =>
        areas[area].unreadable.map(({ scope, why }) => `${area}${scope === '' ? '' : ` (${scope})`}: ${why}`),
      ),
      ...yardstick.unreadable,
    ],
    bySize: { count: sized.length, bytes: sized.reduce((sum, { value }) => sum + Number(value['size']), 0) },
  };
}

type Measure = {
  readonly inventory: Inventory;
  readonly folders: Elsewhere;
  readonly databases: readonly string[];
  readonly files: ReadonlyMap<string, number>;
};

const LEFT: { readonly [K in Sighted['kind']]: (sighted: Sighted, measure: Measure) => Uncovered | undefined } = {
  files: ({ kind, name, count, fresh = 0, bytes }, { folders, files }) => {
    if (folders.some(({ path }) => name === path || name.startsWith(`${path}/`))) return undefined;
    const read = files.get(name);
    // Files that a service writes during the two readings of its folder can appear in only one of them.
    const left = read === undefined ? count : count - read - fresh;
    return left <= 0 ? undefined : { kind, name, count: left, bytes, why: 'no collector reads these files' };
  },
  process: (sighted, measure) => byService(sighted, measure, 'belongs to no service on the host'),
  name: ({ kind, name, count, bytes }) => ({
    ...{ kind, name, count, bytes },
    why: 'it is in DNS, but the target does not name it',
  }),
  port: (sighted, measure) => byService(sighted, measure, 'its program belongs to no service on the host'),
  database: ({ kind, name, count, bytes }, { databases, inventory }) => {
    if (databases.includes(name)) return undefined;
    const isKnown = inventory.areas.database.items.some(({ key }) => key === `database ${name}`);
    return {
      ...{ kind, name, count, bytes },
      why: isKnown
        ? 'its structure is compared, but no check compares its rows: the target does not name it'
        : 'no collector lists it',
    };
  },
};

/** A process is accounted for by a service that runs it: through its unit, its pid file, or the package of its program. */
function byService(
  { kind, name, count, bytes, by }: Sighted,
  { inventory }: Measure,
  why: string,
): Uncovered | undefined {
  const { owners, families, areas } = inventory;
  const familyOf = (path: string): string => families[owners[path] ?? ''] ?? owners[path] ?? '';
  const services = new Set(areas.services.items.flatMap(({ key }) => /^service (\S+)$/.exec(key)?.[1] ?? []));
  const packages = new Set(
    [...services].flatMap((service) =>
      [
        `/etc/init.d/${service}`,
        `/lib/systemd/system/${service}.service`,
        `/usr/lib/systemd/system/${service}.service`,
      ].flatMap((path) => familyOf(path) || []),
    ),
  );
  const isAccounted = by.some(
    (each) => services.has(each.replace(/\.(socket|timer)$/, '')) || packages.has(familyOf(each)),
  );
  return isAccounted ? undefined : { kind, name, count, bytes, why };
}

function filesByFolder(items: readonly Item[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { source, value, implied } of items) {
    const isFolder = value['kind'] === 'folder';
    if (implied !== undefined && !isFolder) continue;
    // A listed folder was read, even if it was empty.
    const folder = isFolder ? source : source.slice(0, source.lastIndexOf('/')) || '/';
    counts.set(folder, (counts.get(folder) ?? 0) + (isFolder ? 0 : 1));
  }
  return counts;
}

/** Folders that no collector reads, as few as possible: one that is entirely within another is counted there. */
function gathered(uncovered: readonly Uncovered[]): Uncovered[] {
  const others = uncovered.filter(({ kind }) => kind !== 'files');
  const folders = new Map<string, Uncovered>();
  for (const each of uncovered.filter(({ kind }) => kind === 'files')) {
    const name =
      each.name
        .split('/')
        .slice(0, DEPTH + 1)
        .join('/') || '/';
    const known = folders.get(name);
    folders.set(name, {
      ...each,
      name,
      count: each.count + (known?.count ?? 0),
      bytes: each.bytes + (known?.bytes ?? 0),
    });
  }
  const same = new Map<string, Uncovered>();
  for (const each of others) {
    const known = same.get(`${each.kind} ${each.name}`);
    same.set(`${each.kind} ${each.name}`, { ...each, count: each.count + (known?.count ?? 0) });
  }
  return [...folders.values(), ...same.values()];
}
/** Deeper folders are counted as part of their parent. */
const DEPTH = 3;
