import { unique } from '../../core/lists.js';
import type { Vhost } from './types.js';
import { Unreadable } from './unreadable.js';

/**
 * Reads the servers that `nginx -T` prints: the whole configuration as nginx itself read it, includes in their place at the
 * end. One virtual host for each port of a server.
 * @throws {Unreadable} when it is not a configuration of nginx
 */
export function readNginx(dump: string): Vhost[] {
  const servers: Server[] = [];
  const blocks: string[] = [];
  let words: string[] = [];
  let file = '';
  for (const token of tokensOf(dump)) {
    const marker = /^# configuration file (.+):$/.exec(token)?.[1];
    if (marker !== undefined) file = marker;
    if (token.startsWith('#')) continue;
    if (token === '{') {
      blocks.push(words[0] ?? '');
      if (/^(http )?server$/.test(blocks.join(' '))) servers.push({ file, names: [], ports: [], isStream: false });
      words = [];
    } else if (token === '}' || token === ';') {
      if (token === '}') blocks.pop();
      else if (blocks.at(-1) === 'server') addDirective(servers.at(-1), words);
      words = [];
    } else words.push(token);
  }
  if (file === '') throw new Unreadable('nginx -T has printed no configuration');
  if (blocks.length > 0 || words.length > 0)
    throw new Unreadable(`nginx -T breaks off after ${[...blocks, ...words].join(' ').slice(0, 200)}`);
  return servers
    .filter(({ isStream }) => !isStream)
    .flatMap(({ names: [name = '_', ...aliases], ports, file: at }) =>
      unique(ports.length > 0 ? ports : ['80']).map((port) => ({ file: at, name, aliases, port })),
    );
}

type Server = { file: string; names: string[]; ports: string[]; isStream: boolean };

function addDirective(server: Server | undefined, words: readonly string[]): void {
  const [directive = '', ...args] = words.map((word) => word.replace(/^(["'])(.*)\1$/s, '$2'));
  if (!server) return;
  // A server of web pages hands on by location; a bare one is of a stream, whose files look alike.
  server.isStream ||= directive === 'proxy_pass';
  if (directive === 'server_name') server.names.push(...args);
  if (directive === 'listen') server.ports.push(portOf(args[0] ?? ''));
}

/** Words, quoted ones whole, signs, and comments. */
const tokensOf = (text: string): string[] =>
  text.match(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|#[^\n]*|[{};]|(?:[^\s{};"'\\]|\\.|(?<=\$)\{[^}]*\})+/gs) ?? [];

/** `80`, `*:80`, `[::]:443`, `127.0.0.1`, `unix:/run/x.sock`. */
const portOf = (listen: string): string =>
  listen.startsWith('unix:') ? listen : (/^(?:.*:)?(\d+)$/.exec(listen)?.[1] ?? '80');
