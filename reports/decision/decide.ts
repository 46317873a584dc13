import { againstPolicy, hasExpired } from '../../helpers/core/waivers.js';
import { attestationFaults, tooOld, waiverFaults } from './waivers-and-expiry.js';
import { about, reason } from './reason.js';
import type {
  CheckResult,
  Decision,
  Evidence,
  GateStep,
  JudgedCheck,
  JudgedStep,
  Outcome,
  Reason,
} from './evidence.js';

/**
 * Decides a gate from evidence alone; the same evidence always gives the same verdict.
 *
 * GO     every expected check ran in this run, every blocker passed at its first attempt or is validly waived,
 *        and every step of the gate has a check.
 * NO-GO  a blocker failed, or passed only when it was tried again (no one knows what it will do next);
 *        or a waiver has expired, breaks the target's policy, names no check, or is no longer needed; or waivers or
 *        attestations cannot be read.
 * HOLD   none of these, but something is unproven: a check did not run, was skipped, did not finish, or could not
 *        ask; the run itself had trouble; the committed list is empty or differs from what ran; a step has no check;
 *        no one attests to a step that only a person can see; the evidence is too old.
 *
 * An advisory check never makes NO-GO, but must run like any other. A waiver excuses a failure, never the lack of an
 * answer: a waived check that could not ask is unproven like any other.
 */
export function decide(evidence: Evidence): Decision {
  const checks = judge(evidence);
  const reasons = [
    ...evidence.troubles.map((why) => reason({ weighs: 'HOLD', kind: 'run', why })),
    ...failures(evidence, checks),
    ...waiverFaults(evidence, checks),
    ...unproven(evidence, checks),
    ...listFaults(evidence, checks),
    ...stepsWithoutCheck(evidence),
    ...attestationFaults(evidence),
    ...tooOld(evidence),
  ];
  const worst = reasons.some(({ weighs }) => weighs === 'NO-GO') ? 'NO-GO' : 'HOLD';
  return {
    verdict: reasons.length === 0 ? 'GO' : worst,
    reasons,
    checks,
    steps: evidence.steps.map((step) => judgeStep(step, checks, evidence)),
  };
}

const NEVER_RAN = {
  result: 'unproven',
  failure: null,
  error: 'did not run',
  problems: [],
  attempts: 0,
  began: null,
  duration: 0,
  notes: [],
  evidence: [],
} as const;

/** Everything that ran or should have, in the runbook's order, with the outcome that it counts as. */
function judge({ steps, expected, checks, waivers, policy, judgedAt }: Evidence): JudgedCheck[] {
  const ran = new Set(checks.map(({ id }) => id));
  const missing = expected
    .filter(({ id }) => !ran.has(id))
    .map((check): CheckResult => ({ ...check, ...NEVER_RAN, title: check.id, where: '' }));
  const blockers = new Set(expected.filter(({ severity }) => severity === 'blocker').map(({ id }) => id));
  const waived = new Set(
    waivers
      .filter((waiver) => !hasExpired(waiver, judgedAt) && againstPolicy(waiver, policy, judgedAt) === undefined)
      .map(({ check }) => check),
  );

  const outcome = ({ id, result, problems }: CheckResult): Outcome => {
    if ((result === 'failed' || result === 'flaky') && waived.has(id)) return 'waived';
    return result === 'passed' && problems.length > 0 ? 'unproven' : result;
  };
  const rank = new Map(steps.map(({ id }, index) => [id, index]));
  return [...checks, ...missing]
    .map((check): JudgedCheck => ({
      ...check,
      // The list and the spec may disagree; the more severe of the two counts until that is settled.
      blocks: check.severity === 'blocker' || blockers.has(check.id),
      outcome: outcome(check),
    }))
    .sort((a, b) => (rank.get(a.step) ?? -1) - (rank.get(b.step) ?? -1) || compare(a.id, b.id));
}

function failures({ steps }: Evidence, checks: readonly JudgedCheck[]): Reason[] {
  return checks
    .filter(({ blocks, outcome }) => blocks && (outcome === 'failed' || outcome === 'flaky'))
    .map((check) =>
      about(check, steps, {
        weighs: 'NO-GO',
        kind: 'failed',
        why:
          check.outcome === 'flaky'
            ? `passed only on attempt ${check.attempts}. Before that:\n${check.error}`
            : check.error,
      }),
    );
}

function unproven({ steps }: Evidence, checks: readonly JudgedCheck[]): Reason[] {
  return (
    checks
      .filter(({ outcome, problems }) => outcome === 'unproven' || problems.length > 0)
      // Checks that asked in vain point to the cause; those that never ran are usually a consequence, or were not selected.
      .toSorted((a, b) => Number(a.began === null) - Number(b.began === null))
      .map((check) =>
        about(check, steps, {
          weighs: 'HOLD',
          kind: 'unproven',
          why: check.problems.length > 0 ? check.problems.join('\n') : check.error,
        }),
      )
  );
}

/** The committed list keeps a check from disappearing unnoticed, so the run must agree with it. */
function listFaults({ expected, steps }: Evidence, checks: readonly JudgedCheck[]): Reason[] {
  if (expected.length === 0)
    return [reason({ weighs: 'HOLD', kind: 'list', why: 'No check is expected for this gate, so nothing is proven.' })];
  const listed = new Map(expected.map((check) => [check.id, check]));
  return checks.flatMap((check) => {
    const entry = listed.get(check.id);
    const fault = (why: string): Reason[] => [about(check, steps, { weighs: 'HOLD', kind: 'list', why })];
    if (!entry)
      return fault(
        'ran, but is not in the committed list of checks.\nTo compare the list with the specs, run npm run lists',
      );
    if (entry.step === check.step && entry.severity === check.severity) return [];
    return fault(
      `is listed under step ${entry.step} (${entry.severity}), but declares ${check.step === '' ? 'no step' : `step ${check.step}`} (${check.severity}).`,
    );
  });
}

function stepsWithoutCheck({ steps, expected }: Evidence): Reason[] {
  return steps
    .filter(({ id, attested, checked }) => (!attested || checked) && !expected.some(({ step }) => step === id))
    .map(({ number, title, responsible }) =>
      reason({
        weighs: 'HOLD',
        kind: 'step',
        step: number,
        responsible,
        why: `No check proves ${/^\d/.test(number) ? `step ${number}` : `the step "${number}"`}: ${title}.`,
      }),
    );
}

function judgeStep(step: GateStep, checks: readonly JudgedCheck[], { attestations }: Evidence): JudgedStep {
  const own = checks.filter((check) => check.step === step.id);
  const some = (...outcomes: Outcome[]) => own.filter(({ outcome }) => outcomes.includes(outcome));
  const bad = some('failed', 'flaky');
  const mark = (): JudgedStep['mark'] => {
    if (bad.some(({ blocks }) => blocks)) return 'failed';
    if (step.attested && !attestations.some((each) => each.step === step.id)) return 'unproven';
    if (step.attested && !step.checked) return 'attested';
    if (own.length === 0 || some('unproven').length > 0) return 'unproven';
    if (some('waived').length > 0) return 'waived';
    return bad.length > 0 ? 'advisory' : 'proven';
  };
  return { ...step, mark: mark(), checks: own.length, passed: some('passed').length };
}

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));
