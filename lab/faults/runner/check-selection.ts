/** Which checks of a gate are run for a fault. */
import { tagOf } from '../../../helpers/core/check-id.js';
import { escaped, specOf } from '../catalogue/pattern.js';

/** Which checks of a gate a run includes; default: all. */
export type Choice = {
  readonly specs?: readonly string[];
  /** Tags that are ids: no other checks are run. */
  readonly only?: readonly string[];
};

/** Returns whether a run includes a given check. */
export const asks =
  ({ specs, only }: Choice) =>
  (check: string): boolean =>
    (specs?.includes(specOf(check)) ?? true) && (only?.includes(tagOf(check)) ?? true);

/** Tags as an argument of `playwright test --grep`, which matches it against project, file, title, and tags, joined in a row. */
export const toGrepPattern = (tags: readonly string[]): string => ` (?:${tags.map(escaped).join('|')})(?: |$)`;
