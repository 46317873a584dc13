import { CUTOVER_STEPS, STATES } from '../cutover/steps.js';
import { FIRST_STATE } from '../states.js';

/** The last operation of the switch that has been performed when a gate runs; none before the day begins. */
const ASKED_AFTER: Readonly<Record<string, string | undefined>> = {
  baseline: undefined,
  prerelease: undefined,
  freeze: 'data',
  postcutover: 'night',
  aftercare: 'retire',
};

/** One scene of the day: operations up to one of them, or a gate. */
export type Scene = { readonly operations: string } | { readonly gate: string };

/**
 * The day from a state to a gate.
 * @param gates in the order of the runbook
 * @param from name of the state that it begins in; gates that belong before it do not run
 * @param until the last gate; undefined: all of them
 * @throws Error for a state or a gate that does not exist
 */
export function plan(gates: readonly string[], from: string, until?: string): Scene[] {
  if (from !== FIRST_STATE && STATES[from] === undefined) {
    throw new Error(`--from ${from} is not one of ${[FIRST_STATE, ...Object.keys(STATES)].join(', ')}`);
  }
  if (until !== undefined && !gates.includes(until)) {
    throw new Error(`the runbook has no gate "${until}"; its gates are: ${gates.join(', ')}`);
  }
  const start = placeOf(STATES[from]);
  const asked = gates.slice(0, until === undefined ? undefined : gates.indexOf(until) + 1);
  const scenes: Scene[] = [];
  let reached = start;
  const goTo = (place: number): void => {
    const last = CUTOVER_STEPS[place];
    if (place > reached && last) scenes.push({ operations: last.id });
    reached = Math.max(reached, place);
  };
  for (const gate of asked) {
    if (!(gate in ASKED_AFTER)) throw new Error(`lab/rehearsal/plan.ts does not say when to run gate ${gate}`);
    const place = placeOf(ASKED_AFTER[gate]);
    if (place < start) continue;
    goTo(place);
    scenes.push({ gate });
  }
  return scenes;
}

const placeOf = (operation: string | undefined): number => CUTOVER_STEPS.findIndex(({ id }) => id === operation);
