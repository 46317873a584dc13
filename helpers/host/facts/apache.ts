import { unique } from '../../core/lists.js';
import type { Sections } from './sections.js';
import type { ApacheFacts, Vhost } from './types.js';
import { forwardsOfNginx, readNginx } from './nginx.js';
import { readPart, Unreadable } from './unreadable.js';

/** Defined by probe.sh next to virtual hosts that are alone on their address. Not a secret: arguments of a program can be read. */
const STRANGER = 'migration-verdict.invalid';

/**
 * Reads `apache2ctl -t`, what `-D DUMP_VHOSTS -D DUMP_MODULES -D DUMP_INCLUDES` prints (Apache 2.4), and `nginx -T`. Where
 * nginx alone runs, its configuration counts alone.
 * @param unreadable gets the reason why a part cannot be read: if its configuration has errors, Apache lists nothing, and
 * that must not look like having nothing
 */
export function readApache(sections: Sections, unreadable: Record<string, string>): ApacheFacts {
  const dump = sections.text('apache').split('\n');
  const runs = runningServers(sections);
  const tests = [
    ...(runs.nginx && !runs.apache ? [] : [testOf(sections, 'apache', 'apache2ctl')]),
    ...(runs.nginx ? [testOf(sections, 'nginx', 'nginx')] : []),
  ];
  for (const { server, exitCode, output } of tests)
    if (exitCode !== 0)
      for (const part of ['vhosts', 'modules', 'files'])
        unreadable[`apache.${part}`] =
          exitCode === 127 ? output : `the configuration of ${server === 'apache' ? 'Apache' : server} has errors`;
  const words = unique(tests.map(({ output }) => output)).filter((text) => text !== CLEAN);
  return {
    configtest: { exitCode: Math.max(...tests.map(({ exitCode }) => exitCode)), output: words.join('\n') || CLEAN },
    vhosts: readPart(unreadable, 'apache.vhosts', () => servedBy(sections, dump), []),
    modules: (runs.nginx && !runs.apache ? [] : dump).flatMap(
      (line) => /^ (\S+)_module \((?:static|shared)\)/.exec(line)?.[1] ?? [],
    ),
    enabledSince: Object.fromEntries(
      sections.lines('enabled-sites').flatMap((line) => {
        const [, time, name] = /^(\d+) .*\/(.+?)(?:\.conf)?$/.exec(line) ?? [];
        return time === undefined || name === undefined ? [] : [[name, Number(time)]];
      }),
    ),
    files: unique([
      ...dump.flatMap((line) => /^\s+\((?:\*|\d+)\) (\/.*)/.exec(line)?.[1] ?? []),
      ...sections.lines('nginx').flatMap((line) => /^# configuration file (.+):$/.exec(line)?.[1] ?? []),
    ]),
    ...(runs.nginx && !runs.apache
      ? { config: readPart(unreadable, 'apache.config', () => forwardsOfNginx(sections.text('nginx')), []) }
      : configOf(sections.text('apache-more'))),
  };
}

const CLEAN = 'Syntax OK';
/** What nginx prints for a configuration without errors. */
const NGINX_CLEAN = /^nginx: (?:the configuration file .* syntax is ok|configuration file .* test is successful)$/;

function testOf(sections: Sections, server: 'apache' | 'nginx', program: string) {
  const test = sections.lines(`${server}-test`);
  const exit = /^exit (\d+)$/.exec(test.at(-1) ?? '')?.[1];
  if (exit === undefined) throw new Error(`${program} -t did not finish`);
  const lines = test.slice(0, -1).filter((line) => !NGINX_CLEAN.test(line));
  return { server, exitCode: Number(exit), output: lines.join('\n') || CLEAN };
}

function runningServers(sections: Sections): { readonly apache: boolean; readonly nginx: boolean } {
  const running = sections.lines('web-servers');
  return { apache: running.some((name) => name !== 'nginx'), nginx: running.includes('nginx') };
}

/** Virtual hosts of the running web servers: the files of others serve no one. */
function servedBy(sections: Sections, dump: readonly string[]): Vhost[] {
  const { apache: hasApache, nginx: hasNginx } = runningServers(sections);
  if (!hasApache && !hasNginx) throw new Unreadable('neither Apache nor nginx is running');
  // Next to a second one, a virtual host that would be alone on its address is listed with its aliases.
  const more = sections.text('apache-more');
  const lines = more.includes('VirtualHost configuration:') ? more.split('\n') : dump;
  return [
    ...(hasApache ? readVhosts(lines, new Map(sections.of('file'))).filter(({ name }) => name !== STRANGER) : []),
    ...(hasNginx ? readNginx(sections.text('nginx')) : []),
  ];
}

/** Lines of the virtual host dump that do not describe a virtual host; lines of the error log may be mixed in. */
const PLAIN =
  /^(?:wildcard NameVirtualHosts and _default_ servers:|\S+\s+is a NameVirtualHost|\s+default server .*|WARNING: No <VirtualHost> .*|AH\d+: .*|\[.*\] \[.*|\s*)$/;

/**
 * Two forms are printed. Several hosts on an address:
 * `         port 80 namevhost www.example (/etc/apache2/sites-enabled/010-www.conf:1)`, then `alias example` lines;
 * only one: `*:443   www.example (/etc/...:1)`, and there Apache does not list the aliases; Apache 2.2 never does.
 * @param files file contents by path, for aliases that are not listed
 * @throws {Unreadable} for any other line, and for aliases that are not clear from the file either
 */
function readVhosts(lines: readonly string[], files: ReadonlyMap<string, string>): Vhost[] {
  const isOld = lines.some((line) => line.startsWith('wildcard NameVirtualHosts'));
  const vhosts: (Vhost & { aliases: string[] })[] = [];
  const start = lines.findIndex((line) => line.startsWith('VirtualHost configuration:'));
  for (const line of start < 0 ? [] : lines.slice(start + 1)) {
    if (/^(?:[A-Z][\w ]+:|Syntax OK$|# In file: )/.test(line) && !line.startsWith('WARNING')) break;
    const vhost = vhostIn(line);
    const alias = /^\s+(?:wild )?alias (\S+)$/.exec(line)?.[1];
    if (vhost) {
      const { name, port, file, start, isAlone } = vhost;
      vhosts.push({ name, port, file, aliases: isAlone || isOld ? aliasesAt(file, start, files.get(file)) : [] });
    } else if (alias !== undefined) vhosts.at(-1)?.aliases.push(alias);
    else if (!PLAIN.test(line)) throw new Unreadable(`apache2ctl -S printed an unknown line: ${line.slice(0, 200)}`);
  }
  return vhosts;
}

/** A line that names a virtual host; one that is alone on its address lists no aliases. */
function vhostIn(line: string) {
  const [, named, alone, name, place = '', start = ''] =
    /^(?:\s+port (\S+) namevhost|\S+:(\d+|\*)) +(\S+) \((.+):(\d+)\)$/.exec(line) ?? [];
  const port = named ?? alone;
  if (port === undefined || name === undefined) return undefined;
  // `macro 'site' (defined on line 12 of "/etc/a.conf") used on line 18 of "/etc/b.conf"`
  const file = /"([^"]+)"$/.exec(place)?.[1] ?? place;
  return { name, port, file, start: Number(start), isAlone: alone !== undefined };
}

/** The names on the ServerAlias lines of the block that starts at a line, counted from 1. */
function aliasesAt(file: string, start: number, text: string | undefined): string[] {
  const block = (text ?? '')
    .split('\n')
    .slice(start - 1)
    .join('\n')
    .replaceAll('\\\n', ' ');
  const end = /^\s*<\/VirtualHost>/im.exec(block)?.index;
  const lines = block.slice(0, end).split('\n').slice(1);
  const strange = lines.find((line) => /^\s*(?:Include\w*\s|Use\s|<If|<Macro)/i.test(line));
  if (end === undefined || strange !== undefined)
    throw new Unreadable(
      `apache2ctl -S does not list the aliases of ${file}:${start}, and they cannot be read from the file alone${strange === undefined ? '' : `: ${strange.trim()}`}`,
    );
  return lines.flatMap((line) =>
    [...(/^\s*ServerAlias\s+(.+)$/i.exec(line)?.[1] ?? '').matchAll(/"([^"]*)"|(\S+)/g)].map(
      ([, quoted, bare]) => quoted ?? bare ?? '',
    ),
  );
}

/** The configuration as Apache itself has parsed it (`-D DUMP_CONFIG`, mod_info): with includes, macros, and conditions resolved. */
function configOf(more: string): Pick<ApacheFacts, 'config'> {
  const start = more.indexOf('# In file: ');
  if (start < 0) return {};
  const strangers = more.indexOf(`ServerName ${STRANGER}`);
  const text = more.slice(start, strangers < 0 ? undefined : more.lastIndexOf('<VirtualHost', strangers));
  return { config: text.split('\n').flatMap((line) => (/^\s*(#|$)/.test(line) ? [] : [line.trim()])) };
}
