import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { GateId } from '../../runbook.js';
import { CHECKOUT } from '../paths.js';
import type { Fault } from './fault.js';

export type Expected = { readonly id: string; readonly step: string; readonly severity: 'blocker' | 'advisory' };

/** The committed list of the checks of a gate on the lab. */
export const expectedOf = (gate: GateId): Expected[] =>
  JSON.parse(readFileSync(join(CHECKOUT, 'reports', 'expected', 'lab', `${gate}.json`), 'utf8')) as Expected[];

/** A text as a pattern of itself. */
export const escaped = (text: string): string => text.replace(/[.+?^${}()|[\]\\]/g, '\\$&');

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

/** The specs that the quick form runs for a fault. */
export const specsOf = ({ specs, checks, gate }: Fault): string[] =>
  [...new Set(specs ?? [...fitting(checks, gate)].map(specOf))].sort();
