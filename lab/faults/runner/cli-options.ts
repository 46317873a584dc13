import type { GateId } from '../../../runbook.js';
import { current, up } from '../../lab.js';
import { FIRST_STATE } from '../../states.js';
import { ensureState } from '../../cutover/states.js';
import type { LabTarget } from '../catalogue/index.js';
import { loadFor, PAIR_OF } from './place.js';
import { STATE_OF } from './runner.js';

/** A number from the command line, at least one. */
export function numberOf(text: string, name: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1) throw new Error(`--${name} ${text} is not a positive whole number`);
  return number;
}

/**
 * Makes sure that the machine's lab has the states of these gates: the other labs can load states, but create none. It is
 * left in its first state.
 */
export async function readyFor(gates: readonly GateId[], target: LabTarget = 'lab'): Promise<void> {
  await up(PAIR_OF[target]);
  for (const state of new Set(gates.map((gate) => STATE_OF[gate]))) await ensureState(state, PAIR_OF[target]);
  if (current()?.state !== FIRST_STATE) await loadFor(target, FIRST_STATE);
}
