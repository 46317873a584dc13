import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { imageFolder } from './hosts/image.js';
import type { LabMachine } from './hosts/hosts.js';
import { alike, CHECKOUT, PATHS } from './paths.js';

/** The state in which every lab starts: Deer live with data, Puma prepared with a test dump. */
export const FIRST_STATE = 'before-switch';

/**
 * The layers of each host, nearest first; the last is the image. A host without layers is shut down in this state, on
 * purpose. Of the outside world only its repositories change: one folder.
 */
export type Layers = Partial<Record<LabMachine | 'outside', string[]>>;
type Book = Record<string, Layers>;

/** Files that the first state is built from. A change in any of them leads to a new one. */
const SOURCES = [
  'lab/root',
  'lab/site',
  'lab/hosts/authority.ts',
  'lab/hosts/base-files.ts',
  'lab/hosts/first-state.ts',
  'lab/hosts/sql-definers.ts',
  'lab/hosts/overlay.ts',
  'lab/hosts/provision.ts',
  'targets/lab/target.ts',
  'package-lock.json',
];

function* filesBelow(path: string): Generator<string> {
  if (!statSync(path).isDirectory()) {
    yield path;
    return;
  }
  for (const name of readdirSync(path).sort()) yield* filesBelow(join(path, name));
}

/** The folder of everything that is built from the current sources: first state, saved states, keys, repository. */
export function baseFolder(): string {
  return join(PATHS.states, hashOf([imageFolder()], SOURCES));
}

/** A short name for something that is built from words and from files and folders of this checkout, other than documentation. */
export function hashOf(words: readonly string[], sources: readonly string[]): string {
  const hash = createHash('sha256');
  for (const word of words) hash.update(word);
  for (const source of sources) {
    for (const file of filesBelow(join(CHECKOUT, source))) {
      if (!file.endsWith('.md')) hash.update(file.slice(CHECKOUT.length)).update('\0').update(readFileSync(file));
    }
  }
  return hash.digest('hex').slice(0, 12);
}

/** Saved states of a base by name; empty if the base does not exist or was not finished. */
export function readBook(base: string): Book {
  const file = join(base, 'states.json');
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Book) : {};
}

/** Records a state under a name. The book is written to another file and renamed: a base with a book is a finished base. */
export function noteState(base: string, name: string, layers: Layers): void {
  writeBook(base, { ...readBook(base), [name]: layers });
}

function writeBook(base: string, book: Book): void {
  const file = join(base, 'states.json');
  mkdirSync(base, { recursive: true });
  writeFileSync(`${file}.new`, JSON.stringify(book, null, 2));
  renameSync(`${file}.new`, file);
}

/** Removes a state from the book, with the layers that no other state uses. */
export function forgetState(base: string, name: string): void {
  const { [name]: gone, ...rest } = readBook(base);
  writeBook(base, rest);
  const needed = new Set(Object.values(rest).flatMap((layers) => Object.values(layers).flat()));
  for (const layer of Object.values(gone ?? {}).flat()) {
    if (layer.startsWith(base) && !needed.has(layer)) rmSync(layer, { recursive: true, force: true });
  }
}

/** Bases take some hundred megabytes each: of the bases of a pair, the given one is kept, and the one used last before it. */
export function forgetOldBases(keep: string): void {
  if (!existsSync(PATHS.states)) return;
  const others = alike(PATHS.states, keep)
    .filter((folder) => folder !== keep)
    .sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs);
  for (const folder of others.slice(1)) rmSync(folder, { recursive: true, force: true });
}
