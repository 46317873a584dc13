import type { JudgedCheck, Reason, VerdictFile } from '../decision/evidence.js';
import { fromAttestation, fromCheck, fromReasons, stepsWithout, type Finding } from './finding.js';
import { grouped } from './terminal-summary.js';

export type ReportSection = {
  readonly id: 'run' | 'failed' | 'waivers' | 'unproven' | 'agreed' | 'waived' | 'attested' | 'advisory';
  readonly heading: string;
  /** What the reader is to make of it. */
  readonly meaning: string;
  readonly weighs: 'NO-GO' | 'HOLD' | 'nothing';
  readonly findings: readonly Finding[];
};

/** What stands between the run and GO, then what does not; sections without a finding are left out. */
export function buildSections(file: VerdictFile): ReportSection[] {
  const byId = new Map(file.checks.map((check) => [check.id, check]));
  const reasons = (...kinds: Reason['kind'][]): Finding[] =>
    grouped(file.reasons.filter(({ kind }) => kinds.includes(kind))).map((group) => fromReasons(group, byId));
  const checks = (which: (check: JudgedCheck) => boolean): Finding[] =>
    file.checks.filter(which).map((check) => fromCheck(check, file));
  const sections: ReportSection[] = [
    {
      id: 'run',
      heading: 'Trouble with the run itself',
      meaning: 'What went wrong outside of any check. Settle this first: it may explain all the rest.',
      weighs: 'HOLD',
      findings: reasons('run', 'age'),
    },
    {
      id: 'failed',
      heading: 'Fails',
      meaning: 'Something that must be true before going on is not.',
      weighs: 'NO-GO',
      findings: reasons('failed'),
    },
    {
      id: 'waivers',
      heading: 'Waivers that do not hold',
      meaning: 'An acceptance that has expired, names no check, is not needed any more, or cannot be read.',
      weighs: 'NO-GO',
      findings: reasons('waiver'),
    },
    {
      id: 'unproven',
      heading: 'Not proven',
      meaning: 'Nobody knows whether this is true: it did not run, was skipped, did not finish, or could not be asked.',
      weighs: 'HOLD',
      findings: reasons('unproven'),
    },
    {
      id: 'agreed',
      heading: 'Not as agreed',
      meaning: 'What ran differs from the reviewed list of checks, or a step has no check or no word of a person.',
      weighs: 'HOLD',
      findings: [...reasons('list', 'attestation'), ...stepsWithout(file)],
    },
    {
      id: 'waived',
      heading: 'Waived',
      meaning: 'Does not hold, and somebody has accepted that until a day.',
      weighs: 'nothing',
      findings: checks(({ outcome }) => outcome === 'waived'),
    },
    {
      id: 'attested',
      heading: 'Attested',
      meaning: 'What no program can see: a person swears to it.',
      weighs: 'nothing',
      findings: file.attestations.map((attestation) => fromAttestation(attestation, file)),
    },
    {
      id: 'advisory',
      heading: 'Advisory',
      meaning: 'Does not hold, and does not block.',
      weighs: 'nothing',
      findings: checks(({ outcome, blocks }) => !blocks && (outcome === 'failed' || outcome === 'flaky')),
    },
  ];
  return sections.filter(({ findings: findings }) => findings.length > 0);
}
