import { writeSync } from 'node:fs';
import { unique } from '../../core/lists.js';
import type { Reachable } from '../../ssh/ssh-script.js';
import { Differences } from './differences.js';
import { commonDigest, type Digest } from './digest.js';
import { mergeSorted } from './merge-sorted.js';
import { readTree, type Kept, type TreeOptions, type TreeSummary } from './read-tree.js';
import { UNREAD } from './entry.js';

export type CompareOptions = TreeOptions & {
  /** The required owner on the new host of files that root owned on the old one. */
  readonly webUser: string;
  /** Open file that receives every difference, one per line. */
  readonly file?: number | undefined;
  /** How both hosts make digests; if not given, the fastest way that they have in common. */
  readonly digest?: Digest;
  /** An earlier comparison to rely on for files that no one has touched since. */
  readonly before?: ComparedBefore | undefined;
};

/** The facts that a later comparison needs in order to rely on an earlier one. */
export type ComparedBefore = {
  readonly algorithm: string;
  /** SHA-256 of the digests that each host stores. */
  readonly kept: { readonly old: string; readonly new: string };
};

export type ComparedTrees = {
  /** How many entries each host has. */
  readonly entries: { readonly old: number; readonly new: number };
  /** How many units were compared by a single digest, and how many had to be listed. */
  readonly units: { readonly compared: number; readonly listed: number };
  /** Which digest of the files was made, and by which command on each host. */
  readonly digest: { readonly algorithm: string; readonly old: string; readonly new: string };
  /** The list that each host stores for the next time, and how many files it did not read. */
  readonly kept: { readonly old: Kept; readonly new: Kept };
  /** The way contents were compared: a digest, or size and time. */
  readonly contents: string;
  readonly also: TreeOptions['also'];
  /** Both lists are complete up to {@link MOST_KEPT}. */
  readonly differences: readonly string[];
  /** Files that could not be read on one of the hosts. */
  readonly unproven: readonly string[];
  /** The total number of each. */
  readonly found: { readonly differences: number; readonly unproven: number };
};

/** Maximum number of lines kept; the file has all of them. */
const MOST_KEPT = 1_000;

// Why not rsync(1) with --dry-run --checksum, its stream carried through both connections: a file that can be read on neither
// side counts as equal there (both sums are zeros, exit status 0), it reads with one processor, its codes do not say what
// was expected and what is there, so both hosts would have to be asked again, and the new host would talk to an rsync that is
// root on the old one.
/**
 * Compares a folder on two hosts, whatever its size: each host reads it once, both at the same time; parts whose digests are
 * equal take one line, and the others are listed and compared entry by entry as they arrive.
 * @throws {NoAnswer} when one could not be asked
 */
export async function compareTrees(
  oldHost: Reachable,
  newHost: Reachable,
  { webUser, file, digest, before, ...options }: CompareOptions,
): Promise<ComparedTrees> {
  const { algorithm, commands } = digest ?? (await commonDigest([oldHost, newHost]));
  const [forOld = '', forNew = ''] = commands;
  const found = { differences: 0, unproven: 0 };
  const kept = { differences: [] as string[], unproven: [] as string[] };
  const add = (kind: keyof typeof kept, line: string): void => {
    found[kind] += 1;
    if (kept[kind].length < MOST_KEPT) kept[kind].push(line);
    if (file !== undefined) writeSync(file, `${kind === 'unproven' ? 'not compared: ' : ''}${line}\n`);
  };
  const known = before?.algorithm === algorithm ? before.kept : undefined;
  const [onOld, onNew] = await readBoth([oldHost, forOld, known?.old], [newHost, forNew, known?.new], options);
  for (const [name, { complaints }] of [['old', onOld] as const, ['new', onNew] as const])
    for (const line of complaints) add('unproven', `the ${name} host reports ${line}`);

  const names = unique([...onOld.units.keys(), ...onNew.units.keys()]);
  const differing = names.filter((name) => !isEqual(onOld.units.get(name), onNew.units.get(name)));
  const differences = new Differences(
    webUser,
    (line) => {
      add('differences', line);
    },
    (line) => {
      add('unproven', line);
    },
  );
  for await (const pair of mergeSorted(onOld.list(differing), onNew.list(differing))) differences.add(pair);
  differences.end();
  return {
    ...{ found, also: options.also, kept: { old: onOld.kept, new: onNew.kept } },
    contents: options.content === 'full' ? algorithm : 'size and time',
    differences: kept.differences.sort(),
    unproven: kept.unproven,
    entries: { old: entriesOf(onOld), new: entriesOf(onNew) },
    units: { compared: names.length, listed: differing.length },
    digest: { algorithm, old: forOld, new: forNew },
  };
}

type Asked = readonly [host: Reachable, digest: string, known: string | undefined];

/** Reads both at the same time; if one cannot be asked, the other is stopped. */
async function readBoth(old: Asked, now: Asked, options: TreeOptions): Promise<[TreeSummary, TreeSummary]> {
  const failed = new AbortController();
  const signal = AbortSignal.any([failed.signal, ...(options.signal ? [options.signal] : [])]);
  const read = ([host, digest, known]: Asked): Promise<TreeSummary | undefined> =>
    readTree(host, digest, { ...options, signal }, known).catch((cause: unknown) => {
      failed.abort(cause);
      return undefined;
    });
  const [onOld, onNew] = await Promise.all([read(old), read(now)]);
  if (onOld !== undefined && onNew !== undefined) return [onOld, onNew];
  await Promise.all([onOld?.close(), onNew?.close()]);
  throw failed.signal.reason as Error;
}

type Unit = { readonly digest: string } | undefined;
/** A host that could not read something cannot show that it is equal. */
const isEqual = (old: Unit, now: Unit): boolean =>
  old !== undefined && now !== undefined && !old.digest.startsWith(UNREAD) && old.digest === now.digest;

const entriesOf = ({ units }: TreeSummary): number =>
  [...units.values()].reduce((sum, { entries }) => sum + entries, 0);
