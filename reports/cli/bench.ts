/**
 * `npm run bench:verdict`: prints how long the decision takes over many results, next to `allure quality-gate` on the same.
 * It judges no time: how fast a machine is says nothing about the suite.
 */
import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { decide } from '../decision/decide.js';
import { NOTHING_AGREED, type CheckResult, type Evidence, type VerdictFile } from '../decision/evidence.js';
import { verifyEvidence } from '../seal/verify-evidence.js';
import { stepsOfGate } from '../decision/evaluate-run.js';
import { migrationSteps } from '../../targets/index.js';
import { lab } from '../../targets/lab/target.js';
import { seal } from '../seal/seal.js';

const RESULTS = 5_000;
const ROUNDS = 7;
const GATE = 'prerelease';

const text = (at: number): string => `A fact about the site, number ${at}, told in as many words as most of them have`;

/** A run of so many checks over the steps of the gate; every hundredth fails and is advisory. */
function manyResults(): VerdictFile {
  const steps = stepsOfGate(migrationSteps(lab), GATE);
  const now = new Date().toISOString();
  const checks = Array.from({ length: RESULTS }, (_, at): CheckResult => {
    const isBad = at % 100 === 0;
    const id = `bench/fact-${at % 50}[${at}]`;
    const error = isBad ? `Error: GET /${at}\n\nExpected: 200\nReceived: 404\nWhere to look: the log of Apache` : '';
    const plain = {
      id,
      title: text(at),
      step: steps[at % steps.length]?.id ?? '',
      problems: [],
      notes: [],
      evidence: [],
    };
    const result = isBad ? 'failed' : 'passed';
    const severity = isBad ? 'advisory' : 'blocker';
    return {
      ...plain,
      result,
      severity,
      failure: null,
      error,
      where: `tests/journeys/rox/spec.ts:${at}`,
      attempts: 1,
      began: now,
      duration: 5,
    };
  });
  const evidence: Evidence = {
    steps,
    expected: checks.map(({ id, step, severity }) => ({ id, step, severity })),
    checks,
    ...NOTHING_AGREED,
    ...{ started: now, shelfLifeHours: 24, judgedAt: now },
  };
  return {
    schemaVersion: 1,
    run: 'bench',
    gate: { id: GATE, project: GATE, title: 'bench' },
    target: { name: 'bench', summary: 'made up' },
    ...{ ended: now, command: '', suite: { commit: null, changed: null }, playwright: '', node: process.version },
    ...{ environment: [], hosts: [], changes: null },
    ...evidence,
    ...decide(evidence),
  };
}

/** The same results as allure-playwright would write them. */
function asAllureResults({ checks }: VerdictFile, folder: string): void {
  mkdirSync(folder);
  for (const { id, title, result, error } of checks) {
    const [uuid, now] = [randomUUID(), Date.now()];
    const words = { uuid, historyId: id, fullName: id, name: title, status: result, stage: 'finished', labels: [] };
    const more = {
      statusDetails: { message: error },
      start: now,
      stop: now + 5,
      steps: [],
      attachments: [],
      parameters: [],
    };
    writeFileSync(join(folder, `${uuid}-result.json`), JSON.stringify({ ...words, ...more }));
  }
}

/**
 * Middle of some rounds, in milliseconds of processor time; the first, which also warms up, is reported separately. By the clock on
 * the wall a busy machine would be measured, not the work: nothing here waits for anybody.
 */
function timed(work: () => void): { first: number; middle: number } {
  const rounds = Array.from({ length: ROUNDS }, () => {
    const before = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1_000;
  });
  return { first: rounds[0] ?? 0, middle: rounds.slice(1).sort((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? 0 };
}

const rounded = (milliseconds: number): string => `${Math.round(milliseconds)} ms`;

function main(): void {
  const folder = mkdtempSync(join(tmpdir(), 'bench-verdict-'));
  try {
    const run = join(folder, 'bench');
    mkdirSync(run);
    const results = manyResults();
    writeFileSync(join(run, 'verdict.json'), JSON.stringify(results));
    seal(run);
    const { first, middle } = timed(() => {
      const found = verifyEvidence(run, { now: new Date() });
      if (!('verdict' in found) || found.verdict.verdict !== 'GO') throw new Error('the run made up is no GO');
    });
    console.log(
      `${RESULTS} results: seal, schema, decision twice: ${rounded(middle)} (the first time ${rounded(first)})`,
    );
    whole(`npm run verdict's program, a new process`, [
      process.execPath,
      ...['--import', 'tsx', fileURLToPath(new URL('verdict.ts', import.meta.url)), run],
    ]);
    const allure = fileURLToPath(new URL('../../node_modules/.bin/allure', import.meta.url));
    if (!existsSync(allure)) {
      console.log('allure quality-gate: not run, the package allure is not installed');
      return;
    }
    asAllureResults(results, join(folder, 'allure-results'));
    whole(
      'allure quality-gate, a new process',
      [allure, 'quality-gate', '--max-failures', '100', 'allure-results'],
      folder,
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** A whole process, once. */
function whole(name: string, [program = '', ...args]: readonly string[], cwd = process.cwd()): void {
  const before = performance.now();
  const { status, error } = spawnSync(program, args, { cwd, timeout: 120_000 });
  console.log(`${name}: ${rounded(performance.now() - before)}, status ${error ? error.message : String(status)}`);
}

main();
