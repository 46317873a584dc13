import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { GateId } from '../../runbook.js';
import { CHECKOUT } from '../paths.js';
import type { Fault } from './fault.js';

export type Expected = { readonly id: string; readonly step: string; readonly severity: 'blocker' | 'advisory' };

/** The committed list of the checks of a gate on the lab. */
export const expectedOf = (gate: GateId): Expected[] =>
  JSON.parse(readFileSync(join(CHECKOUT, 'reports', 'expected', 'lab', `${gate}.json`), 'utf8')) as Expected[];

const escaped = (text: string): string => text.replace(/[.+?^${}()|[\]\\]/g, '\\$&');

/**
 * The checks of a gate that patterns fit, by id.
 * @throws Error naming a pattern that fits none: a check was renamed, and the fault must follow
 */
export function fitting(patterns: readonly string[], gate: GateId): Set<string> {
  const ids = expectedOf(gate).map(({ id }) => id);
  return new Set(
    patterns.flatMap((pattern) => {
      const form = new RegExp(`^${pattern.split('*').map(escaped).join('.*')}$`);
      const found = ids.filter((id) => form.test(id));
      if (found.length === 0) throw new Error(`no check of ${gate} is called "${pattern}"`);
      return found;
    }),
  );
}

/** Spec of a check, as an argument of `playwright test`: `host/cron-tables`. */
export const specOf = (check: string): string => (check.split(' › ')[0] ?? '').replace(/ \(\w+\)$/, '');

/** Title of a check, without its spec. */
export const titleOf = (check: string): string => check.slice(check.indexOf(' › ') + 3);

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

/** The specs that the quick form runs for a fault. */
export const specsOf = ({ specs, checks, gate }: Fault): string[] =>
  [...new Set(specs ?? [...fitting(checks, gate)].map(specOf))].sort();

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
