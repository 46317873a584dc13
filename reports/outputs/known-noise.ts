import { ALREADY_SO } from '../../helpers/http/page-noise.js';
import type { JudgedCheck } from '../decision/evidence.js';

/** What pages complained of and was excused, with the checks that met it. */
export type KnownNoise = {
  readonly cause: string;
  readonly complaints: readonly string[];
  readonly checks: readonly JudgedCheck[];
};

/** Puts one cause together with all pages that show it: a missing style sheet of the layout is on each of them. */
export function knownNoise(checks: readonly JudgedCheck[]): KnownNoise[] {
  const found = new Map<string, { complaints: Set<string>; checks: Set<JudgedCheck> }>();
  for (const check of checks)
    for (const { description } of check.notes.filter(({ type }) => type === ALREADY_SO)) {
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

export const NOISE_HEADING = 'Already so on the old host, does not block';
