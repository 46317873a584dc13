import type { FullConfig, FullResult, Suite } from '@playwright/test/reporter';
import { readLacks } from '../../helpers/doctor/lack.js';
import { readIdentities } from '../../helpers/evidence/identity.js';
import { clockTroubles } from './clock.js';
import { elsewhere, homeOf, measuredCoverage, results, type Planned } from './planned-checks.js';
import type { RunFacts } from '../decision/evaluate-run.js';
import type { VerdictFile } from '../decision/evidence.js';
import { storeEvidence } from './store-evidence.js';
import { suiteVersion } from './suite-version.js';

/** A run as it was when it began. */
export type Run = {
  readonly config: FullConfig;
  readonly root: Suite;
  readonly gates: readonly string[];
  /** The Playwright project that runs the gate. */
  readonly project: string;
  readonly plan: readonly Planned[];
  readonly suite: VerdictFile['suite'];
};

type Clock = {
  /** Were blob reports merged? Their tests ran before this process did, perhaps on other machines. */
  readonly isMerge: boolean;
  readonly started: Date;
  /** The same by a clock that no one can set. */
  readonly startedAt: number;
};

type Gathered = Pick<
  RunFacts,
  'gate' | 'project' | 'config' | 'suite' | 'checks' | 'hosts' | 'troubles' | 'time' | 'coverage' | 'lacks'
>;

/**
 * Collects what a run saw, and copies its evidence into the folder.
 * @param result undefined during the run
 * @param heard errors that Playwright reported outside of any test
 */
export function buildRunFacts(
  run: Run,
  { isMerge, ...begun }: Clock,
  result: FullResult | undefined,
  heard: readonly string[],
  folder: string,
): Gathered {
  const gate = run.gates[0] ?? '';
  const { config } = run;
  if (!result) {
    const troubles = ['The run has not ended, or was killed.', ...heard];
    return {
      gate,
      project: run.project,
      config,
      suite: run.suite,
      checks: results(run.plan),
      hosts: [],
      troubles,
      time: { started: begun.started, ended: null },
      coverage: undefined,
      lacks: undefined,
    };
  }
  const started = isMerge ? result.startTime : begun.started;
  const ended = isMerge ? new Date(started.getTime() + result.duration) : new Date();
  const lasted = isMerge ? null : performance.now() - begun.startedAt;
  const kept = storeEvidence(run.plan, folder);
  const checks = results(run.plan, kept.items);
  const clock = clockTroubles({ started, ended, lasted }, checks);
  return {
    gate,
    project: run.project,
    config,
    // Asked again: files may have changed during the run.
    suite: suiteVersion(homeOf(config)),
    checks,
    hosts: isMerge ? kept.hosts : readIdentities(folder),
    troubles: [...troublesOf(run, result, heard), ...clock, ...kept.problems],
    time: { started, ended },
    coverage: measuredCoverage(run.plan),
    lacks: isMerge ? undefined : readLacks(folder),
  };
}

function troublesOf({ root, gates, plan }: Run, { status }: FullResult, heard: readonly string[]): string[] {
  const troubles = [...heard, ...elsewhere(root, gates[0] ?? '')];
  if (gates.length > 1)
    troubles.push(`A run decides one gate, but this run contains ${gates.join(' and ')}. Run each gate separately.`);
  if (status === 'interrupted') troubles.unshift('The run was interrupted.');
  const hasFailed = plan.some(({ tests }) => tests.some((test) => !test.ok() || test.outcome() === 'flaky'));
  if (status !== 'passed' && !hasFailed && troubles.length === 0)
    troubles.push(`Playwright ended with "${status}" and did not say why.`);
  return troubles;
}
