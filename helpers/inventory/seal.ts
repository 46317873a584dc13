import { createHash, createHmac, randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The key of a migration: equal values have equal digests on both hosts, and no one without the key can test guesses. */
export type SealKey = { readonly inner: string; readonly outer: string };

/**
 * Reads the key of a migration, or creates it. It stays with the operator and is never part of the evidence.
 * @param file readable by its owner alone
 */
function sealKeyIn(file: string): SealKey {
  const secret = readOrCreate(file);
  const derive = (use: string): string => createHmac('sha256', secret).update(use).digest('hex');
  return { inner: derive('inner'), outer: derive('outer') };
}

/** @param state the operator's folder of this migration */
export const migrationKey = (state: string): SealKey => sealKeyIn(join(state, 'inventory.key'));

function readOrCreate(file: string): string {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  try {
    // If two runs start at once, one creates the key and the other reads it.
    writeFileSync(file, `${randomBytes(32).toString('hex')}\n`, { mode: 0o600, flag: 'wx' });
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'EEXIST') throw cause;
  }
  return readFileSync(file, 'utf8').trim();
}

/** Distinguishes keys without revealing them, and shows that something was recorded under a key that has been lost. */
export const fingerprintOf = ({ outer }: SealKey): string =>
  createHash('sha256').update(`fingerprint ${outer}`).digest('hex').slice(0, 16);

/** The digest that the script on the host makes of a secret (`mask.awk`); each of the two keys fills a block of SHA-256. */
export function sealed(text: string, { inner, outer }: SealKey): string {
  const sha256 = (...parts: readonly string[]): string =>
    parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest('hex');
  return sha256(outer, sha256(inner, text)).slice(0, 16);
}
