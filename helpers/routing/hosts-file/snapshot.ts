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
import * as z from 'zod';
import { hasCode } from './errors.js';
import { writeDurably } from './lock.js';

export type Snapshot = {
  /** The file as it was before the lease. */
  readonly original: Buffer;
  /** The file as the lease required it. */
  readonly leased: Buffer;
  /** Has the leased content been written completely? */
  readonly inForce: boolean;
};

const NAME = 'snapshot.json';
/** For people only. */
const COPY = 'original';

const SnapshotFile = z.strictObject({
  original: z.base64(),
  leased: z.base64(),
  inForce: z.boolean(),
  sha256: z.string(),
});

/** Replaces the previous snapshot as a whole or not at all: the file is never changed without a record of it. */
export function saveSnapshot(folder: string, { original, leased, inForce }: Snapshot): void {
  const path = join(folder, NAME);
  const saved = { original: original.toString('base64'), leased: leased.toString('base64'), inForce };
  if (!inForce) writeDurably(join(folder, COPY), original);
  writeDurably(`${path}.new`, JSON.stringify({ ...saved, sha256: sumOf(saved) }));
  renameSync(`${path}.new`, path);
  flushFolder(folder);
  flushFolder(dirname(folder));
}

/** @throws if the copies are not what was saved: nothing is ever restored from a damaged copy. */
export function loadSnapshot(folder: string): Snapshot | undefined {
  const path = join(folder, NAME);
  if (!existsSync(path)) return undefined;
  const { sha256, ...saved } = readSaved(path);
  if (sha256 !== sumOf(saved))
    throw new Error(
      `${path} holds a damaged copy of the hosts file: compare this copy with the hosts file by hand, then delete the folder that contains the copy`,
    );
  const bytes = (text: string): Buffer => Buffer.from(text, 'base64');
  return { original: bytes(saved.original), leased: bytes(saved.leased), inForce: saved.inForce };
}

function readSaved(path: string): z.infer<typeof SnapshotFile> {
  try {
    return SnapshotFile.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (cause) {
    throw new Error(
      `${path} holds a damaged copy of the hosts file: fix the hosts file by hand, then delete the folder that contains the copy`,
      { cause },
    );
  }
}

export function dropSnapshot(folder: string): void {
  for (const name of [NAME, `${NAME}.new`, COPY, 'scratch']) rmSync(join(folder, name), { force: true });
}

/**
 * Writes over the file in place. Not by rename: /etc/hosts may be a bind mount, which rename(2) refuses with EBUSY. Not
 * truncated first: a failed write then leaves a mixture of old and new content, both of which are in the snapshot.
 */
export function writeInPlace(file: string, bytes: Buffer): void {
  const fd = openSync(file, constants.O_RDWR | constants.O_CREAT, 0o644);
  try {
    const whole = padded(bytes, readFileSync(file).length);
    for (let done = 0; done < whole.length;) done += writeSync(fd, whole, done, whole.length - done, done);
    ftruncateSync(fd, bytes.length);
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
  if (!readOrEmpty(file).equals(bytes)) throw new Error(`${file} does not contain what was just written to it`);
}

/** Padded with empty lines to the length of the old content: until the file is truncated, none of the old content takes effect. */
export const padded = (bytes: Buffer, length: number): Buffer =>
  Buffer.concat([bytes, Buffer.alloc(Math.max(0, length - bytes.length), '\n')]);

/** A missing file reads as an empty one. */
export function readOrEmpty(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return Buffer.alloc(0);
    throw error;
  }
}

const sumOf = (saved: { readonly original: string; readonly leased: string }): string =>
  createHash('sha256').update(`${saved.original} ${saved.leased}`).digest('hex');

function flushFolder(folder: string): void {
  const fd = openSync(folder, 'r');
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}
