import { NoAnswer } from './answer.js';
import type { HostFacts } from './facts-types.js';

/** What Apache waits for a silent backend where nobody says how long: Timeout of its core, in seconds. */
const OF_APACHE = 60;

/**
 * How long a host that forwards waits before it gives up on a machine that does not answer, for every ProxyPass in force
 * that leads to one of these addresses, in seconds: mod_proxy's `connectiontimeout`, else `timeout`, else ProxyTimeout,
 * else Timeout.
 * @throws {NoAnswer} when the configuration has no such line
 */
export function patienceOf(
  { apache, files }: Pick<HostFacts, 'apache' | 'files'>,
  addresses: readonly string[],
): { readonly where: string; readonly seconds: number }[] {
  const lines = apache.files.flatMap((file) =>
    (files[file] ?? '').split('\n').map((line) => ({ file, words: line.trim() })),
  );
  const last = (directive: RegExp): string | undefined =>
    lines.flatMap(({ words }) => directive.exec(words)?.[1] ?? []).at(-1);
  const otherwise = Number(last(/^ProxyTimeout\s+(\d+)/i) ?? last(/^Timeout\s+(\d+)/i) ?? OF_APACHE);
  const found = lines
    .filter(({ words }) => /^ProxyPass(Match)?\s/i.test(words) && addresses.some((address) => words.includes(address)))
    .map(({ file, words }) => {
      const said = /\bconnectiontimeout=(\d+)(ms)?/i.exec(words) ?? /\btimeout=(\d+)(ms)?/i.exec(words);
      const seconds = said ? Number(said[1]) / (said[2] ? 1000 : 1) : otherwise;
      return { where: `${file}: ${words}`, seconds };
    });
  if (found.length > 0) return found;
  throw new NoAnswer(
    'how long it waits for Puma',
    "deer's Apache configuration",
    `no ProxyPass leads to ${addresses.join(' or ')}`,
  );
}
