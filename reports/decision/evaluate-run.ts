import { basename } from 'node:path';
import type { FullConfig } from '@playwright/test/reporter';
import type { Policy } from '../../helpers/core/waivers.js';
import type { CoverageFigure } from '../../helpers/inventory/coverage-figure.js';
import {
  GATES,
  SHELF_LIFE_HOURS,
  withHostNames,
  type Gate,
  type GateId,
  type HostNames,
  type PlannedStep,
} from '../../runbook.js';
import type { Lack } from '../../helpers/doctor/lack.js';
import type { HostIdentity } from '../../helpers/evidence/identity.js';
import { readAttestations } from './attestations.js';
import { changesSince, previousRun } from '../run/changes.js';
import { formatCommand } from '../run/command-line.js';
import { decide } from './decide.js';
import type { CheckResult, Evidence, ExpectedCheck, GateStep, VerdictFile } from './evidence.js';
import { readExpected } from './expected.js';
import { readWaivers } from './waivers.js';

export type RunFacts = {
  readonly gate: string;
  /** The Playwright project that ran the gate. */
  readonly project: string;
  readonly config: FullConfig;
  readonly checks: readonly CheckResult[];
  readonly hosts: readonly HostIdentity[];
  readonly troubles: readonly string[];
  /** What the gate lacked when it began; undefined if this was not checked. */
  readonly lacks: readonly Lack[] | undefined;
  /** How much of the old host this run looked at; undefined where it did not measure that. */
  readonly coverage: CoverageFigure | undefined;
  readonly time: { readonly started: Date; readonly ended: Date | null };
  readonly runFolder: string;
  /** Names of environment variables that could have changed results. */
  readonly environment: readonly string[];
  readonly hostNames: HostNames;
  /** All steps of the migration. */
  readonly steps: readonly PlannedStep[];
  readonly target: VerdictFile['target'];
  readonly policy: Policy;
  /** The commit of this suite that judges. */
  readonly suite: VerdictFile['suite'];
  /** Path of the waivers. */
  readonly waivers: string;
  /** Path of the attestations. */
  readonly attestations: string;
  /** Folder of the committed lists. */
  readonly expected: string;
};

/** The last gate that measures coverage: in the window there is no time for it, and afterwards the old host is off. */
const BEFORE_THE_SWITCH = 'prerelease' satisfies GateId;

/** Combines what the run saw with what was agreed, decides, and records which code decided. */
export function evaluateRun({ gate, project, config, time, hostNames, ...facts }: RunFacts): VerdictFile {
  const judgedAt = new Date().toISOString();
  const own = stepsOfGate(facts.steps, gate);
  const sworn = readAttestations(facts.attestations, judgedAt, facts.steps);
  const { expected, trouble } = agreed(gate, facts.expected);
  const gates: readonly Gate[] = GATES;
  // The file is the target's; another gate must judge what is waived there.
  const others = gates.filter(({ id }) => id !== gate).flatMap(({ id }) => agreed(id, facts.expected).expected);
  const here = new Set([...expected, ...facts.checks].map(({ id }) => id));
  const elsewhere = new Set(others.map(({ id }) => id).filter((id) => !here.has(id)));
  const { waivers, problems } = readWaivers(facts.waivers, new Set([...here, ...elsewhere]), facts.checks);
  const known = gates.find(({ id }) => id === gate);
  const started = time.started.toISOString();
  const evidence: Evidence = {
    steps: own,
    expected,
    checks: facts.checks,
    waivers: waivers.filter(({ check }) => !elsewhere.has(check)),
    waiverProblems: problems,
    attestations: sworn.attestations.filter(({ step }) => own.some(({ id }) => id === step)),
    attestationProblems: sworn.problems,
    policy: facts.policy,
    troubles: [...facts.troubles, ...trouble],
    started,
    shelfLifeHours: known?.shelfLifeHours ?? SHELF_LIFE_HOURS,
    judgedAt,
  };
  const decision = decide(evidence);
  const run = basename(facts.runFolder);
  const before = (gateId: string): VerdictFile | undefined =>
    previousRun(facts.runFolder, { gate: gateId, target: facts.target.name, started });
  const previous = before(gate);
  const coverage = facts.coverage ? { run, ...facts.coverage } : before(BEFORE_THE_SWITCH)?.coverage;
  return {
    schemaVersion: 1,
    run,
    gate: { id: gate, project, title: withHostNames(known?.title ?? gate, hostNames) },
    target: facts.target,
    ended: time.ended?.toISOString() ?? null,
    // Merged blob reports do not say how they were made.
    command: formatCommand(config.argv.length > 2 ? config.argv : process.argv),
    suite: facts.suite,
    playwright: config.version,
    node: process.version,
    environment: facts.environment,
    ...evidence,
    ...decision,
    hosts: facts.hosts,
    changes: previous ? changesSince(previous, decision.checks) : null,
    ...(facts.lacks ? { lacks: facts.lacks } : {}),
    ...(coverage ? { coverage } : {}),
  };
}

function agreed(gate: string, folder: string): { expected: ExpectedCheck[]; trouble: string[] } {
  try {
    return { expected: readExpected(gate, folder), trouble: [] };
  } catch (error) {
    return { expected: [], trouble: [error instanceof Error ? error.message : String(error)] };
  }
}

/** The steps that a gate decides, in the runbook's order. */
export const stepsOfGate = (steps: readonly PlannedStep[], gate: string): GateStep[] =>
  steps
    .filter((step) => step.gate === gate)
    .map(({ id, number, title, responsible, attested, checked }) => ({
      ...{ id, number, title, responsible },
      ...(attested ? { attested } : {}),
      ...(checked ? { checked } : {}),
    }));
