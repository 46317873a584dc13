import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { unique } from '../../../helpers/core/lists.js';
import type { GateId } from '../../../runbook.js';
import { CHECKOUT } from '../../paths.js';
import type { CatalogueEntry, LabTarget } from '../catalogue/index.js';
import { asExpression, specOf } from '../catalogue/pattern.js';

export type Expected = { readonly id: string; readonly step: string; readonly severity: 'blocker' | 'advisory' };

/** The committed list of the checks of a gate of a target. */
export const expectedOf = (gate: GateId, target: LabTarget = 'lab'): Expected[] =>
  JSON.parse(readFileSync(join(CHECKOUT, 'targets', target, 'expected', `${gate}.json`), 'utf8')) as Expected[];

/**
 * The checks of a gate that match the patterns, by id.
 * @throws Error naming a pattern without a match: the check belongs to another gate, or none has that parameter
 */
export function fitting(patterns: readonly string[], gate: GateId, target: LabTarget = 'lab'): Set<string> {
  const ids = expectedOf(gate, target).map(({ id }) => id);
  return new Set(
    patterns.flatMap((pattern) => {
      const form = asExpression(pattern);
      const found = ids.filter((id) => form.test(id));
      if (found.length === 0) throw new Error(`no check of ${gate} matches "${pattern}"`);
      return found;
    }),
  );
}

/** The specs that the quick mode runs for a fault. */
export const specsOf = ({ specs, checks, gate, target }: CatalogueEntry): string[] =>
  unique(specs ?? [...fitting(checks, gate, target)].map(specOf)).sort();
