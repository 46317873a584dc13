import type { LabMachine } from '../hosts/hosts.js';
import type { Pair } from '../pair.js';
import { BEWELCOME, BLOG, PAGES } from '../pairs.js';
import { BLOG_STATES, BLOG_STEPS } from './blog/steps.js';
import { PAGES_STATES, PAGES_STEPS } from './pages/steps.js';
import type { CutoverStep } from './step.js';
import { CUTOVER_STEPS, STATES } from './steps.js';

/** The day of the switch of a pair of hosts. */
export type Day = {
  readonly pair: Pair;
  /** The machine that stays. */
  readonly newHost: LabMachine;
  readonly steps: readonly CutoverStep[];
  /** States that follow from the first one by operations: name -> the last operation that is done in it. */
  readonly states: Readonly<Record<string, string>>;
};

const DAYS: readonly Day[] = [
  { pair: BEWELCOME, newHost: 'puma', steps: CUTOVER_STEPS, states: STATES },
  { pair: BLOG, newHost: 'new', steps: BLOG_STEPS, states: BLOG_STATES },
  { pair: PAGES, newHost: 'new', steps: PAGES_STEPS, states: PAGES_STATES },
];

export function dayOf(pair: Pair): Day {
  const day = DAYS.find((each) => each.pair === pair);
  if (!day) throw new Error(`the pair ${pair.name} has no day of the switch`);
  return day;
}

/** @throws Error naming all operations there are */
export function operation({ steps }: Day, id: string): CutoverStep {
  const found = steps.find((each) => each.id === id);
  if (found) return found;
  throw new Error(`there is no operation "${id}" in the switch; there are: ${steps.map((each) => each.id).join(', ')}`);
}
