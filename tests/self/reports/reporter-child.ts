import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { serializeList } from '../../../reports/decision/expected.js';
import type { ExpectedCheck, VerdictFile } from '../../../reports/decision/evidence.js';
import { stepsOfGate } from '../../../reports/decision/evaluate-run.js';
import { migrationSteps } from '../../../targets/index.js';
import { lab } from '../../../targets/lab/target.js';

const ROOT = resolve(import.meta.dirname, '../../..');
const PLAYWRIGHT = createRequire(import.meta.url).resolve('@playwright/test/cli');

/** One passing check for each step of the gate: what every scenario starts from, and what runs first. */
const PROVEN = `
  for (const { id } of STEPS) test('step ' + id + ' holds', check('steps/proven', id, proves(id)), () => expect(1).toBe(1));
`;
const STEPS = migrationSteps(lab);
const PROVEN_CHECKS = stepsOfGate(STEPS, 'prerelease').map(({ id }): ExpectedCheck =>
  listed(`steps/proven[${id}]`, id),
);

/** How many checks every scenario has without its own. */
export const PROVEN_COUNT = PROVEN_CHECKS.length;

/** A line of the committed list; a blocker of step 5 unless said otherwise. */
export function listed(id: string, step = '5', severity: ExpectedCheck['severity'] = 'blocker'): ExpectedCheck {
  return { id, step, severity };
}

export type Scenario = {
  /** Bodies of specs by name below tests/journeys/rox; `test`, `expect`, `check`, `proves`, `STEPS` and `NoAnswer` are there. */
  specs?: Record<string, string>;
  /** The committed list besides the proven checks; `null`: an empty list. */
  expected?: ExpectedCheck[] | null;
  waivers?: unknown;
  /** Statements at the head of playwright.config.ts, properties of its config, arguments, the project. */
  head?: string;
  config?: string;
  args?: string[];
  project?: string;
  /** Further reporters, after the verdict's. */
  reporters?: string;
  env?: Record<string, string>;
  /** Instead of a run: the folder whose blob reports are merged. */
  merge?: string;
  /** Sent to the run as soon as a spec has made the file `ready`. */
  signal?: NodeJS.Signals;
  /** The run folders are on a disk of this size, such as `24m`. */
  disk?: string;
};

/** The results of a run of Playwright. `verdict` is read through the link `latest`. */
export type Played = {
  exitCode: number | null;
  output: string;
  verdict: VerdictFile | undefined;
  out: string;
  run: string;
};

/** Plays a scenario in its own Playwright, with an environment that holds nothing of this one's. */
export async function play(folder: string, scenario: Scenario): Promise<Played> {
  const { args = [], project = 'puma-prerelease', signal } = scenario;
  writeProject(folder, scenario);
  const run = ['test', `--project=${project}`, ...args];
  const command = scenario.merge === undefined ? run : ['merge-reports', '-c', 'playwright.config.ts', scenario.merge];
  const [program = '', ...words] = [...onDisk(scenario.disk), process.execPath, PLAYWRIGHT, ...command];
  const child = spawn(program, words, {
    cwd: folder,
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...scenario.env },
  });
  let output = '';
  child.stdout.on('data', (chunk) => (output += String(chunk)));
  child.stderr.on('data', (chunk) => (output += String(chunk)));
  const watch = setInterval(() => {
    if (!signal || !existsSync(join(folder, 'ready'))) return;
    clearInterval(watch);
    child.kill(signal);
  }, 50);
  const exitCode = await new Promise<number | null>((done) => child.on('close', done));
  clearInterval(watch);
  const path = join(folder, 'out/latest/verdict.json');
  const verdict = existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as VerdictFile) : undefined;
  const out = join(folder, 'out');
  return { exitCode, output, verdict, out, run: join(out, verdict?.run ?? '') };
}

/** Mounts a small disk where the run folders are, and keeps a copy of what was on it. */
const onDisk = (size: string | undefined): string[] =>
  size === undefined
    ? []
    : [
        ...['unshare', '--user', '--map-root-user', '--mount', 'sh', '-c'],
        `mkdir -p out && mount -t tmpfs -o size=${size},mode=700 tmpfs out && { "$@"; status=$?; rm -f out/fill; cp -a out kept; umount out; cp -a kept/. out; exit $status; }`,
        'sh',
      ];

/** Writes the scenario's project: config, specs, list, waivers. */
export function writeProject(folder: string, scenario: Scenario) {
  const { specs = {}, expected = [], waivers, head = '', config = '', reporters = '' } = scenario;
  const write = (name: string, text: string): void => {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  };
  for (const [name, body] of Object.entries({ 'all-steps': PROVEN, ...specs })) {
    write(
      `tests/journeys/rox/${name}.spec.ts`,
      `import { test, expect } from '@playwright/test';
       import { writeFileSync } from 'node:fs';
       import { check, proves } from '${ROOT}/fixtures/core/metadata.js';
       import { NoAnswer } from '${ROOT}/helpers/core/no-answer.js';
       const STEPS = ${JSON.stringify(stepsOfGate(STEPS, 'prerelease'))};
       const ready = () => writeFileSync(${JSON.stringify(join(folder, 'ready'))}, '');
       ${body}`,
    );
  }
  write('expected/prerelease.json', serializeList(expected === null ? [] : [...PROVEN_CHECKS, ...expected]));
  if (waivers !== undefined) write('waivers.json', JSON.stringify(waivers));
  write(
    'playwright.config.ts',
    `import { partMetadata } from '${ROOT}/reports/run/part-origin.js';
     import { runFolder } from '${ROOT}/reports/run/run-folder.js';
     const folder = runFolder(process.env.MIGRATION_RUN_FOLDER, 'out');
     process.env.MIGRATION_RUN_FOLDER = folder;
     const part = process.argv.map((word) => /^--shard=(.+)/.exec(word)?.[1]).find(Boolean);
     const origin = { code: process.env.CODE ?? 'a', target: 't', lists: 'l' };
     ${head}
     export default {
       testDir: 'tests', outputDir: folder + '/artifacts', workers: 1, timeout: 60_000,
       metadata: part && process.env.TEST_WORKER_INDEX === undefined ? partMetadata(part, folder, origin) : {},
       projects: [{ name: 'puma-prerelease' }, { name: 'unit' }],
       reporter: [['${ROOT}/reports/run/masking-reporter.ts'], ['${ROOT}/reports/run/verdict-reporter.ts', {
         origin, runFolder: folder, expected: 'expected', waivers: 'waivers.json', attestations: 'attestations.json',
         policy: { waiverDays: 90, attestationDays: 90 },
         target: { name: 'tiny', summary: 'nothing but this test' },
         hosts: { old: 'Deer', new: 'Puma' }, steps: ${JSON.stringify(STEPS)},
       }], ${reporters}],
       ${config}
     };`,
  );
}

/** Head of a config: writes a hook that fails. */
export const HOOK = `import { writeFileSync } from 'node:fs';
  writeFileSync('hook.ts', "export default () => { throw new Error('the lab refuses: no root'); };");`;

/** Title, outcome and first words of the cause, of the checks that a scenario adds. */
export const outcomes = (run: Played) =>
  (run.verdict?.checks ?? [])
    .filter(({ id }) => !id.startsWith('steps/proven'))
    .map(({ title, outcome, error, problems }) => [title, outcome, problems[0] ?? error.split('\n')[0]].join(': '));
