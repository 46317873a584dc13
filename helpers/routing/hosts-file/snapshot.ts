import { createHash } from 'node:crypto';
import {
  closeSync,
  constants,
  existsSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { withoutOurs } from './compose.js';
import { hasCode } from './errors.js';
import { writeDurably } from './lock.js';

export type Snapshot = {
  /** The file as it was before the lease. */
  readonly original: Buffer;
  /** The file as the lease wanted it. */
  readonly leased: Buffer;
  /** Was the leased content written completely? */
  readonly inForce: boolean;
};

const Sums = z.strictObject({ original: z.string(), leased: z.string() });

/** Saves both and flushes them. The sums come last and by rename: without them nothing was touched yet. */
export function saveSnapshot(folder: string, snapshot: Omit<Snapshot, 'inForce'>): void {
  dropSnapshot(folder);
  flushFolder(folder);
  writeDurably(join(folder, 'original'), snapshot.original);
  writeDurably(join(folder, 'leased'), snapshot.leased);
  const sums = join(folder, 'sha256.json');
  writeDurably(`${sums}.new`, JSON.stringify({ original: sha256(snapshot.original), leased: sha256(snapshot.leased) }));
  renameSync(`${sums}.new`, sums);
  flushFolder(folder);
  flushFolder(dirname(folder));
}

/** Call when the leased content stands in the file. */
export function markInForce(folder: string): void {
  writeDurably(join(folder, 'in-force'), '');
}

/** @throws if the copies are not what was saved: nothing is ever restored from a damaged one. */
export function loadSnapshot(folder: string): Snapshot | undefined {
  const sumsFile = join(folder, 'sha256.json');
  if (!existsSync(sumsFile)) return undefined;
  const sums = Sums.parse(JSON.parse(readFileSync(sumsFile, 'utf8')));
  const original = readFileSync(join(folder, 'original'));
  const leased = readFileSync(join(folder, 'leased'));
  if (sha256(original) !== sums.original || sha256(leased) !== sums.leased) {
    throw new Error(
      `${folder} holds a damaged copy of the hosts file: compare the two by hand, then delete the folder`,
    );
  }
  return { original, leased, inForce: existsSync(join(folder, 'in-force')) };
}

export function dropSnapshot(folder: string): void {
  // The sums first: a snapshot without them counts as never taken.
  for (const name of ['sha256.json', 'sha256.json.new', 'original', 'leased', 'in-force', 'scratch']) {
    rmSync(join(folder, name), { force: true });
  }
}

/**
 * What must stand in the file when the lease ends, whatever happened meanwhile: the original, or, if somebody edited
 * the file, his version without our lines.
 */
export function rightfulContent(current: Buffer, snapshot: Snapshot): Buffer {
  const { original, leased } = snapshot;
  // An emptied file is an accident (editors and tools that truncate first), never a wish.
  if (current.length === 0) return original;
  if (isHalfWritten(current, leased, original)) return original;
  // Once in force, what looks like half a lease is a lease whose last lines somebody deleted.
  if (!snapshot.inForce && isHalfWritten(current, original, leased)) return original;
  return withoutOurs(current);
}

/**
 * Writes over the file in place. Not by rename: /etc/hosts may be a bind mount, which rename(2) refuses with EBUSY. Not
 * truncated first: a write that fails then leaves a mixture of old and new, and both are in the snapshot.
 */
export function writeInPlace(file: string, bytes: Buffer): void {
  const fd = openSync(file, constants.O_RDWR | constants.O_CREAT, 0o644);
  try {
    for (let done = 0; done < bytes.length;) done += writeSync(fd, bytes, done, bytes.length - done, done);
    ftruncateSync(fd, bytes.length);
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
  if (!readOrEmpty(file).equals(bytes)) throw new Error(`${file} does not hold what was just written to it`);
}

/** A missing file reads as an empty one. */
export function readOrEmpty(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return Buffer.alloc(0);
    throw error;
  }
}

/** Is `current` what an interrupted `writeInPlace` of `after` over `before` leaves? Also true at its very start and end. */
function isHalfWritten(current: Buffer, before: Buffer, after: Buffer): boolean {
  let written = 0;
  while (written < current.length && current[written] === after[written]) written += 1;
  return current.subarray(written).equals(before.subarray(written));
}

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

function flushFolder(folder: string): void {
  const fd = openSync(folder, 'r');
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}
