import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { BEGAN } from '../../../reports/run/newest-run.js';
import { record } from '../../../reports/run/run-log.js';
import { finalizeRun } from '../../../reports/run/finalize-run.js';
import { SUMS, sumOf } from '../../../reports/seal/seal.js';
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

/** The moment at which the sealed runs below ended. */
export const NOW = new Date('2012-06-22T03:01:00.000Z');

const GATE = 'prerelease';

/** One passing check for each step, with a file of evidence, but for what `change` says. */
export function runOf(
  run: string,
  change: Partial<VerdictFile> = {},
  checkChange: Partial<CheckResult> = {},
): VerdictFile {
  const steps = stepsOfGate(migrationSteps(lab), GATE);
  const checks = steps.map(({ id, number }, at): CheckResult => ({
    id: `steps/proven[${id}]`,
    title: `step ${id} holds`,
    step: id,
    severity: 'blocker',
    result: 'passed',
    failure: null,
    error: '',
    problems: [],
    where: `tests/journeys/rox/all-steps.spec.ts:${at + 1}`,
    attempts: 1,
    began: '2012-06-22T03:00:10.000Z',
    duration: 1,
    notes: [],
    evidence: [
      {
        name: `what step ${number} saw`,
        file: `evidence/step-${id}-1.json`,
        mediaType: 'application/json',
        at: '2012-06-22T03:00:10.000Z',
        host: 'puma',
        address: '198.51.100.20',
        bytes: 3,
      },
    ],
    ...(at === 0 ? checkChange : {}),
  }));
  const evidence: Evidence = {
    steps,
    expected: checks.map(({ id, step, severity }) => ({ id, step, severity })),
    checks,
    ...NOTHING_AGREED,
    started: '2012-06-22T03:00:00.000Z',
    shelfLifeHours: 24,
    judgedAt: NOW.toISOString(),
    ...change,
  };
  return {
    schemaVersion: 1,
    run,
    gate: { id: GATE, project: `puma-${GATE}`, title: 'Is Puma ready to take over, before DNS moves?' },
    target: { name: 'lab', summary: 'rehearsal lab on this machine' },
    ended: NOW.toISOString(),
    command: `npx playwright test --project=puma-${GATE}`,
    suite: { commit: null, changed: null },
    playwright: '1',
    node: 'v20',
    environment: [],
    hosts: [],
    changes: null,
    ...change,
    ...evidence,
    ...decide(evidence),
  };
}

/** Writes a run into a folder named after it, and seals it as the reporter does. */
export function sealedRun(under: string, verdict: VerdictFile = runOf('run-1'), key?: string, saw = '{}\n'): string {
  const folder = join(under, verdict.run);
  mkdirSync(join(folder, 'evidence'), { recursive: true });
  writeFileSync(join(folder, 'verdict.json'), `${JSON.stringify(verdict, null, 2)}\n`);
  for (const { file } of verdict.checks.flatMap(({ evidence }) => evidence)) writeFileSync(join(folder, file), saw);
  finalizeRun(folder, verdict, { signKey: key });
  return folder;
}

/** The same, with the entries that the run leaves in the record of runs. */
export function recordedRun(out: string, verdict: VerdictFile = runOf('run-1'), saw?: string): string {
  const { run, gate, target, started, ended } = verdict;
  mkdirSync(join(out, run), { recursive: true });
  const at = new Date(started);
  writeFileSync(join(out, run, BEGAN), record(out, { event: 'began', run, gate: gate.id, target: null, at }));
  const folder = sealedRun(out, verdict, undefined, saw);
  const seal = sumOf(folder, SUMS);
  record(out, { event: 'sealed', run, gate: gate.id, target: target.name, seal, at: new Date(ended ?? started) });
  return folder;
}
