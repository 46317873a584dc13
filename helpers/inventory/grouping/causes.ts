import { unversioned } from '../collectors/system/packages.js';
import { unique } from '../../core/lists.js';
import type { Difference, Inventory } from '../types.js';

/** What is known of both hosts beside the differences. */
export type Known = Pick<Inventory, 'owners' | 'areas'>;

/** The path that a difference was read from; empty where it was a command. */
const pathOf = ({ area, source }: Difference): string =>
  area === 'files' ? source : (/^(\/[^ ]+)/.exec(source)?.[1] ?? '');

const CAME_ALONG = 'packages that one host alone has, and nobody asked for';

/** Finds out what a difference comes from, by what is known of both hosts. */
export class Causes {
  readonly #hosts: { readonly old: Known; readonly new: Known };
  /** Packages that only one host has, also those that came along with others. */
  readonly #packages: ReadonlySet<string>;
  /** Of these, those that nobody asked for. */
  readonly #implied: ReadonlySet<string>;
  /** Files that rsyslog writes, where one host alone has it. */
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

  /** Where one host has Apache and the other nginx, all of it is one difference. */
  #webServer({ area, key, source }: Difference): string | undefined {
    const serverOn = (host: Known): string =>
      unique(host.areas.web.items.flatMap((item) => /^(apache|nginx) /.exec(item.key)?.[1] ?? [])).join(' and ');
    const [old, now] = [serverOn(this.#hosts.old), serverOn(this.#hosts.new)];
    const isOfOne = area === 'web' && /^(apache|nginx) /.test(key);
    const isFile = /^\/(etc|var\/lib)\/(apache2|nginx)\//.test(source);
    return old !== now && (isOfOne || isFile) ? `web server: ${old || 'none'} on the old host, ${now || 'none'} on the new one` : undefined;
  }

  /** What packages bring that both hosts have, each in its release: units, and scripts that run by the clock. */
  #release(difference: Difference): string | undefined {
    const { area, key, kind } = difference;
    const name = serviceOf(difference);
    const units = name === undefined ? [] : [...unitPaths(name), `/etc/init.d/${name.replace(/\.service$/, '')}`];
    const owner = [this.#hosts.old, this.#hosts.new].flatMap(({ owners }) => units.flatMap((path) => owners[path] ?? []))[0];
    if (owner !== undefined && (kind !== 'changed' || key.startsWith('timer '))) return 'units of another release of their packages';
    const isOwned = area === 'schedule' && this.#owner(difference, [pathOf(difference)]) !== undefined;
    return isOwned ? 'scheduled work of another release of its packages' : undefined;
  }

  #owner({ kind }: Difference, paths: readonly string[]): string | undefined {
    const { owners } = kind === 'added' ? this.#hosts.new : this.#hosts.old;
    const owner = paths.flatMap((path) => owners[path] ?? [])[0];
    return owner === undefined ? undefined : unversioned(owner);
  }

  #package(difference: Difference): string | undefined {
    const { area, key } = difference;
    const named = area === 'packages' ? /^package ([^:]+)/.exec(key)?.[1] : undefined;
    if (named !== undefined) return `package ${named}`;
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
    if (area === 'accounts' && this.#isOfSystem(named)) return 'accounts of the system';
    return this.#accounts.has(named) || area === 'accounts' ? `account ${named}` : undefined;
  }

  /** Accounts of the system have numbers below those of people, which are not compared; nobody logs in as them. */
  #isOfSystem(name: string): boolean {
    const known = [this.#hosts.old, this.#hosts.new].flatMap(({ areas }) =>
      areas.accounts.items.filter(({ key }) => key === `user ${name}` || key === `group ${name}`),
    );
    return known.every(
      ({ value }) => value['number'] === undefined && /nologin|false|sync|^$/.test(value['shell'] ?? ''),
    );
  }

  #database({ area, key, kind }: Difference): string | undefined {
    if (area !== 'database') return undefined;
    const [, name, thing] = /^(?:table|view|procedure|function|trigger|event) ([^.]+)(\.[^:]*)/.exec(key) ?? [];
    if (name !== undefined) return this.#databases.has(name) ? `database ${name}` : `table ${name}${thing ?? ''}`;
    const account = /^account (\S+) may/.exec(key)?.[1];
    if (account !== undefined) return `database account ${account}`;
    const what = /^(variable|plugin) /.exec(key)?.[1];
    return what === 'plugin' || (what !== undefined && kind !== 'changed')
      ? `release of the database server: ${what}s`
      : undefined;
  }

  /** A service, its sockets and its timer, told by the programs that one package brings. */
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
    return folder !== undefined && /^(files|packages)$/.test(difference.area) ? `files below ${folder}` : `file ${path}`;
  }
}

/** The unit that a difference is about: of a service, a timer, or the link that starts it. */
function serviceOf({ area, key }: Difference): string | undefined {
  if (area === 'services') return /^(?:service|timer) (\S+)/.exec(key)?.[1];
  return /^\/etc\/(?:rc[\dS]\.d\/[SK]\d\d|systemd\/(?:system|user)\/[^/]+\.(?:wants|requires)\/)([^/]+)$/.exec(key)?.[1];
}

const unitPaths = (name: string): string[] => {
  const unit = /\.(service|socket|timer|path)$/.test(name) ? name : `${name}.service`;
  return ['/lib', '/usr/lib'].flatMap((folder) =>
    [unit, unit.replace(/@[^.]*\./, '@.')].map((each) => `${folder}/systemd/system/${each}`),
  );
};

/** What is told by many lines and has one reason. */
function together({ area, key }: Difference): string | undefined {
  const [, sapi] = /^php (\S+) /.exec(key) ?? [];
  if ((area === 'runtime' && sapi !== undefined) || (area === 'files' && key.startsWith('/etc/php/'))) return 'php';
  if (area === 'runtime') return 'versions of interpreters';
  if (area === 'mail' && key.startsWith('postfix service ')) return 'services of postfix';
  if (area === 'packages' && key.startsWith('permissions of ')) return 'permissions that packages were told to keep';
  if (area === 'logs') return key.startsWith('log ') ? 'log files' : 'rotation of logs';
  return undefined;
}

const serviceIn = ({ key }: Difference): string[] => captured(/^service (\S+)/, key);
const folderIn = (difference: Difference): string[] =>
  captured(/^(\/(?:etc|var\/(?:lib|log|spool))\/[^/]+)\//, pathOf(difference));
const captured = (pattern: RegExp, text: string): string[] => pattern.exec(text)?.slice(1, 2) ?? [];

/** Paths whose package is the cause of a difference: of the file, the service, the program, the module, the folder. */
function traces(difference: Difference): string[] {
  const { key, old, new: now } = difference;
  const programs = [...captured(/^program (\S+)/, old ?? now ?? ''), ...captured(/^version of (\S+)/, key)];
  return [
    pathOf(difference),
    ...serviceIn(difference).flatMap((service) => [
      `/etc/init.d/${service}`,
      ...['/lib', '/usr/lib'].map((folder) => `${folder}/systemd/system/${service}.service`),
      ...['/lib', '/usr/lib'].map((folder) => `${folder}/systemd/system/${service}`),
    ]),
    ...programs
      .slice(0, 1)
      .flatMap((program) =>
        ['/usr/sbin', '/usr/bin', '/sbin', '/bin', '/usr/lib/postfix/sbin'].map((folder) => `${folder}/${program}`),
      ),
    ...captured(/^apache module (\S+)/, key).map((module) => `/usr/lib/apache2/modules/mod_${module}.so`),
    ...folderIn(difference),
  ];
}

/** Names that a package may have too: of an account, of the link that starts a service, of a folder, of a service. */
const namesakes = (difference: Difference): string[] => [
  ...(difference.area === 'accounts'
    ? captured(/^(?:user|group|password of|group number of user) (\S+)/, difference.key)
    : []),
  ...captured(/^\/etc\/rc[\dS]\.d\/[SK]\d\d(.+)$/, pathOf(difference)),
  ...folderIn(difference).map((folder) => folder.slice(folder.lastIndexOf('/') + 1)),
  ...serviceIn(difference),
];
