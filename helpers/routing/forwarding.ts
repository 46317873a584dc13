import { NoAnswer } from '../core/no-answer.js';
import type { HostFacts } from '../host/facts/types.js';
import { includedBy, linesOf } from './placeholder.js';

/** What Apache waits for a silent backend where nobody says how long: Timeout of its core, in seconds. */
const OF_APACHE = 60;

/**
 * How long a host that forwards waits before it gives up on a machine that does not answer, for every ProxyPass in force
 * that leads to one of these addresses, in seconds: mod_proxy's `connectiontimeout`, else `timeout`, else ProxyTimeout,
 * else Timeout.
 * @throws {NoAnswer} when the configuration has no such line
 */
export function proxyTimeout(
  { apache, files }: Pick<HostFacts, 'apache' | 'files'>,
  addresses: readonly string[],
): { readonly where: string; readonly seconds: number }[] {
  const lines = apache.files.flatMap((file) => linesOf({ files }, file).map((words) => ({ file, words })));
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
    'how long it waits for the new host',
    "the old host's Apache configuration",
    `no ProxyPass points to ${addresses.join(' or ')}`,
  );
}

/**
 * Names and ports that a host forwards by a virtual host made for them, as `www.example.org:443`. A name without one would be
 * served by whichever virtual host comes first.
 * @throws {NoAnswer} when the host forwards nothing to anybody: the switch has not come so far
 */
export function forwardedNames(
  facts: Pick<HostFacts, 'apache' | 'files'>,
  addresses: readonly string[],
): ReadonlySet<string> {
  const found = new Set<string>();
  let forwardsAtAll = false;
  let ports: string[] = [];
  let names: string[] = [];
  let forwards = false;
  for (const line of facts.apache.config ?? facts.apache.files.flatMap((file) => linesWithIncludes(facts, file))) {
    const opened = /^<VirtualHost\s+([^>]+)/i.exec(line)?.[1];
    if (opened !== undefined) {
      ports = wordsOf(opened).map((address) => /:(\d+|\*)$/.exec(address)?.[1] ?? '*');
      names = [];
      forwards = false;
    }
    const [, directive = '', own = ''] = /^(ServerName|ServerAlias)\s+(.+)/i.exec(line) ?? [];
    const isName = directive.toLowerCase() === 'servername';
    names.push(...wordsOf(own).map((name) => (isName ? name.replace(/^\w+:\/\/|:\d+$/g, '') : name)));
    forwardsAtAll ||= PROXY_PASS.test(line);
    forwards ||= leadsTo(line, addresses);
    if (/^<\/VirtualHost>/i.test(line) && forwards)
      for (const port of ports) for (const name of names) found.add(`${name}:${port}`);
  }
  if (forwardsAtAll) return found;
  throw new NoAnswer('which names it forwards', "the old host's Apache configuration", 'no ProxyPass is in force');
}

const wordsOf = (text: string): string[] =>
  [...text.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? '');

/** Lines of a file, with those of the files that it includes in their place. */
const linesWithIncludes = (facts: Pick<HostFacts, 'apache' | 'files'>, file: string): string[] =>
  linesOf(facts, file).flatMap((line) =>
    /^Include(Optional)?\s/i.test(line)
      ? includedBy({ ...facts, files: { ...facts.files, [file]: line } }, file).flatMap((each) => linesOf(facts, each))
      : [line],
  );

const PROXY_PASS = /^ProxyPass(Match)?\s/i;
const leadsTo = (line: string, addresses: readonly string[]): boolean =>
  PROXY_PASS.test(line) && addresses.some((address) => line.includes(address));
