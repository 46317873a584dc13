/** Which checks of a gate are asked for a fault. */
import { escaped, specOf, titleOf } from './expected.js';

/** Which checks of a gate a run asks; without a word of it, all. */
export type Choice = {
  readonly specs?: readonly string[];
  /** Titles: no others are asked. */
  readonly only?: readonly string[];
};

/** Tells of a check whether a run asks it. */
export const asks =
  ({ specs, only }: Choice) =>
  (check: string): boolean =>
    (specs?.includes(specOf(check)) ?? true) && (only?.includes(titleOf(check)) ?? true);

/** Titles as an argument of `playwright test --grep`, which holds it against project, file, title and tags in a row. */
export const asGrep = (titles: readonly string[]): string => `(?:^| )(?:${titles.map(escaped).join('|')})(?: @|$)`;
