import type { Difference, Inventory } from './types.js';
import { weightOf } from './weights.js';

/** Differences with one likely cause. */
export type Group = {
  /** In words: `package rsync`, `file /etc/cron.d/backup`, `account bwrox`. */
  readonly cause: string;
  /** Heaviest first; the first one speaks for the group. */
  readonly members: readonly [Difference, ...Difference[]];
  readonly weight: number;
};

/** What is known of both hosts beside the differences. */
export type Known = Pick<Inventory, 'owners' | 'areas'>;

/** So many files of one folder are one group. */
const FILES_OF_A_FOLDER = 3;

/**
 * Puts differences with one likely cause together, losses first. A package that only one host has explains its files,
 * services, sockets and jobs; an account its home, keys and jobs; a file the settings that are read from it.
 */
export function group(
  differences: readonly Difference[],
  hosts: { readonly old: Known; readonly new: Known },
): Group[] {
  const causes = new Causes(differences, hosts);
  const groups = new Map<string, Difference[]>();
  for (const difference of differences) {
    const cause = causes.of(difference);
    groups.set(cause, [...(groups.get(cause) ?? []), difference]);
  }
  return foldersOf(groups)
    .map(([cause, members]) => {
      const sorted = members
        .map((difference) => ({ difference, weight: weightOf(difference) }))
        .sort((a, b) => b.weight - a.weight || compareText(a.difference.key, b.difference.key));
      return { cause, members: sorted.map(({ difference }) => difference), weight: sorted[0]?.weight ?? 0 };
    })
    .flatMap(({ cause, members: [first, ...rest], weight }): Group[] =>
      first === undefined ? [] : [{ cause, members: [first, ...rest], weight }],
    )
    .sort((a, b) => b.weight - a.weight || compareText(a.cause, b.cause));
}

const compareText = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

/** The path that a difference was read from; empty where it was a command. */
const pathOf = ({ area, key, source }: Difference): string =>
  area === 'files' ? key : (/^(\/[^ ]+)/.exec(source)?.[1] ?? '');

class Causes {
  readonly #hosts: { readonly old: Known; readonly new: Known };
  /** Packages that only one host has, also those that came along with others. */
  readonly #packages: ReadonlySet<string>;
  readonly #accounts: ReadonlySet<string>;
  readonly #databases: ReadonlySet<string>;
  readonly #perPath = new Map<string, number>();

  constructor(differences: readonly Difference[], hosts: { readonly old: Known; readonly new: Known }) {
    this.#hosts = hosts;
    const names = ({ areas }: Known): string[] => areas.packages.items.map(({ key }) => key);
    const [before, after] = [new Set(names(hosts.old)), new Set(names(hosts.new))];
    this.#packages = new Set(
      [...before, ...after]
        .filter((key) => before.has(key) !== after.has(key))
        .flatMap((key) => /^package ([^:]+)/.exec(key)?.[1] ?? []),
    );
    const wholly = (pattern: RegExp): Set<string> =>
      new Set(
        differences
          .filter(({ kind }) => kind !== 'changed')
          .flatMap(({ area, key }) => pattern.exec(`${area}/${key}`)?.[1] ?? []),
      );
    this.#accounts = wholly(/^accounts\/user (.+)$/);
    this.#databases = wholly(/^database\/database (.+)$/);
    for (const difference of differences) {
      const path = pathOf(difference);
      this.#perPath.set(path, (this.#perPath.get(path) ?? 0) + 1);
    }
  }

  of(difference: Difference): string {
    return (
      this.#package(difference) ??
      this.#account(difference) ??
      this.#database(difference) ??
      this.#service(difference) ??
      this.#web(difference) ??
      this.#file(difference) ??
      `${difference.area}: ${difference.key}`
    );
  }

  #owner({ kind }: Difference, paths: readonly string[]): string | undefined {
    const { owners } = kind === 'added' ? this.#hosts.new : this.#hosts.old;
    return paths.flatMap((path) => owners[path] ?? [])[0];
  }

  #package(difference: Difference): string | undefined {
    const { area, key, old, new: now } = difference;
    const named = area === 'packages' ? /^package ([^:]+)/.exec(key)?.[1] : undefined;
    if (named !== undefined) return `package ${named}`;
    const service = /^service (\S+)/.exec(key)?.[1];
    const program = /^program (\S+)/.exec(old ?? now ?? '')?.[1] ?? /^version of (\S+)/.exec(key)?.[1];
    const module = /^apache module (\S+)/.exec(key)?.[1];
    const path = pathOf(difference);
    const folder = /^(\/(?:etc|var\/(?:lib|log|spool))\/[^/]+)\//.exec(path)?.[1];
    const owner = this.#owner(difference, [
      path,
      ...(service === undefined
        ? []
        : [
            `/etc/init.d/${service}`,
            `/lib/systemd/system/${service}.service`,
            `/usr/lib/systemd/system/${service}.service`,
            `/lib/systemd/system/${service}`,
            `/usr/lib/systemd/system/${service}`,
          ]),
      ...(program === undefined
        ? []
        : [
            `/usr/sbin/${program}`,
            `/usr/bin/${program}`,
            `/sbin/${program}`,
            `/bin/${program}`,
            `/usr/lib/postfix/sbin/${program}`,
          ]),
      ...(module === undefined ? [] : [`/usr/lib/apache2/modules/mod_${module}.so`]),
      ...(folder === undefined ? [] : [folder]),
    ]);
    if (owner !== undefined && this.#packages.has(owner)) return `package ${owner}`;
    // What has the name of a package that only one host has: its account, its folders, the links that start it.
    const same = [
      /^(?:user|group|password of|group number of user) (\S+)/.exec(area === 'accounts' ? key : '')?.[1],
      /^\/etc\/rc[\dS]\.d\/[SK]\d\d(.+)$/.exec(path)?.[1],
      folder?.slice(folder.lastIndexOf('/') + 1),
      service,
    ].find((name) => name !== undefined && this.#packages.has(name));
    return same === undefined ? undefined : `package ${same}`;
  }

  #account({ area, key }: Difference): string | undefined {
    const named =
      area === 'accounts'
        ? /^(?:user|group|password of|group number of user|key of) ([^:\s]+)/.exec(key)?.[1]
        : (/^job of ([^:]+):/.exec(key)?.[1] ??
          /^\/(?:home|var\/spool\/cron\/crontabs|var\/mail)\/([^/]+)/.exec(key)?.[1]);
    if (named === undefined) return undefined;
    return this.#accounts.has(named) || area === 'accounts' ? `account ${named}` : undefined;
  }

  #database({ area, key, kind }: Difference): string | undefined {
    if (area !== 'database') return undefined;
    const [, name, thing] = /^(?:table|view|procedure|function|trigger|event) ([^.]+)(\.[^:]*)/.exec(key) ?? [];
    if (name !== undefined) return this.#databases.has(name) ? `database ${name}` : `table ${name}${thing ?? ''}`;
    const account = /^account (\S+) may/.exec(key)?.[1];
    if (account !== undefined) return `database account ${account}`;
    const what = /^(variable|plugin) /.exec(key)?.[1];
    return what !== undefined && kind !== 'changed' ? `release of the database server: ${what}s` : undefined;
  }

  /** A service, its sockets and its timer, told by the programs that one package brings. */
  #service(difference: Difference): string | undefined {
    const { area, key } = difference;
    const service = area === 'services' ? /^(?:service|timer) (\S+)/.exec(key)?.[1] : undefined;
    if (service !== undefined) return `service ${service.replace(/\.(socket|timer|path)$/, '')}`;
    const link =
      /^\/etc\/(?:rc[\dS]\.d\/[SK]\d\d|systemd\/system\/[^/]+\.(?:wants|requires)\/)([^/]+?)(?:\.(?:service|socket|timer))?$/.exec(
        key,
      )?.[1];
    return link === undefined ? undefined : `service ${link}`;
  }

  #web({ area, key }: Difference): string | undefined {
    if (area !== 'web') return undefined;
    const host =
      /^apache (?:host|VirtualHost) ([^\s:]+)/.exec(key)?.[1] ?? /^nginx (?:http > )?server (\S+)/.exec(key)?.[1];
    return host === undefined ? undefined : `virtual host ${host}`;
  }

  #file(difference: Difference): string | undefined {
    const path = pathOf(difference);
    return path === '' || path.startsWith('/proc') ? undefined : `file ${path}`;
  }
}

/** Files of one folder that are all missing, or all new, are one group; so is a folder with all that is in it. */
function foldersOf(groups: ReadonlyMap<string, Difference[]>): [string, Difference[]][] {
  const kindOf = (members: readonly Difference[]): string => members[0]?.kind ?? '';
  const pathIn = (cause: string): string | undefined => /^file (\/.*)$/.exec(cause)?.[1];
  const result = new Map(groups);
  const counts = new Map<string, string[]>();
  for (const [cause, members] of groups) {
    const path = pathIn(cause);
    if (path === undefined || !members.every(({ area, kind }) => area === 'files' && kind === kindOf(members)))
      continue;
    // Not the roots themselves: nobody means all of /etc by one word.
    for (let folder = path; folder.split('/').length > 2; folder = folder.slice(0, folder.lastIndexOf('/'))) {
      const name = `${kindOf(members)} ${folder}`;
      counts.set(name, [...(counts.get(name) ?? []), cause]);
    }
  }
  // The highest folder first, and each file once.
  for (const [name, causes] of [...counts].sort(([a], [b]) => a.length - b.length || compareText(a, b))) {
    const left = causes.filter((cause) => result.has(cause));
    const folder = name.slice(name.indexOf(' ') + 1);
    const isDeep = folder.split('/').length > 3 || causes.includes(`file ${folder}`);
    if (left.length < FILES_OF_A_FOLDER || !isDeep) continue;
    const members = left.flatMap((cause) => result.get(cause) ?? []);
    for (const cause of left) result.delete(cause);
    result.set(`folder ${folder} (${kindOf(members)})`, members);
  }
  return [...result];
}
