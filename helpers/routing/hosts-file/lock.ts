import {
  closeSync,
  fsyncSync,
  linkSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { errorMessage } from '../../core/no-answer.js';
import { hasCode } from './errors.js';
import { isAlive, isRunning, OwnerSchema, type Owner } from './owner.js';

/**
 * Takes the lock at `path` for `me`, even from a holder that died. Returns the living holder if there is one.
 *
 * The claim is written completely next to the lock and then linked to it: link(2) fails if the name exists, and no one ever
 * sees half a lock. Taking over from a dead holder must not be "delete, then create": two heirs who both saw the dead
 * holder could delete each other's fresh lock. So the heirs first compete, in the same way, for a name that is bound to
 * the dead holder's nonce; only the holder of that name may replace the dead lock, and does so with a single rename(2).
 */
export function claim(path: string, me: Owner, lock = path): Owner | undefined {
  const mine = claimPath(path, me);
  writeDurably(mine, JSON.stringify(me, null, 1));
  try {
    for (;;) {
      if (linked(mine, path)) return undefined;
      const holder = readOwner(path);
      if (holder === undefined) continue; // released between the two calls
      if (isAlive(holder)) return holder;
      // A name of fixed length, however many heirs have died one after the other.
      const heir = `${lock}-heir-of-${holder.nonce}`;
      const otherHeir = claim(heir, me, lock);
      if (otherHeir !== undefined) return otherHeir;
      // Between our reading of the lock and our claim to the heir's name, an earlier heir may have come and gone.
      if (readOwner(path)?.nonce === holder.nonce) {
        renameSync(heir, path);
        return undefined;
      }
      unlinkSync(heir);
    }
  } finally {
    rmSync(mine, { force: true });
  }
}

/** The name identifies the owner: a process that is killed before the content is written leaves an empty file. */
const claimPath = (path: string, { pid, startTime, nonce }: Owner): string => `${path}.${pid}.${startTime}.${nonce}`;

/** Does a claim, which may still be empty, belong to a process that is still running? */
export function isClaimOfLiving(path: string): boolean {
  const [, pid, startTime] = /\.(\d+)\.(\d*)\.[0-9a-f]+$/.exec(path) ?? [];
  return pid !== undefined && isRunning(Number(pid), startTime ?? '');
}

/** Who wrote the lock; undefined if there is none. */
export function readOwner(path: string): Owner | undefined {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined;
    throw error;
  }
  try {
    return OwnerSchema.parse(JSON.parse(text));
  } catch (cause) {
    throw new Error(
      `${path} is not a lock that this program wrote (${errorMessage(cause)}). If no other run is in progress, delete it and start again.`,
      { cause },
    );
  }
}

/** Writes and flushes, so that the content survives a crash of the machine. */
export function writeDurably(path: string, content: string | Uint8Array): void {
  const fd = openSync(path, 'w', 0o644);
  try {
    writeFileSync(fd, content);
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}

function linked(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false;
    throw error;
  }
}
