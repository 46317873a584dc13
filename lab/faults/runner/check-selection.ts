/** Which checks of a gate are asked for a fault. */
import { tagOf } from '../../../helpers/core/check-id.js';
import { escaped, specOf } from '../catalogue/pattern.js';

/** Which checks of a gate a run asks; without a word of it, all. */
export type Choice = {
  readonly specs?: readonly string[];
  /** Tags that are ids: no others are asked. */
  readonly only?: readonly string[];
};

/** Tells of a check whether a run asks it. */
export const asks =
  ({ specs, only }: Choice) =>
  (check: string): boolean =>
    (specs?.includes(specOf(check)) ?? true) && (only?.includes(tagOf(check)) ?? true);

/** Tags as an argument of `playwright test --grep`, which holds it against project, file, title and tags in a row. */
export const toGrepPattern = (tags: readonly string[]): string => ` (?:${tags.map(escaped).join('|')})(?: |$)`;
