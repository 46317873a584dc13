/** Which checks of a gate are asked for a fault. */
import { escaped, fitting, specOf, titleOf } from './expected.js';
import type { Fault } from './fault.js';

/** Which checks of a gate a run asks; without a word of it, all. */
export type Choice = {
  readonly specs?: readonly string[];
  /** Titles: no others are asked. */
  readonly only?: readonly string[];
  /** Titles: they are left out. */
  readonly except?: readonly string[];
};

/** Tells of a check whether a run asks it. */
export const asks =
  ({ specs, only, except }: Choice) =>
  (check: string): boolean =>
    (specs?.includes(specOf(check)) ?? true) &&
    (only?.includes(titleOf(check)) ?? true) &&
    except?.includes(titleOf(check)) !== true;

/** Titles as an argument of `playwright test --grep`, which holds it against project, file, title and tags in a row. */
export const asGrep = (titles: readonly string[]): string => `(?:^| )(?:${titles.map(escaped).join('|')})(?: @|$)`;

/** Checks of one pattern that the quick form lets fail: each costs a new worker, and they tell the same of the suite. */
const A_FEW = 3;

/**
 * Titles that the quick form leaves out today: where a pattern fits more than a few, others have their turn each day.
 * @param day a number that grows by one each day
 */
export function sparedOn(day: number, { checks, gate }: Fault): string[] {
  const titles = checks.map((pattern) => [...new Set([...fitting([pattern], gate)].map(titleOf))].sort());
  const kept = new Set(
    titles.flatMap((all) =>
      all.length <= A_FEW ? all : Array.from({ length: A_FEW }, (_, index) => all[(day * A_FEW + index) % all.length]),
    ),
  );
  return [...new Set(titles.flat())].filter((title) => !kept.has(title));
}
