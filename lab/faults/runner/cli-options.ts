import type { GateId } from '../../../runbook.js';
import { current, up } from '../../lab.js';
import { FIRST_STATE } from '../../states.js';
import { ensureState, loadState } from '../../cutover/states.js';
import { STATE_OF } from './runner.js';

/** A number of the command line, one or more. */
export function numberOf(text: string, name: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1) throw new Error(`--${name} ${text} is not a positive whole number`);
  return number;
}

/**
 * Makes sure that the machine's lab keeps the states of these gates: labs beside it can load states, and make none. It is
 * left in its first state.
 */
export async function readyFor(gates: readonly GateId[]): Promise<void> {
  await up();
  for (const state of new Set(gates.map((gate) => STATE_OF[gate]))) await ensureState(state);
  if (current()?.state !== FIRST_STATE) await loadState(FIRST_STATE);
}
