import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { LAB_HOME } from '../targets/lab/target.js';

/** Where the lab stores its files; all of them are below one cache folder, none in the work tree. */
export const CHECKOUT = fileURLToPath(new URL('..', import.meta.url)).replace(/\/$/, '');

export const PATHS = {
  images: join(LAB_HOME, 'images'),
  /** Layers of saved states, and the lists of layers that each state consists of. */
  states: join(LAB_HOME, 'states'),
  /** The folder of the current lab. */
  lab: join(LAB_HOME, 'lab'),
  lock: join(LAB_HOME, 'lab', 'lock'),
  current: join(LAB_HOME, 'lab', 'current.json'),
  ssh: join(LAB_HOME, 'lab', 'ssh'),
  authority: join(LAB_HOME, 'lab', 'authority'),
  browser: join(LAB_HOME, 'lab', 'browser'),
  run: join(LAB_HOME, 'lab', 'run'),
  /** The current repositories of the outside world. */
  git: join(LAB_HOME, 'lab', 'run', 'outside', 'git'),
  log: join(LAB_HOME, 'lab', 'log'),
} as const;

/** Entries of a folder whose names differ from that of the given path only in the hash, and unfinished ones of these. */
export function alike(folder: string, path: string): string[] {
  const kind = (name: string): string => name.replace(/[0-9a-f]{12}(\.unfinished)?$/, '');
  return readdirSync(folder)
    .filter((name) => kind(name) === kind(basename(path)))
    .map((name) => join(folder, name));
}
