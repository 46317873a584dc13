import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runFolder } from './settings.js';

/**
 * A cause that a check of this run met and others would meet again, each until its whole time limit. A note in the
 * folder of the run has the next one ask briefly first, and give up at once while the cause is still there.
 */
export type KnownCause = {
  /** Why nobody answered, in the words of who met it first; undefined where nothing is known. */
  why(): string | undefined;
  note(why: string): void;
  forget(): void;
};

/** @param name of the cause, such as the silence of a host; without a folder of a run nothing is kept */
export function knownCause(name: string): KnownCause {
  const folder = runFolder();
  const id = createHash('sha256').update(name).digest('hex').slice(0, 12);
  const path = folder === '' ? undefined : join(folder, `known-cause-${id}.txt`);
  return {
    why: () => (path !== undefined && existsSync(path) ? readFileSync(path, 'utf8') : undefined),
    note: (why) => {
      // A check that outlives its run has nobody left to tell.
      if (path !== undefined && existsSync(join(path, '..'))) writeFileSync(path, why);
    },
    forget: () => {
      if (path !== undefined) rmSync(path, { force: true });
    },
  };
}
