import { execFileSync } from 'node:child_process';
import { basename } from 'node:path';
import type { FullConfig } from '@playwright/test/reporter';
import { GATES, STEPS, type Gate, type Step } from '../runbook.js';
import { homeOf } from './collect.js';
import { asTyped } from './command-line.js';
import { decide } from './decide.js';
import type { CheckResult, Evidence, ExpectedCheck, VerdictFile } from './evidence.js';
import { readExpected } from './expected.js';
import { readWaivers } from './waivers.js';

export type RunFacts = {
  readonly gate: string;
  readonly config: FullConfig;
  readonly checks: readonly CheckResult[];
  readonly troubles: readonly string[];
  readonly time: { readonly started: Date; readonly ended: Date | null };
  readonly runFolder: string;
  readonly target: VerdictFile['target'];
  /** Path of the waivers. */
  readonly waivers: string;
  /** Folder of the committed lists. */
  readonly expected: string;
};

/** Puts what the run saw beside what was agreed, decides, and says of itself what judged. */
export function judgeRun({ gate, config, time, ...facts }: RunFacts): VerdictFile {
  const { waivers, problems } = readWaivers(facts.waivers);
  const { expected, trouble } = agreed(gate, facts.expected);
  const steps: readonly Step[] = STEPS;
  const gates: readonly Gate[] = GATES;
  const evidence: Evidence = {
    steps: steps
      .filter((step) => step.gate === gate)
      .map(({ id, number, title, responsible }) => ({ id, number, title, responsible })),
    expected,
    checks: facts.checks,
    waivers,
    waiverProblems: problems,
    troubles: [...facts.troubles, ...trouble],
    judgedAt: new Date().toISOString(),
  };
  return {
    schemaVersion: 1,
    run: basename(facts.runFolder),
    gate: { id: gate, title: gates.find(({ id }) => id === gate)?.title ?? gate },
    target: facts.target,
    started: time.started.toISOString(),
    ended: time.ended?.toISOString() ?? null,
    command: asTyped(config.argv),
    suite: suiteVersion(homeOf(config)),
    playwright: config.version,
    node: process.version,
    ...evidence,
    ...decide(evidence),
  };
}

function agreed(gate: string, folder: string): { expected: ExpectedCheck[]; trouble: string[] } {
  try {
    return { expected: readExpected(gate, folder), trouble: [] };
  } catch (error) {
    return { expected: [], trouble: [error instanceof Error ? error.message : String(error)] };
  }
}

/** Which commit of this suite judged, and whether files had been changed since; nulls where git cannot say. */
function suiteVersion(folder: string): VerdictFile['suite'] {
  const git = (...args: string[]): string =>
    execFileSync('git', args, { cwd: folder, encoding: 'utf8', timeout: 5_000, stdio: ['ignore', 'pipe', 'ignore'] });
  try {
    return { commit: git('rev-parse', 'HEAD').trim(), changed: git('status', '--porcelain').trim() !== '' };
  } catch {
    return { commit: null, changed: null };
  }
}
