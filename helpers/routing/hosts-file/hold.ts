import { existsSync, mkdirSync, readdirSync, realpathSync, rmdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { withoutOurs } from './compose.js';
import { explained, hasCode, HostsFileInUse } from './errors.js';
import { claim, isClaimOfLiving, readOwner } from './lock.js';
import { isAlive, type Owner } from './owner.js';
import { rightfulContent } from './rightful.js';
import { dropSnapshot, loadSnapshot, readOrEmpty, saveSnapshot, writeInPlace } from './snapshot.js';

/** A hosts file, and the folder next to it for lock and snapshot: on the same file system, and easy for a person to find. */
export type Places = { readonly file: string; readonly folder: string; readonly lock: string };

export function placesOf(hostsFile: string): Places {
  const file = existsSync(hostsFile) ? realpathSync(hostsFile) : resolve(hostsFile);
  const folder = `${file}.migration-verdict`;
  return { file, folder, lock: join(folder, 'lock') };
}

/** @throws HostsFileInUse if a running process holds the file */
export function hold({ file, folder, lock }: Places, owner: Owner): void {
  for (let attempt = 1; ; attempt += 1) {
    try {
      if (!existsSync(folder)) makeFolder(folder);
      const holder = claim(lock, owner);
      if (holder !== undefined) throw new HostsFileInUse(file, holder);
      return;
    } catch (error) {
      // The previous holder may remove the folder between our two calls.
      if (!hasCode(error, 'ENOENT') || attempt === 5) throw explained(file, error);
    }
  }
}

/** Not with `recursive`, which mistakes a read-only file system for a missing folder. */
function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { mode: 0o755 });
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error;
  }
}

/**
 * Restores what belongs in the file; only for its holder. True if the result is not the original, because someone edited
 * the file during the lease: the edit stays, our lines are removed.
 */
export function putBack({ file, folder }: Places): boolean {
  const current = readOrEmpty(file);
  const snapshot = loadSnapshot(folder);
  const rightful = snapshot === undefined ? withoutOurs(current) : rightfulContent(current, snapshot);
  const isOriginal = snapshot !== undefined && rightful.equals(snapshot.original);
  if (!rightful.equals(current)) {
    // If this write is interrupted, the next start must know the content before and after it.
    if (!isOriginal) saveSnapshot(folder, { original: rightful, leased: current, inForce: true });
    writeInPlace(file, rightful);
  }
  return snapshot !== undefined && !isOriginal;
}

/** Removes snapshot and lock, the lock last. */
export function letGo({ folder, lock }: Places): void {
  dropSnapshot(folder);
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    // Claims of processes that were killed while they competed for the lock.
    if (path !== lock && name.startsWith('lock') && isOfDead(path)) rmSync(path, { force: true });
  }
  rmSync(lock);
  try {
    rmdirSync(folder);
  } catch (error) {
    // Another process is already waiting, or the folder is a separate mount, as in a container.
    if (!hasCode(error, 'ENOTEMPTY', 'ENOENT', 'EBUSY')) throw error;
  }
}

function isOfDead(path: string): boolean {
  try {
    const owner = readOwner(path);
    return owner !== undefined && !isAlive(owner);
  } catch {
    return !isClaimOfLiving(path); // being written at this moment, or never
  }
}
