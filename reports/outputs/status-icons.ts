import type { JudgedCheck } from '../decision/evidence.js';

/** The meaning of the verdict for the person who has to act on it. */
export const VERDICT_MEANING = {
  GO: 'Every expected check ran, and every blocker passed or is waived by someone until a set date. The gate is open.',
  'NO-GO': 'Something that must be true is not. Do not go on until the people named have resolved it.',
  HOLD: 'No failure blocks the gate, but not everything is proven. Do not go on until it is.',
} as const;

/** How many checks had each status, in order of severity; statuses that did not occur are left out. */
export function countsOf(checks: readonly JudgedCheck[]): { name: string; count: number; mark: Status }[] {
  const bad = ({ outcome }: JudgedCheck): boolean => outcome === 'failed' || outcome === 'flaky';
  const count = (name: string, mark: Status, which: (check: JudgedCheck) => boolean) => ({
    name,
    mark,
    count: checks.filter(which).length,
  });
  return [
    count('failed', 'failed', (check) => bad(check) && check.blocks),
    count('unproven', 'unproven', ({ outcome }) => outcome === 'unproven'),
    count('waived', 'waived', ({ outcome }) => outcome === 'waived'),
    count('advisory', 'advisory', (check) => bad(check) && !check.blocks),
    count('passed', 'passed', ({ outcome }) => outcome === 'passed'),
  ].filter((each) => each.count > 0);
}

/** The status drawn next to a check. */
export type Status = 'passed' | 'failed' | 'unproven' | 'waived' | 'advisory';

export const statusOf = ({ outcome, blocks }: JudgedCheck): Status => {
  if (outcome === 'failed' || outcome === 'flaky') return blocks ? 'failed' : 'advisory';
  return outcome;
};
