import { loadState } from '../../cutover/states.js';
import { load } from '../../lab.js';
import type { Pair } from '../../pair.js';
import { BEWELCOME, BLOG } from '../../pairs.js';
import type { LabTarget } from '../catalogue/index.js';

/** The hosts of each target. */
export const PAIR_OF: Readonly<Record<LabTarget, Pair>> = { lab: BEWELCOME, blog: BLOG };

/** Starts the hosts of a target in a state. */
export const loadFor = (target: LabTarget, state: string): Promise<unknown> =>
  target === 'lab' ? loadState(state) : load(state, PAIR_OF[target]);
