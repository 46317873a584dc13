import { randomUUID } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { migrationSteps } from '../../targets/index.js';
import { lab } from '../../targets/lab/target.js';
import { decide } from '../decision/decide.js';
import { NOTHING_AGREED, type CheckResult, type Evidence, type VerdictFile } from '../decision/evidence.js';
import { stepsOfGate } from '../decision/evaluate-run.js';
import { seal } from '../seal/seal.js';
import type { Size, Work } from './work.js';

const ALLURE = fileURLToPath(new URL('../../node_modules/.bin/allure', import.meta.url));
const GATE = 'prerelease';

const text = (at: number): string =>
  `Fact ${at} about the site, stated in about as many words as the titles of most checks have`;

/** A run of `count` checks over the steps of the gate; every hundredth fails and is advisory. */
function manyResults(count: number): VerdictFile {
  const steps = stepsOfGate(migrationSteps(lab), GATE);
  const now = new Date().toISOString();
  const checks = Array.from({ length: count }, (_, at): CheckResult => {
    const isBad = at % 100 === 0;
    const id = `bench/fact-${at % 50}[${at}]`;
    const error = isBad ? `Error: GET /${at}\n\nExpected: 200\nReceived: 404\nWhere to look: the Apache log` : '';
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

/** A sealed run with many results, decided and examined from its files. */
export function verdict({ count, folder }: Size): Work {
  const run = join(folder, 'bench');
  mkdirSync(run);
  const results = manyResults(count);
  writeFileSync(join(run, 'verdict.json'), JSON.stringify(results));
  seal(run);
  const allure = join(folder, 'allure-results');
  asAllureResults(results, allure);
  return {
    title: `a verdict on ${count.toLocaleString('en-US')} results, decided again from its files`,
    seeds: [],
    ways: [
      { name: 'npm run verdict', command: `exec ${process.execPath} run.js reports/cli/verdict.ts ${run}` },
      {
        name: 'allure quality-gate',
        command: `cd ${folder} && ${ALLURE} quality-gate --max-failures ${count} ${allure}`,
        needs: [ALLURE, 'npm package allure'],
      },
    ],
  };
}
