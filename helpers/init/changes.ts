import type { Found } from '../../targets/drafted.js';
import { unique } from '../core/lists.js';

type Flat = ReadonlyMap<string, string>;

/** Differences between two readings, one line each: `+` is new, `-` has been removed, `~` has changed. */
export function changesOf(before: Found, now: Found): string[] {
  const [old, current] = [flattened(before), flattened(now)];
  const keys = unique([...old.keys(), ...current.keys()]).sort();
  return keys.flatMap((key) => {
    const [was, is] = [old.get(key), current.get(key)];
    if (was === is) return [];
    if (was === undefined) return [`+ ${key}`];
    return is === undefined ? [`- ${key}`] : [`~ ${key}: ${was} -> ${is}`];
  });
}

/** All items by a descriptive name, with their properties; their sources may change. */
function flattened({ hosts, sites, databases, services, jobs, dataFolders, mail, dns, logs, gaps }: Found): Flat {
  const { servers, ...zone } = dns;
  const entries: [string, unknown][] = [
    ...Object.entries(hosts).map(([role, host]): [string, unknown] => [`${role} host`, host]),
    ...sites.map((site): [string, unknown] => [`site ${site.host}`, site]),
    ...databases.map((each): [string, unknown] => [`database ${each.name}`, each]),
    ...services.map((each): [string, unknown] => [`service ${each.name}`, each]),
    ...jobs.map((each): [string, unknown] => [`${each.kind} job of ${each.user || 'a unit'}: ${each.command}`, each]),
    ...dataFolders.map((each): [string, unknown] => [`data folder ${each.path}`, each]),
    ...mail.map((each): [string, unknown] => [`mail ${each.setting}`, each]),
    ...servers.map((each): [string, unknown] => [`name server ${each.name}`, each]),
    ['DNS', zone],
    ...logs.map((each): [string, unknown] => [`log ${each.path}`, each]),
    ...gaps.map((gap): [string, unknown] => [`gap ${gap}`, '']),
  ];
  return new Map(entries.map(([key, value]) => [key, withoutPlace(value)]));
}

const withoutPlace = (value: unknown): string =>
  JSON.stringify(value, (key, inner: unknown) => (key === 'where' ? undefined : inner));
