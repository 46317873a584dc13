import { loadState } from '../../cutover/states.js';
import type { Pair } from '../../pair.js';
import { BEWELCOME, BLOG, PAGES } from '../../pairs.js';
import { LAB_TARGETS, type LabTarget } from '../catalogue/index.js';

/** The hosts of each target. */
export const PAIR_OF: Readonly<Record<LabTarget, Pair>> = { lab: BEWELCOME, blog: BLOG, pages: PAGES };

/** Starts the hosts of a target in a state. */
export const loadFor = (target: LabTarget, state: string): Promise<void> => loadState(state, PAIR_OF[target]);

/** @throws Error that lists the existing names */
export function labTargetNamed(name: string): LabTarget {
  const target = LAB_TARGETS.find((each) => each === name);
  if (target === undefined) throw new Error(`--target ${name} is not one of ${LAB_TARGETS.join(', ')}`);
  return target;
}
