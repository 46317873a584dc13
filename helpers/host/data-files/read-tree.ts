import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Target } from '../../../targets/schema.js';
import { NoAnswer } from '../../core/no-answer.js';
import { hostLabel } from '../../ssh/ssh.js';
import { shellQuote } from '../../ssh/ssh-errors.js';
import type { Reachable } from '../../ssh/ssh-script.js';
import { streamFrom } from '../../ssh/ssh-stream.js';
import { parseEntry, type TreeEntry } from './entry.js';

export type TreeOptions = {
  /** The folder. */
  readonly tree: string;
  /** `full`: a digest of each file; `quick`: its size and the time of its last change. */
  readonly content: 'full' | 'quick';
  /** Attributes that are compared in addition. */
  readonly also: readonly Target['dataComparison']['also'][number][];
  /** Maximum number of files that a host reads at the same time; never more than one per processor. */
  readonly readers: number;
  /** Where each host stores its digests for the next time, and for how many seconds a file must have been unchanged for that. */
  readonly keep?: { readonly path: string; readonly settled: number } | undefined;
  /** Stops everything at once. */
  readonly signal?: AbortSignal | undefined;
};

/** The list that a host stores for the next time. */
export type Kept = {
  /** SHA-256 of the digests that it stores; empty if it stores none. */
  readonly sum: string;
  /** How many files it did not read, because it had read them before and no one had touched them since. */
  readonly unread: number;
};

/** A host's summary, sent before it lists anything. */
export type TreeSummary = {
  readonly kept: Kept;
  /** Digest of all lines of a unit and their number, by the unit's name: a folder with everything below it, or a folder alone. */
  readonly units: ReadonlyMap<string, { readonly entries: number; readonly digest: string }>;
  /** Error messages of its tools: those files were not read. */
  readonly complaints: readonly string[];
  /** Lists the entries of some units, sorted by key. Call it at most once. */
  readonly list: (units: readonly string[]) => AsyncGenerator<TreeEntry, void>;
  /** Ends the reading if nothing needs to be listed. */
  readonly close: () => Promise<unknown>;
};

const SCRIPT = new URL('read-tree.sh', import.meta.url);
const descriptionOf = ({ tree, content }: TreeOptions): string =>
  `the contents of ${tree}, with the ${content === 'full' ? 'digest' : 'size and time'} of each file`;
const encoding = 'latin1';

/**
 * Reads a folder on a host, each file once. The host keeps the list of its entries until parts of it have been requested.
 * @param digest the command that makes digests there
 * @param known checksum of the digests that the host stores, if they may be relied on
 * @throws {NoAnswer} when the host could not be asked
 */
export async function readTree(
  host: Reachable,
  digest: string,
  options: TreeOptions,
  known = '',
): Promise<TreeSummary> {
  const description = descriptionOf(options);
  let ask: (units: string) => void = () => undefined;
  const input = new Promise<string>((resolve) => (ask = resolve));
  const { path = '', settled = 0 } = options.keep ?? {};
  // Two hosts of a test may be one machine.
  const name = createHash('sha256').update(`${host.name} ${options.tree}`).digest('hex').slice(0, 12);
  const values = { KEEP: path && `${path}-${name}`, SETTLED: String(settled), KNOWN: known };
  const lines = streamFrom(host, assigned(values) + (await scriptFor(digest, options)), {
    ...{ description, encoding, input, signal: options.signal },
  });
  const units = new Map<string, { entries: number; digest: string }>();
  const complaints: string[] = [];
  let kept: Kept = { sum: '', unread: 0 };
  for (;;) {
    const { value: line, done } = await lines.next();
    if (done === true || line === 'E') break;
    const [tag, first = '', entries, sum = ''] = line.split('\t');
    if (tag === 'F') units.set(first, { entries: Number(entries), digest: sum.replace(/ .*/, '') });
    else if (tag === 'K') kept = { sum: first, unread: Number(entries) };
    else if (tag === 'W') complaints.push(first);
  }
  return {
    ...{ units, kept, complaints, close: () => lines.return() },
    list: async function* (names) {
      ask(names.map((name) => `${name}\n`).join(''));
      let missing = names.reduce((sum, name) => sum + (units.get(name)?.entries ?? 0), 0);
      for await (const line of lines) {
        missing -= 1;
        yield parseEntry(line);
      }
      if (missing !== 0)
        throw new NoAnswer(
          description,
          hostLabel(host),
          `the number of entries that it listed was ${missing > 0 ? 'too small' : 'too large'} by ${Math.abs(missing)}`,
        );
    },
  };
}

/**
 * Lists everything in a folder on a host, sorted by key.
 * @param digest the command that makes digests there
 * @param complaints receives the complaints of its tools: those files were not read
 * @throws {NoAnswer} when the host could not be asked
 */
export async function* listTree(
  host: Reachable,
  digest: string,
  options: TreeOptions,
  complaints: string[],
): AsyncGenerator<TreeEntry, void> {
  const script = `WANTED=all KEEP=\n${await scriptFor(digest, options)}`;
  const description = descriptionOf(options);
  let begun = false;
  for await (const line of streamFrom(host, script, { description, encoding, signal: options.signal }))
    if (begun) yield parseEntry(line);
    else if (line.startsWith('W')) complaints.push(line.slice(2));
    else begun = line === 'E';
}

async function scriptFor(digest: string, { tree, content, also, readers }: TreeOptions): Promise<string> {
  const values = { TREE: tree, CONTENT: content, DIGEST: digest, ALSO: also.join(' ') };
  const cores = `CORES=$(nproc 2>/dev/null || echo 1); [ "$CORES" -le ${readers} ] || CORES=${readers}`;
  return [assigned(values), cores, await readFile(SCRIPT, 'utf8')].join('\n');
}

const assigned = (values: Readonly<Record<string, string>>): string =>
  Object.entries(values)
    .map(([name, value]) => `${name}=${shellQuote(value)}\n`)
    .join('');
