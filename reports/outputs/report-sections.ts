import type { Lack } from '../../helpers/doctor/lack.js';
import type { JudgedCheck, Reason, VerdictFile } from '../decision/evidence.js';
import {
  fromAttestation,
  fromCheck,
  fromCoverage,
  fromLack,
  fromNoise,
  fromReasons,
  stepsWithout,
  type Finding,
} from './finding.js';
import { reasonGroups, type ReasonGroup } from '../decision/reason-groups.js';
import { ABSENCE_HEADING, confirmedAbsences, knownNoise, NOISE_HEADING } from './known-noise.js';
import { grouped } from './terminal-summary.js';

export type ReportSection = {
  readonly id: ReasonGroup['id'] | 'lacks' | 'waived' | 'attested' | 'advisory' | 'noise' | 'absent' | 'coverage';
  readonly heading: string;
  /** The advice to the reader. */
  readonly meaning: string;
  readonly weighs: 'NO-GO' | 'HOLD' | 'nothing';
  readonly findings: readonly Finding[];
};

/** The sections that keep the run from GO, then the others; sections without a finding are left out. */
export function buildSections(file: VerdictFile): ReportSection[] {
  const byId = new Map(file.checks.map((check) => [check.id, check]));
  const mattersOf = (reasons: readonly Reason[]): Finding[] => [
    ...grouped(reasons.filter(({ kind }) => kind !== 'step')).map((group) => fromReasons(group, byId)),
    ...stepsWithout(reasons, file.steps),
  ];
  const checks = (which: (check: JudgedCheck) => boolean): Finding[] =>
    file.checks.filter(which).map((check) => fromCheck(check, file));
  const sections: ReportSection[] = [
    {
      id: 'lacks',
      heading: 'Missing for this gate',
      meaning:
        'Checked when the run began. Each entry names what is missing, what needs it, and the lines that would grant it.',
      weighs: 'nothing',
      findings: lacksOf(file).map((lack) => fromLack(lack)),
    },
    ...reasonGroups(file.reasons).map(({ reasons, ...group }) => ({ ...group, findings: mattersOf(reasons) })),
    {
      id: 'waived',
      heading: 'Waived',
      meaning: 'These checks fail, and someone has accepted each failure until a set date.',
      weighs: 'nothing',
      findings: checks(({ outcome }) => outcome === 'waived'),
    },
    {
      id: 'attested',
      heading: 'Attested',
      meaning: 'No program can see these: a person attests to each of them.',
      weighs: 'nothing',
      findings: file.attestations.map((attestation) => fromAttestation(attestation, file)),
    },
    {
      id: 'advisory',
      heading: 'Advisory',
      meaning: 'These checks fail, but do not block.',
      weighs: 'nothing',
      findings: checks(({ outcome, blocks }) => !blocks && (outcome === 'failed' || outcome === 'flaky')),
    },
    {
      id: 'noise',
      heading: NOISE_HEADING,
      meaning:
        'Pages of the old host have these problems too, as its baseline shows, or the target lists them as known defects of the application.',
      weighs: 'nothing',
      findings: knownNoise(file.checks).map((noise) => fromNoise(noise, file)),
    },
    {
      id: 'absent',
      heading: ABSENCE_HEADING,
      meaning:
        'The checks that need these things were left out. The evidence of the checks listed here shows what the hosts were searched for.',
      weighs: 'nothing',
      findings: confirmedAbsences(file.checks).map((absence) => fromNoise(absence, file)),
    },
    {
      id: 'coverage',
      heading: 'How much of the old host was looked at',
      meaning:
        'No check or comparison covers what was left out. Read the list: only a person can say which items matter.',
      weighs: 'nothing',
      findings: file.coverage ? [fromCoverage(file.coverage)] : [],
    },
  ];
  return sections.filter(({ findings: findings }) => findings.length > 0);
}

/** An open gate got everything that it needs, whatever else is missing. */
export const lacksOf = ({ verdict, lacks = [] }: VerdictFile): readonly Lack[] => (verdict === 'GO' ? [] : lacks);
