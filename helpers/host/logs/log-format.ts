import { isIP } from 'node:net';
import { unique } from '../../core/lists.js';
import { plainAddress } from '../../core/address.js';

/** A web server's formats of access logs, from its configuration; files are identified by their names without the folder. */
export type LogFormats = {
  /** Formats of a log, as LogFormat spells them. */
  readonly of: (log: string) => readonly string[];
  /** Why a request may be in none of the logs that are read, or cannot be found there by its User-Agent. */
  readonly blind: string | undefined;
  /** Is a client behind a known proxy logged as %h and %a (mod_remoteip)? */
  readonly remoteIp: boolean;
};

/** Where Debian's Apache and nginx log requests, as shell patterns; every virtual host may have its own log. */
export const ACCESS_LOGS = '/var/log/apache2/*access*.log /var/log/nginx/*access*.log';

/**
 * POSIX sh. log_formats prints the directives of Apache and nginx that say how requests are logged, each in one line;
 * access_logs the files that they and {@link ACCESS_LOGS} name.
 */
export const ACCESS_LOGS_SCRIPT = String.raw`
# configuration FOLDERS SED...: what is enabled below the folders, edited by one sed, since many checks of a gate ask for it.
configuration() { folders=$1; shift; find -L $folders -type f ! -path '*-available/*' -exec sed -s "$@" -- {} + 2>/dev/null; }
log_formats() {
  configuration /etc/nginx -e 's/^[[:space:]]*#.*//' | tr '\n' ' ' |
    grep -aoE '(^|[[:space:];{}])(log_format|access_log|real_ip_header)[[:space:]]+[^;]*;' | sed 's/^[[:space:];{}]*//'
  configuration '/etc/apache2 /etc/httpd' -e ':more' -e '/\\$/{ N; s/\\\n//; t more' -e '}' |
    grep -aiE '^[[:space:]]*(LogFormat|CustomLog|TransferLog|RemoteIPHeader)[[:space:]]'
}
access_logs() {
  { printf '%s\n' ${ACCESS_LOGS}; log_formats | sed -nE 's/^[[:space:]]*(CustomLog|TransferLog|access_log)[[:space:]]+"?([^"; ]+).*/\2/Ip'; } |
    sed 's#\${APACHE_LOG_DIR}#/var/log/apache2#' | sort -u | while read -r log; do if [ -f "$log" ]; then printf '%s\n' "$log"; fi; done
}`;

const WORD = /"((?:[^"\\]|\\.)*)"|(\S+)/gs;
const NGINX_WORD = /'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"|([^\s;]+)/gs;

/** nginx's names for the fields of Apache's formats. */
const NGINX_VARIABLES: Readonly<Record<string, string>> = {
  remote_addr: '%a',
  realip_remote_addr: '%{c}a',
  remote_user: '%u',
  time_local: '%t',
  request: '%r',
  status: '%>s',
};
const NGINX_COMBINED = '%a - %u [%t] "%r" %>s %b "%{Referer}i" "%{User-Agent}i"';

/** A directive of nginx in Apache's form; undefined if it is not one of nginx. */
function asApache(line: string): string[] | undefined {
  const [name = '', ...words] = [...line.trim().matchAll(NGINX_WORD)].map(
    ([, single, double, bare]) => single ?? double ?? bare ?? '',
  );
  if (name === 'real_ip_header') return ['RemoteIPHeader', ...words];
  if (name === 'access_log') {
    const [path = '', format = 'combined'] = words;
    return path === 'off' ? [] : ['CustomLog', path, `nginx ${format.includes('=') ? 'combined' : format}`];
  }
  if (name !== 'log_format') return undefined;
  const [nickname = '', ...pieces] = words.filter((word) => !word.startsWith('escape='));
  const format = pieces.join('').replace(/\$\{?(\w+)\}?/g, (_all, variable: string) => {
    const header = /^http_(\w+)$/.exec(variable)?.[1];
    return NGINX_VARIABLES[variable] ?? `%{${header?.replaceAll('_', '-') ?? variable}}i`;
  });
  return ['LogFormat', format, `nginx ${nickname}`];
}

/** Reads what log_formats prints. A log that no directive names has no format here. */
export function readFormats(lines: readonly string[]): LogFormats {
  const nicknames = new Map<string, string>([
    ['', COMMON],
    ['nginx combined', NGINX_COMBINED],
  ]);
  const directives = lines.map(
    (line) =>
      asApache(line) ??
      [...line.trim().matchAll(WORD)].map(([, quoted, bare]) => quoted?.replace(/\\(["\\])/g, '$1') ?? bare ?? ''),
  );
  const named = (wanted: string): string[][] =>
    directives.filter(([name = '']) => name.toLowerCase() === wanted).map(([, ...words]) => words);
  for (const [format = '', nickname = ''] of named('logformat')) nicknames.set(nickname, format);
  const logs = [
    ...named('customlog').map(([path = '', format = '']) => ({ path, format: nicknames.get(format) ?? format })),
    ...named('transferlog').map(([path = '']) => ({ path, format: nicknames.get('') ?? COMMON })),
  ];
  const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
  // Other formats record TLS, bots, and so on, in addition to the request log.
  const nameless = logs.find(
    ({ format }) => /%>?s/.test(format) && format.includes('%r') && !/\{user-agent\}i/i.test(format),
  );
  const piped = logs.find(({ path }) => !/^(\/|\$\{APACHE_LOG_DIR\})/.test(path));
  return {
    blind:
      (nameless && `its log ${nameless.path} does not record the user agent of clients: ${nameless.format}`) ??
      (piped && `its access log is not a file that can be located: ${piped.path}`),
    of: (log) => {
      const name = baseName(log).replace(/[.-]\d+(\.\w+)?$/, '');
      return unique(logs.filter(({ path }) => baseName(path) === name).map(({ format }) => format));
    },
    remoteIp: named('remoteipheader').length > 0,
  };
}

const COMMON = '%h %l %u %t "%r" %>s %b';

/** Headers in which a proxy passes on its client's address. */
const FORWARDED = /^\{(x-forwarded-for|x-real-ip|x-client-ip|true-client-ip|cf-connecting-ip|x-cluster-client-ip)\}i$/i;
const DIRECTIVE = /%[<>!,\d]*((?:\{[^}]*\})?[a-z^])/gi;

/**
 * The client of a request: its address, or its name if the server looked that up.
 * @param before what precedes the time in a line of the log
 * @param log which log it is from
 * @param own addresses of the host itself
 * @returns undefined when that cannot be determined: no format matches, or two matching formats disagree
 */
export function clientIn(before: string, log: string, formats: LogFormats, own: readonly string[]): string | undefined {
  const known = formats.of(log);
  if (known.length === 0) return clientByShape(before, own);
  const clients = known.map((format) => clientByFormat(before, format, formats.remoteIp));
  const [client, ...others] = new Set(clients.filter((each) => each !== undefined));
  return others.length === 0 ? client : undefined;
}

function clientByFormat(before: string, format: string, remoteIp: boolean): string | undefined {
  const [start = '', ...rest] = format.replaceAll('\\t', '\t').split(/\[?%(?:\{[^}]*\})?t/);
  // This reader does not know logs without the time of a request.
  if (rest.length === 0) return undefined;
  const names = [...start.matchAll(DIRECTIVE)].map(([, name = '']) => name);
  const literal = start.split(DIRECTIVE).filter((_, index) => index % 2 === 0);
  const pattern = literal.map((text, index) => {
    const name = names[index];
    const field = name === undefined ? '' : name.startsWith('{') || name === 'u' ? '(.*?)' : '(\\S+)';
    return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&') + field;
  });
  const values = new RegExp(`^${pattern.join('')}$`).exec(before)?.slice(1);
  const valueOf = (isWanted: (name: string) => boolean): string | undefined =>
    values?.find((value, index) => isWanted(names[index] ?? '') && value !== '-');
  const peer = valueOf((name) => name === 'a' || name === 'h') ?? valueOf((name) => name === '{c}a');
  const forwarded = valueOf((name) => FORWARDED.test(name));
  return nameOf(forwarded === undefined || (remoteIp && peer !== undefined) ? peer : forwarded);
}

/** Without a format, only lines that are unambiguous in all of them: `[SERVER] CLIENT[, PROXY...] IDENT USER`. */
function clientByShape(before: string, own: readonly string[]): string | undefined {
  const fields = /^(.+) \S+ \S+ $/.exec(before)?.[1];
  if (fields === undefined) return undefined;
  const [first = '', second, ...more] = fields.split(/(?<!,) /);
  if (second === undefined) return nameOf(first);
  // Two addresses may be a client and its proxy in either order, unless the first is the server's own.
  const isServer = own.includes(plainAddress(first)) || nameOf(first) === undefined || isIP(first) === 0;
  return more.length === 0 && isServer && !first.includes(',') ? nameOf(second) : undefined;
}

/** The first of `client, proxy, proxy`; undefined when it is neither an address nor a name. */
function nameOf(value: string | undefined): string | undefined {
  const first = plainAddress((value ?? '').split(',')[0]?.trim() ?? '');
  return isIP(first) > 0 || /^[a-z\d_](?:[\w-]*\w)?(?:\.[\w-]+)*\.?$/i.test(first) ? first : undefined;
}
