import { NoAnswer } from '../core/no-answer.js';
import type { HostFacts } from '../host/facts/types.js';
import { includedBy, linesOf } from './placeholder.js';

/** Apache's default time limit for a silent backend: its core directive Timeout, in seconds. */
const OF_APACHE = 60;

/**
 * How long a forwarding host waits before it gives up on a machine that does not answer, for every active ProxyPass
 * that points to one of these addresses, in seconds: mod_proxy's `connectiontimeout`, else `timeout`, else ProxyTimeout,
 * else Timeout.
 * @throws {NoAnswer} when the configuration has no such line
 */
export function proxyTimeout(
  { apache, files }: Pick<HostFacts, 'apache' | 'files'>,
  addresses: readonly string[],
): { readonly where: string; readonly seconds: number }[] {
  const written = apache.files.flatMap((file) => linesOf({ files }, file).map((words) => ({ file, words })));
  // nginx's directives look different in its files.
  const parsed = (apache.config ?? []).map((words) => ({ file: 'in force', words }));
  const lines = written.some(({ words }) => leadsTo(words, addresses)) ? written : parsed;
  const last = (directive: RegExp): string | undefined =>
    lines.flatMap(({ words }) => directive.exec(words)?.[1] ?? []).at(-1);
  const otherwise = Number(last(/^ProxyTimeout\s+(\d+)/i) ?? last(/^Timeout\s+(\d+)/i) ?? OF_APACHE);
  const found = lines
    .filter(({ words }) => leadsTo(words, addresses))
    .map(({ file, words }) => {
      const said = /\bconnectiontimeout=(\d+)(ms)?/i.exec(words) ?? /\btimeout=(\d+)(ms)?/i.exec(words);
      const seconds = said ? Number(said[1]) / (said[2] ? 1000 : 1) : otherwise;
      return { where: `${file}: ${words}`, seconds };
    });
  if (found.length > 0) return found;
  throw new NoAnswer(
    'how long the old host waits for the new one',
    "the old host's Apache configuration",
    `no ProxyPass points to ${addresses.join(' or ')}`,
  );
}

/**
 * Where a host forwards names through their own virtual hosts, by name and port as `www.example.org:443`: the addresses of
 * their ProxyPass. A name without one would be served by whichever virtual host comes first.
 * @throws {NoAnswer} when the host forwards nothing: the switch has not reached that point
 */
export function forwardedNames(facts: Pick<HostFacts, 'apache' | 'files'>): ReadonlyMap<string, readonly string[]> {
  const lines = facts.apache.config ?? facts.apache.files.flatMap((file) => linesWithIncludes(facts, file));
  const found = new Map<string, string[]>();
  for (const { ports, names, passes } of virtualHosts(lines))
    for (const place of passes.length === 0 ? [] : ports.flatMap((port) => names.map((name) => `${name}:${port}`)))
      found.set(place, [...(found.get(place) ?? []), ...passes]);
  if (lines.some((line) => PROXY_PASS.test(line))) return found;
  throw new NoAnswer(
    'which names the old host forwards',
    "the old host's Apache configuration",
    'no ProxyPass is in force',
  );
}

type Forwarder = { readonly ports: readonly string[]; readonly names: string[]; readonly passes: string[] };

/** The names to which virtual hosts answer, and where their ProxyPass sends requests. */
function virtualHosts(lines: readonly string[]): Forwarder[] {
  const all: Forwarder[] = [];
  let open: Forwarder | undefined;
  for (const line of lines) {
    const opened = /^<VirtualHost\s+([^>]+)/i.exec(line)?.[1];
    if (opened !== undefined) {
      open = {
        ports: wordsOf(opened).map((address) => /:(\d+|\*)$/.exec(address)?.[1] ?? '*'),
        ...{ names: [], passes: [] },
      };
      all.push(open);
    }
    if (/^<\/VirtualHost>/i.test(line)) open = undefined;
    const [, directive = '', own = ''] = /^(ServerName|ServerAlias)\s+(.+)/i.exec(line) ?? [];
    const isName = directive.toLowerCase() === 'servername';
    open?.names.push(...wordsOf(own).map((name) => (isName ? name.replace(/^\w+:\/\/|:\d+$/g, '') : name)));
    if (PROXY_PASS.test(line)) open?.passes.push(...wordsOf(line).filter((word) => word.includes('://')));
  }
  return all;
}

/** Names and ports that are not forwarded to one of these addresses, and where they go instead. */
export function notForwarded(
  facts: Pick<HostFacts, 'apache' | 'files'>,
  wanted: readonly string[],
  addresses: readonly string[],
): string[] {
  const found = forwardedNames(facts);
  return wanted.flatMap((each) => {
    const targets = found.get(each) ?? [];
    if (targets.some((target) => addresses.some((address) => target.includes(address)))) return [];
    return targets.length === 0 ? each : `${each} goes to ${targets.join(', ')} instead`;
  });
}

const wordsOf = (text: string): string[] =>
  [...text.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? '');

/** Lines of a file, with included files inserted in place. */
const linesWithIncludes = (facts: Pick<HostFacts, 'apache' | 'files'>, file: string): string[] =>
  linesOf(facts, file).flatMap((line) =>
    /^Include(Optional)?\s/i.test(line)
      ? includedBy({ ...facts, files: { ...facts.files, [file]: line } }, file).flatMap((each) => linesOf(facts, each))
      : [line],
  );

const PROXY_PASS = /^ProxyPass(Match)?\s/i;
const leadsTo = (line: string, addresses: readonly string[]): boolean =>
  PROXY_PASS.test(line) && addresses.some((address) => line.includes(address));
