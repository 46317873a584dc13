import { decide } from './decide.js';
import type { VerdictFile } from './evidence.js';
import { clean } from '../outputs/text.js';

export type Shard = { readonly current: number; readonly total: number };

/**
 * The judgement of a part of a run (`--shard`), only by the checks that it was given. It decides no gate: the verdict in
 * its folder is HOLD, because the other parts are missing.
 * @param own ids of the checks that this part was given
 */
export function judgePart(verdict: VerdictFile, own: ReadonlySet<string>): VerdictFile {
  const expected = verdict.expected.filter(({ id }) => own.has(id));
  const evidence = {
    ...verdict,
    expected,
    checks: verdict.checks.filter(({ id }) => own.has(id)),
    waivers: verdict.waivers.filter(({ check }) => own.has(check)),
    // Attestations are required when the parts are merged.
    steps: verdict.steps
      .filter(({ id, attested, checked }) => (!attested || checked) && expected.some(({ step }) => step === id))
      .map(({ id, number, title, responsible }) => ({ id, number, title, responsible })),
  };
  return { ...evidence, ...decide(evidence) };
}

/** The text printed for a part in which nothing is wrong. The word GO is not in it. */
export const describePart = ({ gate, target, checks }: VerdictFile, { current, total }: Shard): string[] => [
  '',
  `PART ${current} of ${total} of ${clean(gate.project)} on ${clean(target.name)} was judged. Checks: ${checks.length}. No problems found.`,
  'A part decides nothing. When all parts have run: npx playwright merge-reports -c playwright.config.ts FOLDER',
  '',
];
