/** How a fault names checks. */
import { dirname } from 'node:path/posix';
import { SPEC_OF_CHECK, type CheckId, type SpecPath } from '../../../check-ids.js';
import { staticPart } from '../../../helpers/core/check-id.js';

/**
 * Checks by id: a part that is left out, in brackets or after the @, matches anything; so does a `*` within the brackets.
 * A check that does not exist fails to compile; fitting() verifies that brackets are closed and match a check, since the
 * compiler gives up on unions that express all of this.
 */
export type CheckPattern = CheckId | `${CheckId}[${string}` | `${CheckId}@${string}`;

type FolderOf<S extends string> = S extends `${infer Head}/${infer Rest}`
  ? Rest extends `${string}/${string}`
    ? `${Head}/${FolderOf<Rest>}`
    : Head
  : never;

/** All checks of the given specs, or of whole folders of specs. */
export const checksIn = (...specs: readonly (SpecPath | `${FolderOf<SpecPath>}/*`)[]): CheckId[] =>
  (Object.keys(SPEC_OF_CHECK) as CheckId[]).filter((id) =>
    specs.some((spec) => SPEC_OF_CHECK[id] === spec || `${dirname(SPEC_OF_CHECK[id])}/*` === spec),
  );

/** Spec of a check, as an argument of `playwright test`: `host/cron-tables`; empty if the check is unknown. */
export const specOf = (check: string): string =>
  new Map<string, string>(Object.entries(SPEC_OF_CHECK)).get(staticPart(check)) ?? '';

/** A text as a pattern that matches itself. */
export const escaped = (text: string): string => text.replace(/[.+?^${}()|[\]\\]/g, '\\$&');

/** A pattern as a regular expression that matches whole ids. */
export function asExpression(pattern: string): RegExp {
  const [, name = '', about, visitor] = /^([^[@]+)(\[.*\])?(@\w+)?$/.exec(pattern) ?? [];
  const brackets = about === undefined ? '(\\[.*\\])?' : about.split('*').map(escaped).join('.*');
  return new RegExp(`^${escaped(name)}${brackets}${visitor ?? '(@\\w+)?'}$`);
}
