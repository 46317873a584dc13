import { decide } from '../../../reports/decision/decide.js';
import {
  NOTHING_AGREED,
  type CheckResult,
  type Evidence,
  type VerdictFile,
} from '../../../reports/decision/evidence.js';
import { stepsOfGate } from '../../../reports/decision/evaluate-run.js';
import { migrationSteps } from '../../../targets/index.js';
import { lab } from '../../../targets/lab/target.js';

const GATE: string = 'prerelease';
const STARTED = '2012-06-22T03:00:00.000Z';
const ENDED = '2012-06-22T03:00:52.000Z';

/** A check that passed, for a test to spoil. */
export function passing(step: string, title = `A fact about step ${step} of Puma`): CheckResult {
  return {
    id: `sample/fact[${step}]`,
    title,
    step,
    severity: 'blocker',
    result: 'passed',
    failure: null,
    error: '',
    problems: [],
    where: `tests/journeys/rox/${step}.spec.ts:12`,
    attempts: 1,
    began: STARTED,
    duration: 1234,
    notes: [],
    evidence: [],
  };
}

/** A verdict in which each step has one check, all as `change` makes them. */
export function sampleVerdict(
  change: (check: CheckResult, index: number) => Partial<CheckResult> = () => ({}),
  more: Partial<Evidence> = {},
  head: Partial<VerdictFile> = {},
): VerdictFile {
  const steps = stepsOfGate(migrationSteps(lab), GATE);
  const checks = steps.map(({ id }, index) => ({ ...passing(id), ...change(passing(id), index) }));
  const evidence: Evidence = {
    steps,
    expected: checks.map(({ id, step, severity }) => ({ id, step, severity })),
    checks,
    ...NOTHING_AGREED,
    started: STARTED,
    shelfLifeHours: 12,
    judgedAt: ENDED,
    ...more,
  };
  return {
    schemaVersion: 1,
    run: '2012-06-22T030000Z-puma-prerelease-3f9c2a',
    gate: { id: GATE, project: `puma-${GATE}`, title: 'Is Puma ready to take over, before DNS moves?' },
    target: { name: 'lab', summary: 'rehearsal lab on this machine' },
    ended: ENDED,
    command: 'npx playwright test --project=puma-prerelease',
    suite: { commit: 'd2868d6', changed: false },
    playwright: '1.65.1',
    node: 'v20.20.2',
    environment: [],
    hosts: [],
    changes: null,
    ...evidence,
    ...decide(evidence),
    ...head,
  };
}

/** A typical day as a tired reader would get it: something failed, something nobody could ask, something accepted. */
export const spoilt = (): VerdictFile =>
  sampleVerdict((_, index) => SPOILT[index] ?? {}, {
    waivers: [
      {
        check: 'sample/fact[2]',
        reason: 'key ordered',
        owner: 'matthias',
        accepted: '2012-06-20',
        expires: '2012-06-24',
      },
    ],
  });

const SPOILT: Record<number, Partial<CheckResult>> = {
  0: {
    result: 'failed',
    error:
      'Error: mailbot in /etc/crontab, asked of puma over ssh\n\nexpect(received).toBe(expected)\n\nExpected: "on"\nReceived: "off"\nWhere to look: crontab -l -u bwrox',
  },
  2: {
    result: 'unproven',
    error: 'NoAnswer: puma (198.51.100.20) gave no usable answer: refused\n  Asked: 127.0.0.1:3306',
  },
  3: { result: 'failed', error: 'Error: tiles\n\nExpected: 4\nReceived: 0' },
  4: { result: 'failed', severity: 'advisory', error: 'Error: disk\n\nExpected: < 80\nReceived: 84' },
};
