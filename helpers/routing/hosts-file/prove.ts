import { lookup } from 'node:dns/promises';
import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { unique } from '../../core/lists.js';
import { errorMessage } from '../../core/no-answer.js';
import { addressesIn, type Entry } from './compose.js';

/** Addresses of a name as a program on this machine resolves them; family 0 is "any". */
export type Lookup = (name: string, family: 0 | 4 | 6) => Promise<string[]>;

/**
 * Proves by resolving that each name resolves to its entries and nothing else. Families without an entry are not asked
 * for separately: the hosts file cannot stop DNS from answering a program that asks only for AAAA.
 *
 * @param within ms
 * @throws Error with the last results for each name
 */
export async function proveResolution(
  file: string,
  entries: readonly Entry[],
  within: number,
  given?: Lookup,
): Promise<void> {
  const ask = given ?? (file === '/etc/hosts' ? systemLookup : lookupIn(file));
  const deadline = Date.now() + within;
  for (;;) {
    const wrong = (await Promise.race([problems(entries, ask), silence(deadline)])) ?? ['no answer at all'];
    if (wrong.length === 0) return;
    if (Date.now() >= deadline) {
      throw new Error(
        `the override in ${file} is not in force ${within / 1000} s after it was written:\n  ${wrong.join('\n  ')}\n` +
          '  Look at the hosts line of /etc/nsswitch.conf ("files" must come first) and at caches such as nscd.',
      );
    }
    await delay(100);
  }
}

async function problems(entries: readonly Entry[], ask: Lookup): Promise<string[]> {
  const names = unique(entries.map(({ name }) => name));
  const found = await Promise.all(
    names.flatMap((name) => {
      const own = entries.filter((entry) => entry.name === name).map(({ address }) => canonical(address));
      const families = [
        0,
        ...[4 as const, 6 as const].filter((family) => own.some((it) => familyOf(it) === family)),
      ] as const;
      return families.map((family) =>
        problem(
          name,
          family,
          own.filter((it) => family === 0 || familyOf(it) === family),
          ask,
        ),
      );
    }),
  );
  return found.filter((it) => it !== undefined);
}

async function problem(name: string, family: 0 | 4 | 6, wanted: string[], ask: Lookup): Promise<string | undefined> {
  const how = family === 0 ? name : `${name} (IPv${family})`;
  try {
    const got = unique((await ask(name, family)).map(canonical)).sort();
    if (got.join() === wanted.sort().join()) return undefined;
    return `${how} resolves to ${got.join(', ') || 'nothing'} instead of ${wanted.join(', ')}`;
  } catch (error) {
    return `${how} does not resolve (${errorMessage(error)}); expected: ${wanted.join(', ')}`;
  }
}

const systemLookup: Lookup = async (name, family) =>
  (await lookup(name, { all: true, family })).map(({ address }) => address);

/** For any other file: the addresses that the system would read there. */
const lookupIn =
  (file: string): Lookup =>
  (name, family) =>
    Promise.resolve(addressesIn(readFileSync(file), name).filter((it) => family === 0 || familyOf(it) === family));

const silence = (deadline: number): Promise<undefined> =>
  delay(Math.max(0, deadline - Date.now()), undefined, { ref: false });

const familyOf = (address: string): 4 | 6 => (address.includes(':') ? 6 : 4);

/** The canonical form of each IPv6 address (RFC 5952), through the URL standard. */
const canonical = (address: string): string =>
  address.includes(':') ? new URL(`http://[${address}]`).hostname.slice(1, -1) : address;
