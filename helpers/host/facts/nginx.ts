import { unique } from '../../core/lists.js';
import type { Vhost } from './types.js';
import { Unreadable } from './unreadable.js';

/**
 * Reads the servers that `nginx -T` prints: the whole configuration as nginx itself read it. Returns one virtual host for each port of a server.
 * @throws {Unreadable} when it is not an nginx configuration
 */
export function readNginx(dump: string): Vhost[] {
  return serversIn(dump).servers.flatMap(({ names: [name = '_', ...aliases], ports, file }) =>
    ports.map((port) => ({ file, name, aliases, port })),
  );
}

/**
 * The servers that `nginx -T` prints, as Apache virtual hosts, as far as they pass requests on: names, ports, and for each
 * proxy_pass a ProxyPass with its connection timeout. An upstream is replaced by its addresses.
 */
export function forwardsOfNginx(dump: string): string[] {
  const { servers, upstreams, connectTimeout } = serversIn(dump);
  return servers.flatMap(({ names: [name = '_', ...aliases], ports, passes, connectTimeout: own }) => [
    `<VirtualHost ${ports.map((port) => `*:${port}`).join(' ')}>`,
    `ServerName ${name}`,
    ...(aliases.length > 0 ? [`ServerAlias ${aliases.join(' ')}`] : []),
    ...passes
      .filter(({ to }) => to !== '')
      .flatMap(({ to, connectTimeout: nearest }) =>
        addressesBehind(to, upstreams).map(
          (address) => `ProxyPass / ${address} connectiontimeout=${seconds(nearest ?? own ?? connectTimeout ?? '60s')}`,
        ),
      ),
    '</VirtualHost>',
  ]);
}

const addressesBehind = (to: string, upstreams: ReadonlyMap<string, readonly string[]>): string[] => {
  const [, scheme = '', host = ''] = /^([\w$]+:\/\/)([^/:]+)/.exec(to) ?? [];
  return upstreams.get(host)?.map((address) => `${scheme}${address}`) ?? [to];
};

/** `5`, `5s`, `500ms`, `1m`, in Apache's form. */
function seconds(time: string): string {
  const [, amount = '', unit = 's'] = /^(\d+)(ms|s|m|h)?$/.exec(time) ?? [];
  return unit === 'ms' ? `${amount}ms` : String(Number(amount) * ({ m: 60, h: 3600 }[unit] ?? 1));
}

type Configuration = {
  servers: Server[];
  /** Addresses by the name of the upstream. */
  readonly upstreams: Map<string, string[]>;
  /** proxy_connect_timeout for all servers. */
  connectTimeout?: string | undefined;
};

function serversIn(dump: string): Configuration {
  const found: Configuration = { servers: [], upstreams: new Map() };
  const blocks: string[] = [];
  let words: string[] = [];
  let file = '';
  for (const token of withIncludes(dump)) {
    if (typeof token !== 'string') {
      file = token.file;
      continue;
    }
    if (token === '{') {
      blocks.push(words[0] ?? '');
      beginBlock(found, file, blocks, words);
      words = [];
    } else if (token === '}' || token === ';') {
      if (token === '}') blocks.pop();
      else addWords(found, blocks, words);
      words = [];
    } else words.push(token);
  }
  if (file === '') throw new Unreadable('nginx -T printed no configuration');
  if (blocks.length > 0 || words.length > 0)
    throw new Unreadable(`the output of nginx -T ends inside ${[...blocks, ...words].join(' ').slice(0, 200)}`);
  const web = found.servers.filter(({ isStream }) => !isStream);
  const servers = web.map((server) => ({ ...server, ports: unique(server.ports.length > 0 ? server.ports : ['80']) }));
  return { ...found, servers };
}

function beginBlock({ servers, upstreams }: Configuration, file: string, blocks: string[], words: string[]): void {
  if (words[0] === 'upstream') upstreams.set(words[1] ?? '', []);
  if (/^(http )?server$/.test(blocks.join(' ')))
    servers.push({ file, names: [], ports: [], isStream: false, passes: [] });
  else servers.at(-1)?.passes.push({ to: '' });
}

function addWords(found: Configuration, blocks: readonly string[], words: readonly string[]): void {
  const [directive, value = ''] = words;
  // Its servers are of a different kind.
  if (blocks.includes('stream')) return;
  if (blocks.at(-1) === 'server') addDirective(found.servers.at(-1), words);
  else if (blocks.includes('server')) addPass(found.servers.at(-1), words);
  else if (blocks.at(-1) === 'upstream' && directive === 'server') [...found.upstreams.values()].at(-1)?.push(value);
  else if (directive === 'proxy_connect_timeout') found.connectTimeout = value;
}

type Pass = { to: string; connectTimeout?: string | undefined };
type Server = {
  file: string;
  names: string[];
  ports: string[];
  isStream: boolean;
  /** Where its locations pass requests on. */
  passes: Pass[];
  connectTimeout?: string | undefined;
};

/** A directive of a location, for which an entry was made when the location began. */
function addPass(server: Server | undefined, [directive, value = '']: readonly string[]): void {
  const last = server?.passes.at(-1);
  if (directive === 'proxy_pass' && last) last.to = value;
  if (directive === 'proxy_connect_timeout' && last) last.connectTimeout = value;
}

function addDirective(server: Server | undefined, words: readonly string[]): void {
  const [directive = '', ...args] = words.map((word) => word.replace(/^(["'])(.*)\1$/s, '$2'));
  if (!server) return;
  // A web server block proxies in its locations; one without locations belongs to a stream, whose configuration looks similar.
  server.isStream ||= directive === 'proxy_pass';
  if (directive === 'proxy_connect_timeout') server.connectTimeout = args[0];
  if (directive === 'server_name') server.names.push(...args);
  if (directive === 'listen') server.ports.push(portOf(args[0] ?? ''));
}

/** Marks the file of the tokens that follow. */
type Place = { readonly file: string };

/**
 * The tokens of the first file of a dump, with those of each file that it includes in place of the directive, as nginx reads
 * them: `nginx -T` prints every file once, one after the other. Files that nothing includes come last.
 */
function withIncludes(dump: string): (string | Place)[] {
  const files = new Map<string, string[]>();
  let tokens: string[] = [];
  for (const token of tokensOf(dump)) {
    const file = /^# configuration file (.+):$/.exec(token)?.[1];
    if (file !== undefined) files.set(file, (tokens = []));
    else if (!token.startsWith('#')) tokens.push(token);
  }
  const [main = ''] = files.keys();
  const left = new Set(files.keys());
  const show = (file: string, within: readonly string[]): (string | Place)[] => {
    left.delete(file);
    const shown: (string | Place)[] = [{ file }];
    const own = files.get(file) ?? [];
    for (let at = 0; at < own.length; at += 1) {
      const isInclude = own[at] === 'include' && (at === 0 || /^[;{}]$/.test(own[at - 1] ?? '')) && own[at + 2] === ';';
      if (isInclude) {
        const matches = includedBy(own[at + 1] ?? '', main, [...files.keys()]).filter((each) => !within.includes(each));
        shown.push(...matches.flatMap((each) => show(each, [...within, each])), { file });
        at += 2;
      } else shown.push(own[at] ?? '');
    }
    return shown;
  };
  const whole = files.size === 0 ? [] : show(main, [main]);
  // Entries are deleted during the iteration: a file included by one of these is shown with it.
  for (const file of left) whole.push(...show(file, [file]));
  return whole;
}

/** Files of a dump that an include names; a relative path is resolved next to the first file. */
function includedBy(word: string, main: string, files: readonly string[]): string[] {
  const name = word.replace(/^(["'])(.*)\1$/s, '$2');
  const path = name.startsWith('/') ? name : `${main.slice(0, main.lastIndexOf('/'))}/${name}`;
  const pattern = path
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '[^/]*')
    .replaceAll('?', '[^/]');
  return files.filter((file) => new RegExp(`^${pattern}$`).test(file));
}

/** Words, quoted strings as a whole, punctuation, and comments. */
const tokensOf = (text: string): string[] =>
  text.match(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|#[^\n]*|[{};]|(?:[^\s{};"'\\]|\\.|(?<=\$)\{[^}]*\})+/gs) ?? [];

/** `80`, `*:80`, `[::]:443`, `127.0.0.1`, `unix:/run/x.sock`. */
const portOf = (listen: string): string =>
  listen.startsWith('unix:') ? listen : (/^(?:.*:)?(\d+)$/.exec(listen)?.[1] ?? '80');
