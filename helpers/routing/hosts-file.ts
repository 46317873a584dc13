import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { errorMessage } from '../core/no-answer.js';
import { compose, refuseBadEntries, withoutOurs, type Entry } from './hosts-file/compose.js';
import { explained, FORBIDDEN, hasCode, HostsFileInUse } from './hosts-file/errors.js';
import { hold, letGo, placesOf, putBack, type Places } from './hosts-file/hold.js';
import { readOwner } from './hosts-file/lock.js';
import { describeOwner, isAlive, thisProcess, type Owner } from './hosts-file/owner.js';
import { proveResolution, type Lookup } from './hosts-file/prove.js';
import { readOrEmpty, saveSnapshot, writeInPlace } from './hosts-file/snapshot.js';

export type { Owner };

export type LeaseRequest = {
  /** Usually /etc/hosts. A symbolic link is followed. */
  readonly file: string;
  /** At most one address of each family per name. */
  readonly entries: readonly Entry[];
  /** The purpose of the lease; shown to a run that is refused. */
  readonly owner: string;
  /** How to prove the override. Default: getaddrinfo for /etc/hosts; for any other file, by reading it. */
  readonly lookup?: Lookup;
  /** How long the override may take to become effective, in ms. systemd-resolved reads the file every 2 s; default: 5 s. */
  readonly within?: number;
  /** Called when a stage is on disk. If it throws, the lease is released. */
  readonly onStage?: (stage: Stage) => void;
};

export type Stage = 'locked' | 'snapshot' | 'written' | 'proven' | 'restored';

export type Lease = {
  readonly owner: Owner;
  /** Restores the file. Synchronous, so that an exit handler can call it. A second call does nothing. */
  release(): Released;
};

type Released = {
  /** Someone edited the file during the lease: the edit was kept, and only our lines were removed. */
  readonly editedMeanwhile: boolean;
};

export type Restored = Released & {
  /** nothing: nothing was left behind; restored: its owner had died; in-use: its owner is alive, and nothing was touched. */
  readonly outcome: 'nothing' | 'restored' | 'in-use';
  readonly owner?: Owner;
};

/**
 * Puts entries into a hosts file until `release()`. The lease belongs to the calling process: take it in the process that
 * lives as long as the run, not in a worker. Leftovers of a dead process are restored first.
 *
 * @throws HostsFileInUse if a living process holds the file
 * @throws Error if the file cannot be changed or written, or if the names do not resolve to the entries
 *   afterwards; the file is then as it was before
 */
export async function takeLease(request: LeaseRequest): Promise<Lease> {
  refuseBadEntries(request.entries);
  const places = placesOf(request.file);
  const { file, folder } = places;
  if (!existsSync(file)) throw new Error(`there is no hosts file at ${file}`);
  const owner = thisProcess(request.owner);
  const reached = request.onStage ?? ((): undefined => undefined);
  hold(places, owner);
  try {
    reached('locked');
    putBack(places);
    const original = readFileSync(file);
    const leased = compose(original, request.entries, noteOf(owner, folder), join(folder, 'scratch'));
    saveSnapshot(folder, { original, leased, inForce: false });
    reached('snapshot');
    writeInPlace(file, leased);
    saveSnapshot(folder, { original, leased, inForce: true });
    reached('written');
    await proveResolution(file, request.entries, request.within ?? 5_000, request.lookup);
    reached('proven');
  } catch (error) {
    putBackAfter(error, places);
    throw explained(file, error);
  }
  return leaseOn(places, owner, reached);
}

function leaseOn(places: Places, owner: Owner, reached: (stage: Stage) => void): Lease {
  let released: Released | undefined;
  const release = (): Released => {
    if (released !== undefined) return released;
    process.off('exit', atExit);
    if (readOwner(places.lock)?.nonce !== owner.nonce) {
      throw new Error(`this run no longer holds the lock on ${places.file}: ${places.lock} was removed or replaced`);
    }
    released = { editedMeanwhile: putBack(places) };
    reached('restored');
    letGo(places);
    return released;
  };
  // Also after an uncaught exception or process.exit. After a kill, or if this fails, the next start restores the file.
  const atExit = (): void => {
    try {
      release();
    } catch {
      return;
    }
  };
  process.once('exit', atExit);
  return { owner, release };
}

/** Restores the file if a dead run left it changed. Call it at every start; safe to call twice and from several processes. */
export function restoreAbandoned(hostsFile: string): Restored {
  const places = placesOf(hostsFile);
  const untouched = isUntouched(places.file);
  if (!existsSync(places.folder) && untouched) return { outcome: 'nothing', editedMeanwhile: false };
  const before = readOwner(places.lock);
  try {
    hold(places, thisProcess('restoring what a dead run left behind'));
    const editedMeanwhile = putBack(places);
    letGo(places);
    return { outcome: 'restored', editedMeanwhile, ...(before && { owner: before }) };
  } catch (error) {
    if (error instanceof HostsFileInUse) return { outcome: 'in-use', owner: error.owner, editedMeanwhile: false };
    // Leftovers of another account's run next to an intact file do no harm.
    if (untouched && isForbidden(error)) return { outcome: 'nothing', editedMeanwhile: false };
    throw explained(places.file, error);
  }
}

const isForbidden = (error: unknown): boolean =>
  hasCode(error, ...FORBIDDEN) || (error instanceof Error && hasCode(error.cause, ...FORBIDDEN));

/** It contains nothing of ours, or this account cannot read it and so cannot have written to it. */
function isUntouched(file: string): boolean {
  try {
    const current = readOrEmpty(file);
    return withoutOurs(current).equals(current);
  } catch (error) {
    if (isForbidden(error)) return true;
    throw error;
  }
}

/** The running process that holds the file, if any. */
export function ownerOf(hostsFile: string): Owner | undefined {
  const owner = readOwner(placesOf(hostsFile).lock);
  return owner !== undefined && isAlive(owner) ? owner : undefined;
}

function putBackAfter(error: unknown, places: Places): void {
  try {
    putBack(places);
    letGo(places);
  } catch (second) {
    throw new Error(
      `${places.file} could not be used for the override (${errorMessage(error)}), and could not be restored (${errorMessage(second)}).\n` +
        `  Its original content is in ${places.folder}/original; the next run will try again to restore the file.`,
      { cause: error },
    );
  }
}

function noteOf(owner: Owner, folder: string): string[] {
  return [
    `Lines with this mark belong to ${describeOwner(owner)}: ${owner.purpose}.`,
    `They are removed when that run ends. The original file: ${folder}/original`,
  ];
}
