import { createHash } from 'node:crypto';
import { closeSync, constants, fstatSync, openSync, readdirSync, readFileSync, readSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { writeWhole } from '../run/run-folder.js';

/** In the form of sha256sum(1): `sha256sum -c SHA256SUMS` in the folder checks it without this suite. */
export const SUMS = 'SHA256SUMS';
const SIGNATURE = `${SUMS}.sig`;

/** No single file of a run is bigger; the longest trace is a tenth of this. */
const LARGEST = 256 << 20;
const LARGEST_LIST = 32 << 20;
const MOST_FILES = 100_000;

/** A difference between a folder and its seal. */
export type Breach = { readonly path: string; readonly what: 'changed' | 'missing' | 'added' | 'not readable' };

/**
 * Writes the sums of every file below a folder, as the last file that is written there, apart from the signature.
 * @throws when a file is too big, is a link, or cannot be read
 */
export function seal(folder: string): void {
  const lines = filesBelow(folder).map((path) => lineFor(path, sumOf(folder, path)));
  writeWhole(join(folder, SUMS), lines.join(''));
}

/**
 * Checks a folder against its seal. Memory use stays small whatever the folder contains: files are read piece by piece.
 * @throws Error in words when there is no seal, or the file is not a seal
 */
export function breaches(folder: string): Breach[] {
  const sums = readSums(folder);
  const here = new Set(filesBelow(folder));
  const added = [...here].filter((path) => !sums.has(path)).map((path): Breach => ({ path, what: 'added' }));
  const listed = [...sums].flatMap(([path, sum]): Breach[] => {
    if (!here.has(path)) return [{ path, what: 'missing' }];
    try {
      return sumOf(folder, path) === sum ? [] : [{ path, what: 'changed' }];
    } catch {
      return [{ path, what: 'not readable' }];
    }
  });
  return [...listed, ...added];
}

/** The sums of a sealed folder, by path. */
export function readSums(folder: string): Map<string, string> {
  const path = join(folder, SUMS);
  const size = statSync(path, { throwIfNoEntry: false })?.size;
  if (size === undefined)
    throw new Error('it is not sealed: the run was killed or has not ended, or SHA256SUMS was removed');
  if (size > LARGEST_LIST) throw new Error(`${SUMS} has ${size} bytes, more than any run of this suite writes`);
  const lines = readFileSync(path, 'utf8').split('\n').slice(0, -1);
  const sums = new Map<string, string>();
  for (const line of lines) {
    const [, isEscaped = '', sum = '', name = ''] = /^(\\?)([0-9a-f]{64}) {2}(.+)$/.exec(line) ?? [];
    if (name === '') throw new Error(`${SUMS} is not a list of checksums`);
    const file = isEscaped === '' ? name : name.replace(/\\(.)/g, (_, c: string) => ({ n: '\n', r: '\r' })[c] ?? c);
    if (sums.has(file)) throw new Error(`${SUMS} lists a file twice: ${file}`);
    sums.set(file, sum);
  }
  return sums;
}

/** As sha256sum(1) writes such names: a backslash before the line, and before characters that would break it. */
function lineFor(path: string, sum: string): string {
  const escaped = path.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('\r', '\\r');
  return `${escaped === path ? '' : '\\'}${sum}  ${escaped}\n`;
}

function filesBelow(folder: string): string[] {
  const found: string[] = [];
  const walk = (below: string): void => {
    for (const entry of readdirSync(join(folder, below), { withFileTypes: true })) {
      const path = below === '' ? entry.name : `${below}/${entry.name}`;
      if (entry.isDirectory()) walk(path);
      else if (path !== SUMS && path !== SIGNATURE) found.push(path);
      if (found.length > MOST_FILES)
        throw new Error(`it holds more than ${MOST_FILES} files, and no run of this suite writes that many`);
    }
  };
  walk('');
  return found.sort();
}

const buffer = Buffer.allocUnsafe(1 << 20);

/** SHA-256 of a regular file; a link does not count as one, because its target is not in the folder. */
export function sumOf(folder: string, path: string): string {
  // Without O_NONBLOCK, a pipe in place of a file would block forever.
  const file = openSync(join(folder, path), constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  try {
    const status = fstatSync(file);
    if (!status.isFile()) throw new Error(`${path} is not a regular file`);
    if (status.size > LARGEST)
      throw new Error(`${path} has ${status.size} bytes; an evidence file has no more than ${LARGEST}`);
    const hash = createHash('sha256');
    for (let read = readSync(file, buffer); read > 0; read = readSync(file, buffer))
      hash.update(buffer.subarray(0, read));
    return hash.digest('hex');
  } finally {
    closeSync(file);
  }
}
