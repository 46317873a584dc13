import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { baseOfNow, forget, load, save } from '../lab.js';
import type { Pair } from '../pair.js';
import { BEWELCOME } from '../pairs.js';
import { FIRST_STATE, readBook } from '../states.js';
import { ensureBaseline, hashOf, putBaselineBack } from './steps/baseline.js';
import { dayOf, targetOf } from './day.js';
import { performUntil, renew } from './runner.js';

/**
 * Starts the hosts in a state of the day. It is made from the state before it if it is not saved yet, or if an operation
 * has changed since it was made.
 */
export async function loadState(name: string, pair: Pair = BEWELCOME): Promise<void> {
  const day = dayOf(pair);
  const target = targetOf(day);
  const last = day.states[name];
  // After the day has begun, it is too late to record the old host.
  if (last !== undefined && target) await ensureBaseline(pair, target);
  if (last !== undefined && !isKept(name, pair)) await make(name, last, pair);
  else await load(name, pair);
  if (target) putBaselineBack(pair, target);
  if (last !== undefined) await renew();
}

/** Makes a state of the day if it is not saved yet, so that others can load it. */
export async function ensureState(name: string, pair: Pair = BEWELCOME): Promise<void> {
  if (dayOf(pair).states[name] !== undefined && !isKept(name, pair)) await loadState(name, pair);
}

async function make(name: string, last: string, pair: Pair): Promise<void> {
  const names = Object.keys(dayOf(pair).states);
  await loadState(names[names.indexOf(name) - 1] ?? FIRST_STATE, pair);
  await performUntil(last);
  if (readBook(baseOfNow(pair))[name]) await forget(name, pair);
  await save(name);
  writeFileSync(noteOf(name, pair), hashOf('lab/cutover'));
}

const isKept = (name: string, pair: Pair): boolean =>
  readBook(baseOfNow(pair))[name] !== undefined &&
  existsSync(noteOf(name, pair)) &&
  readFileSync(noteOf(name, pair), 'utf8') === hashOf('lab/cutover');

const noteOf = (name: string, pair: Pair): string => join(baseOfNow(pair), `${name}.made-from`);
