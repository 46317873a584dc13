import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { LAB_HOME } from '../targets/lab/target.js';

/** Where the lab keeps what; all of it below one cache folder, none of it in the work tree. */
export const CHECKOUT = fileURLToPath(new URL('..', import.meta.url)).replace(/\/$/, '');

export const PATHS = {
  images: join(LAB_HOME, 'images'),
  /** Layers of saved states and what they consist of. */
  states: join(LAB_HOME, 'states'),
  /** The folder of the lab as it is now. */
  lab: join(LAB_HOME, 'lab'),
  lock: join(LAB_HOME, 'lab', 'lock'),
  current: join(LAB_HOME, 'lab', 'current.json'),
  ssh: join(LAB_HOME, 'lab', 'ssh'),
  authority: join(LAB_HOME, 'lab', 'authority'),
  browser: join(LAB_HOME, 'lab', 'browser'),
  run: join(LAB_HOME, 'lab', 'run'),
  /** Repositories of the outside world, as they are now. */
  git: join(LAB_HOME, 'lab', 'run', 'outside', 'git'),
  log: join(LAB_HOME, 'lab', 'log'),
} as const;

/** Entries of a folder whose names differ from the given path's in the hash alone, and first drafts of such. */
export function alike(folder: string, path: string): string[] {
  const kind = (name: string): string => name.replace(/[0-9a-f]{12}(\.unfinished)?$/, '');
  return readdirSync(folder)
    .filter((name) => kind(name) === kind(basename(path)))
    .map((name) => join(folder, name));
}
