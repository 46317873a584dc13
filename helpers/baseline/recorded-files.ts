import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import type { Host, Target } from '../../targets/schema.js';
import { errorMessage, NoAnswer } from '../core/no-answer.js';
import { Differences } from '../host/data-files/differences.js';
import { commonDigest, LASTING, type Algorithm } from '../host/data-files/digest.js';
import { formatEntry, parseEntry, UNREAD, type TreeEntry } from '../host/data-files/entry.js';
import { mergeSorted } from '../host/data-files/merge-sorted.js';
import { listTree, type TreeOptions } from '../host/data-files/read-tree.js';

/** The files that were below the data directory of the old host. */
export type RecordedFiles = {
  readonly entries: number;
  readonly algorithm: Algorithm;
  /** Files that could not be read, as the tools reported them, without those that members deleted in the meantime. */
  readonly unread: readonly string[];
  /** File of all entries, sorted, and its SHA-256. */
  readonly list: string;
  readonly sum: string;
};

/** Files of a recording that the new host lacks or has with different contents. */
export type LostFiles = {
  readonly count: number;
  /** The first of them, in words. */
  readonly lines: readonly string[];
  /** Files that could not be read on the new host. */
  readonly unproven: readonly string[];
};

const ASKED = 'the recorded files of the old host';
const MOST_KEPT = 1_000;
const GONE = /: No such file or directory$/;

/** On a live host, files go at any time: what tools say of those that went is no reason for doubt. */
const withoutGone = (complaints: readonly string[]): string[] => complaints.filter((line) => !GONE.test(line));

/**
 * Lists the data directory of the old host, each file with a digest that any later host can compute.
 * @throws {NoAnswer} when it could not be asked
 */
export async function recordFiles(target: Target): Promise<RecordedFiles> {
  const { old } = target.hosts;
  const { algorithm, commands } = await commonDigest([old], LASTING);
  const list = join(mkdtempSync(join(tmpdir(), 'data-files-')), 'list.gz');
  const complaints: string[] = [];
  let entries = 0;
  const lines = async function* (): AsyncGenerator<string> {
    for await (const entry of listTree(old, commands[0] ?? '', optionsOf(target), complaints)) {
      entries += 1;
      yield `${formatEntry(entry)}\n`;
    }
  };
  await pipeline(lines, createGzip({ level: 1 }), createWriteStream(list, { mode: 0o600 }));
  return { entries, algorithm, unread: withoutGone(complaints), list, sum: await sumOf(list) };
}

/**
 * Compares the data directory of a host with the recording; a file that was not recorded is not a loss.
 * @param isExpected whether someone expects a difference, given in words
 * @throws {NoAnswer} when the host could not be asked, or the recording not be read
 */
export async function lostFiles(
  { algorithm, list, sum }: RecordedFiles,
  target: Target,
  host: Host,
  isExpected: (line: string) => boolean,
): Promise<LostFiles> {
  if ((await sumOf(list)) !== sum)
    throw new NoAnswer(ASKED, list, 'it has changed since it was recorded: restore it, or record the baseline again');
  const { commands } = await commonDigest([host], [algorithm]);
  const found = { count: 0, lines: [] as string[], unproven: [] as string[] };
  const differences = new Differences(
    '',
    (line, isOnOld) => {
      if (!isOnOld || isExpected(line)) return;
      found.count += 1;
      if (found.lines.length < MOST_KEPT) found.lines.push(line);
    },
    (line) => found.unproven.push(line),
  );
  const complaints: string[] = [];
  const now = listTree(host, commands[0] ?? '', optionsOf(target), complaints);
  for await (const [before, after] of mergeSorted(readList(list), now))
    // A file that was unreadable when it was recorded says nothing about its content.
    if (before?.content !== UNREAD) differences.add([before, after]);
  differences.end();
  // If a recorded file went in the meantime, its entry is unproven.
  found.unproven.push(...withoutGone(complaints));
  return found;
}

const optionsOf = ({ dataDirectory, dataComparison: { readers } }: Target): TreeOptions => ({
  ...{ tree: dataDirectory, content: 'full', also: [], readers },
});

async function sumOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash).catch((cause: unknown) => {
    throw new NoAnswer(ASKED, path, errorMessage(cause), { cause });
  });
  return hash.digest('hex');
}

async function* readList(path: string): AsyncGenerator<TreeEntry, void> {
  const file = createReadStream(path);
  const text = file.pipe(createGunzip());
  file.on('error', (cause) => text.destroy(cause));
  try {
    for await (const line of createInterface({ input: text.setEncoding('utf8'), crlfDelay: Infinity }))
      if (line !== '') yield parseEntry(line);
  } catch (cause) {
    throw new NoAnswer(ASKED, path, errorMessage(cause), { cause });
  }
}
