import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runFolder } from './folders.js';

/**
 * A cause that a check of this run met and that others would meet again, each for its whole time limit. A note in the
 * folder of the run makes the next check ask briefly first, and give up at once while the cause persists.
 */
export type KnownCause = {
  /** Why there was no answer, in the words of the check that met the cause first; undefined if nothing is known. */
  why(): string | undefined;
  note(why: string): void;
  forget(): void;
};

/** @param name of the cause, such as the silence of a host; without a run folder, nothing is kept */
export function knownCause(name: string): KnownCause {
  const folder = runFolder();
  const id = createHash('sha256').update(name).digest('hex').slice(0, 12);
  const path = folder === '' ? undefined : join(folder, `known-cause-${id}.txt`);
  return {
    why: () => (path !== undefined && existsSync(path) ? readFileSync(path, 'utf8') : undefined),
    note: (why) => {
      // A check that outlives its run has no one left to tell.
      if (path !== undefined && existsSync(join(path, '..'))) writeFileSync(path, why);
    },
    forget: () => {
      if (path !== undefined) rmSync(path, { force: true });
    },
  };
}
