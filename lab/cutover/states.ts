import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { baseOfNow, forget, load, save } from '../lab.js';
import { FIRST_STATE, readBook } from '../states.js';
import { ensureBaseline, hashOf, putBaselineBack } from './steps/baseline.js';
import { STATES } from './steps.js';
import { performUntil, renew } from './runner.js';

/**
 * Starts the hosts in a state of the day. It is made from the state before it when it is not kept yet, or when an operation
 * has changed since it was made.
 */
export async function loadState(name: string): Promise<void> {
  const last = STATES[name];
  // After the day has begun it is too late to record what Deer was.
  if (last !== undefined) await ensureBaseline();
  if (last !== undefined && !isKept(name)) await make(name, last);
  else await load(name);
  putBaselineBack();
  if (last !== undefined) await renew();
}

/** Makes a state of the day where it is not kept yet, so that others can load it. */
export async function ensureState(name: string): Promise<void> {
  if (STATES[name] !== undefined && !isKept(name)) await loadState(name);
}

async function make(name: string, last: string): Promise<void> {
  const names = Object.keys(STATES);
  await loadState(names[names.indexOf(name) - 1] ?? FIRST_STATE);
  await performUntil(last);
  if (readBook(baseOfNow())[name]) await forget(name);
  await save(name);
  writeFileSync(noteOf(name), hashOf('lab/cutover'));
}

const isKept = (name: string): boolean =>
  readBook(baseOfNow())[name] !== undefined &&
  existsSync(noteOf(name)) &&
  readFileSync(noteOf(name), 'utf8') === hashOf('lab/cutover');

const noteOf = (name: string): string => join(baseOfNow(), `${name}.made-from`);
