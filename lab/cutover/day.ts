import { loadTarget, TARGETS, type Target } from '../../targets/index.js';
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
  /** The target whose gates run on that day. */
  readonly target: string;
  /** The machine that remains. */
  readonly newHost: LabMachine;
  readonly steps: readonly CutoverStep[];
  /** States that follow from the first one through operations: name -> the last operation that has been performed in it. */
  readonly states: Readonly<Record<string, string>>;
};

const DAYS: readonly Day[] = [
  { pair: BEWELCOME, target: 'lab', newHost: 'puma', steps: CUTOVER_STEPS, states: STATES },
  { pair: BLOG, target: 'blog', newHost: 'new', steps: BLOG_STEPS, states: BLOG_STATES },
  { pair: PAGES, target: 'pages', newHost: 'new', steps: PAGES_STEPS, states: PAGES_STATES },
];

/** The target whose old host is recorded before the day begins; undefined if the target has not been drafted. */
export function targetOf({ target }: Day): Target | undefined {
  if (!TARGETS.has(target)) return undefined;
  // Passwords of the lab open nothing but the lab: its targets need no settings.
  const loaded = loadTarget(target, () => undefined);
  if ('target' in loaded) return loaded.target;
  throw new Error(loaded.problems.join('\n'));
}

export function dayOf(pair: Pair): Day {
  const day = DAYS.find((each) => each.pair === pair);
  if (!day) throw new Error(`there is no switch day for the pair ${pair.name}`);
  return day;
}

/** @throws Error that lists all existing operations */
export function operation({ steps }: Day, id: string): CutoverStep {
  const found = steps.find((each) => each.id === id);
  if (found) return found;
  throw new Error(`no operation "${id}" in the switch; the operations are: ${steps.map((each) => each.id).join(', ')}`);
}
