import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { baseOfNow, forget, load, save } from '../lab.js';
import { CHECKOUT } from '../paths.js';
import { FIRST_STATE, readBook } from '../states.js';
import { STATES } from './day.js';
import { performUntil, renew } from './play.js';

/**
 * Starts the hosts in a state of the day. It is made from the state before it when it is not kept yet, or when an operation
 * has changed since it was made.
 */
export async function loadState(name: string): Promise<void> {
  const last = STATES[name];
  if (last !== undefined && !isKept(name)) return make(name, last);
  await load(name);
  if (last !== undefined) await renew();
}

async function make(name: string, last: string): Promise<void> {
  const names = Object.keys(STATES);
  await loadState(names[names.indexOf(name) - 1] ?? FIRST_STATE);
  await performUntil(last);
  if (readBook(baseOfNow())[name]) await forget(name);
  await save(name);
  writeFileSync(noteOf(name), madeFrom());
}

const isKept = (name: string): boolean =>
  readBook(baseOfNow())[name] !== undefined &&
  existsSync(noteOf(name)) &&
  readFileSync(noteOf(name), 'utf8') === madeFrom();

const noteOf = (name: string): string => join(baseOfNow(), `${name}.made-from`);

/** A hash of the operations. */
function madeFrom(): string {
  const hash = createHash('sha256');
  const folder = join(CHECKOUT, 'lab', 'switch');
  for (const file of readdirSync(folder).sort())
    hash
      .update(file)
      .update('\0')
      .update(readFileSync(join(folder, file)));
  return hash.digest('hex');
}
