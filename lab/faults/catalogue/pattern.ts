/** How a fault names checks. */
import { dirname } from 'node:path/posix';
import { SPEC_OF_CHECK, type CheckId, type SpecPath } from '../../../check-ids.js';
import { staticPart } from '../../../helpers/core/check-id.js';

/**
 * Checks by id: what is left out, in brackets or after the @, may be any; so may a `*` within the brackets.
 * A check that does not exist fails to compile; that brackets close and fit a check is for fitting() to see, since the
 * compiler gives up on unions that say all of it.
 */
export type CheckPattern = CheckId | `${CheckId}[${string}` | `${CheckId}@${string}`;

type FolderOf<S extends string> = S extends `${infer Head}/${infer Rest}`
  ? Rest extends `${string}/${string}`
    ? `${Head}/${FolderOf<Rest>}`
    : Head
  : never;

/** All checks of specs, or of whole folders of them. */
export const checksIn = (...specs: readonly (SpecPath | `${FolderOf<SpecPath>}/*`)[]): CheckId[] =>
  (Object.keys(SPEC_OF_CHECK) as CheckId[]).filter((id) =>
    specs.some((spec) => SPEC_OF_CHECK[id] === spec || `${dirname(SPEC_OF_CHECK[id])}/*` === spec),
  );

/** Spec of a check, as an argument of `playwright test`: `host/cron-tables`; empty where the check is unknown. */
export const specOf = (check: string): string =>
  new Map<string, string>(Object.entries(SPEC_OF_CHECK)).get(staticPart(check)) ?? '';

/** A text as a pattern of itself. */
export const escaped = (text: string): string => text.replace(/[.+?^${}()|[\]\\]/g, '\\$&');

/** A pattern as an expression that fits whole ids. */
export function asExpression(pattern: string): RegExp {
  const [, name = '', about, visitor] = /^([^[@]+)(\[.*\])?(@\w+)?$/.exec(pattern) ?? [];
  const brackets = about === undefined ? '(\\[.*\\])?' : about.split('*').map(escaped).join('.*');
  return new RegExp(`^${escaped(name)}${brackets}${visitor ?? '(@\\w+)?'}$`);
}
