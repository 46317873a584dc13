import { unversioned } from '../collectors/system/packages.js';
import { unique } from '../../core/lists.js';
import type { Difference, Inventory } from '../types.js';
import { CAME_ALONG, LIBRARIES, releaseOfDatabase, SCHEDULE, SYSTEM_ACCOUNTS, UNITS } from './release.js';
import { namesakes, pathOf, serviceOf, together, traces, unitPaths } from './traces.js';

/** Facts about both hosts in addition to the differences. */
export type Known = Pick<Inventory, 'owners' | 'areas'>;

/** Shared libraries, which others depend on: `libssl3`, not `libimage-exiftool-perl`. */
const LIBRARY = /^lib[^-]*(-\d+)?$/;
/** Packages that one web server needs and another does not. */
const OF_WEB_SERVER = /^package (apache2|libapache2|nginx|php-fpm)/;

/** Determines the cause of a difference from the facts about both hosts. */
export class Causes {
  readonly #hosts: { readonly old: Known; readonly new: Known };
  /** Packages that only one host has, including those that were installed as dependencies. */
  readonly #packages: ReadonlySet<string>;
  /** Those among them that no one requested. */
  readonly #implied: ReadonlySet<string>;
  /** Files that rsyslog writes, if only one host has it. */
  readonly #syslog: ReadonlySet<string>;
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
    this.#implied = new Set(
      [hosts.old, hosts.new].flatMap(({ areas }) =>
        areas.packages.items.flatMap(({ key, implied }) =>
          implied === undefined ? [] : (/^package ([^:]+)/.exec(key)?.[1] ?? []),
        ),
      ),
    );
    this.#syslog = new Set(
      [hosts.old, hosts.new].flatMap(({ areas }) =>
        areas.logs.items.flatMap(({ key }) => /^syslog .*?(\/var\/log\/[\w./-]+)/.exec(key)?.[1] ?? []),
      ),
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
      this.#webServer(difference) ??
      this.#package(difference) ??
      this.#account(difference) ??
      this.#database(difference) ??
      this.#release(difference) ??
      this.#service(difference) ??
      together(difference) ??
      this.#web(difference) ??
      this.#file(difference) ??
      `${difference.area}: ${difference.key}`
    );
  }

  /** If one host has Apache and the other nginx, everything about them is one difference. */
  #webServer(difference: Difference): string | undefined {
    const { area, key, source } = difference;
    const serverOn = (host: Known): string =>
      unique(host.areas.web.items.flatMap((item) => /^(apache|nginx) /.exec(item.key)?.[1] ?? [])).join(' and ');
    const [old, now] = [serverOn(this.#hosts.old), serverOn(this.#hosts.new)];
    const isOfOne = area === 'web' && /^(apache|nginx) /.test(key);
    const isFile = /^\/(?:(?:etc|var\/lib)\/(?:apache2|nginx)|etc\/php\/[^/]+\/(?:apache2|fpm))\//.test(source);
    return old !== now && (isOfOne || isFile || OF_WEB_SERVER.test(this.#package(difference) ?? ''))
      ? `web server: ${old || 'none'} on the old host, ${now || 'none'} on the new one`
      : undefined;
  }

  /** Parts of packages that both hosts have, each in its own release: units, and scripts that run on a schedule. */
  #release(difference: Difference): string | undefined {
    const { area, key, kind } = difference;
    const name = serviceOf(difference);
    const units = name === undefined ? [] : [...unitPaths(name), `/etc/init.d/${name.replace(/\.service$/, '')}`];
    const owner = [this.#hosts.old, this.#hosts.new].flatMap(({ owners }) =>
      units.flatMap((path) => owners[path] ?? []),
    )[0];
    if (owner !== undefined && (kind !== 'changed' || key.startsWith('timer '))) return UNITS;
    const isOwned = area === 'schedule' && this.#owner(difference, [pathOf(difference)]) !== undefined;
    return isOwned ? SCHEDULE : undefined;
  }

  #owner({ kind }: Difference, paths: readonly string[]): string | undefined {
    const { owners } = kind === 'added' ? this.#hosts.new : this.#hosts.old;
    const owner = paths.flatMap((path) => owners[path] ?? [])[0];
    return owner === undefined ? undefined : unversioned(owner);
  }

  #package(difference: Difference): string | undefined {
    const { area, key } = difference;
    const named = area === 'packages' ? /^package ([^:]+)/.exec(key)?.[1] : undefined;
    if (named !== undefined) return LIBRARY.test(named) ? LIBRARIES : `package ${named}`;
    if (area === 'logs' && this.#packages.has('rsyslog') && this.#syslog.has(/^log (\S+)/.exec(key)?.[1] ?? ''))
      return 'package rsyslog';
    const owner = this.#owner(difference, traces(difference));
    const names = [...(owner === undefined ? [] : [owner]), ...namesakes(difference).map(unversioned)];
    const found = names.find((name) => this.#packages.has(name));
    if (found === undefined) return undefined;
    if (!this.#implied.has(found)) return `package ${found}`;
    return difference.kind === 'changed' ? undefined : CAME_ALONG;
  }

  #account({ area, key }: Difference): string | undefined {
    const named =
      area === 'accounts'
        ? /^(?:user|group|password of|group number of user|key of) ([^:\s]+)/.exec(key)?.[1]
        : (/^job of ([^:]+):/.exec(key)?.[1] ??
          /^\/(?:home|var\/spool\/cron\/crontabs|var\/mail)\/([^/]+)/.exec(key)?.[1]);
    if (named === undefined) return undefined;
    if (area === 'accounts' && this.#isOfSystem(named)) return SYSTEM_ACCOUNTS;
    return this.#accounts.has(named) || area === 'accounts' ? `account ${named}` : undefined;
  }

  /** System accounts have numbers below those of people's accounts; these numbers are not compared, and no one logs in to such accounts. */
  #isOfSystem(name: string): boolean {
    const known = [this.#hosts.old, this.#hosts.new].flatMap(({ areas }) =>
      areas.accounts.items.filter(({ key }) => key === `user ${name}` || key === `group ${name}`),
    );
    const isClosed = ({ key, value }: (typeof known)[number]): boolean =>
      key.startsWith('group ') || /(nologin|false|sync)$/.test(value['shell'] ?? '');
    return known.every((item) => item.value['number'] === undefined && isClosed(item));
  }

  #database({ area, key, kind }: Difference): string | undefined {
    if (area !== 'database') return undefined;
    const [, name, thing] = /^(?:table|view|procedure|function|trigger|event) ([^.]+)(\.[^:]*)/.exec(key) ?? [];
    if (name !== undefined) return this.#databases.has(name) ? `database ${name}` : `table ${name}${thing ?? ''}`;
    const account = /^account (\S+) may/.exec(key)?.[1];
    if (account !== undefined) return `database account ${account}`;
    const what = /^(variable|plugin) /.exec(key)?.[1];
    return what === 'plugin' || (what !== undefined && kind !== 'changed') ? releaseOfDatabase(what) : undefined;
  }

  /** A service, its sockets, and its timer, identified by the programs of one package. */
  #service(difference: Difference): string | undefined {
    const service = serviceOf(difference);
    return service === undefined ? undefined : `service ${service.replace(/\.(service|socket|timer|path)$/, '')}`;
  }

  #web({ area, key }: Difference): string | undefined {
    if (area !== 'web') return undefined;
    const host =
      /^apache (?:host|VirtualHost) ([^\s:]+)/.exec(key)?.[1] ?? /^nginx (?:http > )?server (\S+)/.exec(key)?.[1];
    return host === undefined ? undefined : `virtual host ${host}`;
  }

  #file(difference: Difference): string | undefined {
    const path = pathOf(difference);
    if (path === '' || path.startsWith('/proc')) return undefined;
    const folder = /^\/(?:root|(?:etc|var\/lib|usr\/local\/lib)\/[^/]+)(?=\/)/.exec(path)?.[0];
    return folder !== undefined && /^(files|packages)$/.test(difference.area)
      ? `files below ${folder}`
      : `file ${path}`;
  }
}
