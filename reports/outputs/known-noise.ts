import { ALREADY_SO } from '../../helpers/http/page-noise.js';
import { ABSENT_NOTE } from '../../targets/absent.js';
import type { JudgedCheck } from '../decision/evidence.js';

/** Page complaints that were excused, with the checks that encountered them. */
export type KnownNoise = {
  readonly cause: string;
  readonly complaints: readonly string[];
  readonly checks: readonly JudgedCheck[];
};

/** Groups all pages that show the same cause: a missing style sheet of the layout affects every page. */
export const knownNoise = (checks: readonly JudgedCheck[]): KnownNoise[] => notesOf(checks, ALREADY_SO);

/** Things that the target says do not exist, with the reason, if their checks found no sign of them. */
export const confirmedAbsences = (checks: readonly JudgedCheck[]): KnownNoise[] =>
  notesOf(
    checks.filter(({ outcome }) => outcome === 'passed'),
    ABSENT_NOTE,
  );

function notesOf(checks: readonly JudgedCheck[], kind: string): KnownNoise[] {
  const found = new Map<string, { complaints: Set<string>; checks: Set<JudgedCheck> }>();
  for (const check of checks)
    for (const { description } of check.notes.filter(({ type }) => type === kind)) {
      const [cause = '', ...complaint] = description.split('\n');
      const group = found.get(cause) ?? { complaints: new Set(), checks: new Set() };
      group.complaints.add(complaint.join(' '));
      group.checks.add(check);
      found.set(cause, group);
    }
  return [...found].map(([cause, group]) => ({
    cause,
    complaints: [...group.complaints],
    checks: [...group.checks],
  }));
}

export const ABSENCE_HEADING = 'Absent, according to the target; no signs of these were found';
export const NOISE_HEADING = 'Also on the old host; blocks nothing';
