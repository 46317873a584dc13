import { spawnSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { test, expect } from '@playwright/test';
import { listed, play, type Scenario } from '../reports/reporter-child.js';
import { programOf } from '../docs/documented.js';

const ROOT = resolve(import.meta.dirname, '../../..');
const PLAYWRIGHT = createRequire(import.meta.url).resolve('@playwright/test/cli');

/** A check with the fixture that every check of a gate has. */
const SCENARIO: Scenario = {
  specs: {
    more: `import { test as judged } from '${ROOT}/fixtures/core/judged.js';
      judged('A fact', check('more/fact', proves('5')), () => { console.log('the body began'); expect(1).toBe(1); });`,
  },
  expected: [listed('more/fact')],
};

/** Without the verdict among its reporters. */
const BARE = `reporter: 'list',`;

const UNJUDGED: readonly [title: string, scenario: Scenario][] = [
  ...['list', 'github', 'null'].map((reporter): [string, Scenario] => [
    `--reporter=${reporter} replaces the verdict reporter`,
    { args: [`--reporter=${reporter}`] },
  ]),
  [
    'a shard has the blob reporter instead of the verdict reporter',
    { args: ['--shard=1/2', '--reporter=blob'], env: { PLAYWRIGHT_BLOB_OUTPUT_FILE: 'blob.zip' } },
  ],
  ['the configuration does not include the verdict reporter', { config: BARE }],
  [
    'the claim to judge it belongs to another process',
    { config: BARE, head: claim('{ pid: 1, projects: ["puma-prerelease"] }') },
  ],
  [
    'the claim to judge it is for another gate',
    { config: BARE, head: claim('{ pid: process.pid, projects: ["puma-freeze"] }') },
  ],
  ['the claim to judge it cannot be read', { config: BARE, head: claim('"x"') }],
  ['the project has a different name', { project: 'renamed', config: `projects: [{ name: 'renamed' }],` }],
];

function claim(what: string): string {
  return `import { writeFileSync } from 'node:fs';
    if (!process.env.TEST_WORKER_INDEX) writeFileSync(folder + '/being-judged.json', JSON.stringify(${what}));`;
}

test.describe('a check does not pass unjudged when', () => {
  // Each starts its own Playwright, on a machine that may be busy.
  test.describe.configure({ timeout: 60_000 });

  for (const [title, scenario] of UNJUDGED) {
    test(title, async ({}, info) => {
      const run = await play(info.outputPath(), { ...SCENARIO, ...scenario, args: [...(scenario.args ?? []), 'more'] });

      expect(run.exitCode, run.output).toBe(1);
      expect(run.output).not.toContain('the body began');
    });
  }

  test('--reporter replaces the verdict reporter; the output then recommends --add-reporter', async ({}, info) => {
    const run = await play(info.outputPath(), { ...SCENARIO, args: ['--reporter=line', 'more'] });

    expect(run.output).toContain('this run gets no verdict');
    expect(run.output).toContain('npx playwright test --project=puma-prerelease');
    expect(run.output).toContain('--add-reporter=line');
  });
});

test.describe('a check is judged when', () => {
  test.describe.configure({ timeout: 60_000 });

  for (const [title, scenario] of [
    ['the name of the project is written in a different case', { project: 'Puma-PreRelease' }],
    ['the project is given as a pattern', { project: '*-prerelease' }],
    ['a reporter is added', { args: ['--add-reporter=line'] }],
  ] as const satisfies readonly [string, Scenario][]) {
    test(title, async ({}, info) => {
      const run = await play(info.outputPath(), { ...SCENARIO, ...scenario });

      expect([run.exitCode, run.verdict?.verdict], run.output).toEqual([0, 'GO']);
      // Whatever runs in that folder afterwards is not judged by it.
      expect(existsSync(join(run.run, 'being-judged.json'))).toBe(false);
    });
  }
});

test.describe('the configuration of this repository', () => {
  test.describe.configure({ timeout: 60_000 });

  const run = (folder: string, ...args: string[]): { status: number | null; output: string } => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [...args], {
      cwd: ROOT,
      encoding: 'utf8',
      env: {
        PATH: process.env['PATH'],
        HOME: process.env['HOME'],
        MIGRATION_RUN_FOLDER: join(folder, 'run'),
        MIGRATION_HOSTS_FILE: join(folder, 'hosts'),
      },
    });
    return { status, output: stdout + stderr };
  };

  test('refuses to run a gate that would get no verdict, before any host is contacted', ({}, info) => {
    const args = ['test', '--project=Puma-Prerelease', '--reporter=dot', 'tests/host/known-issues.spec.ts'];
    const { status, output } = run(info.outputPath(), PLAYWRIGHT, ...args);

    // There is no such hosts file: nobody came as far as that.
    expect(output).toContain('puma-prerelease did not run: this run gets no verdict');
    expect(status).toBe(1);
  });

  test('does not let merged reports succeed without a verdict', ({}, info) => {
    const [spec, blobs] = [info.outputPath('a.spec.ts'), info.outputPath('blobs')];
    writeFileSync(spec, `import { test } from '@playwright/test'; test('fails', () => { throw new Error('404'); });`);
    writeFileSync(info.outputPath('playwright.config.ts'), "export default { outputDir: 'artifacts' };");
    const env = { ...process.env, PLAYWRIGHT_BLOB_OUTPUT_FILE: join(blobs, '1.zip') };
    spawnSync(process.execPath, [PLAYWRIGHT, 'test', '--reporter=blob'], { cwd: info.outputPath(), env });
    const merge = ['merge-reports', '-c', 'playwright.config.ts', '--reporter=line', blobs];
    const { status, output } = run(info.outputPath(), PLAYWRIGHT, ...merge);

    expect(output).toContain('1 failed');
    expect(output).toContain('No verdict was reached on the merged reports');
    expect(status).toBe(1);
  });

  for (const argv of [
    '--project=Puma-Prerelease',
    '--project PUMA-FREEZE',
    '--project=unit',
    '--project=puma-*',
    '--grep --list',
  ])
    test(`puts the verdict reporter last with ${argv}`, ({}, info) => {
      const code = `import config from 'ROOT/playwright.config.js'; console.log(config.reporter.at(-1)[0]);`;
      const program = programOf(code, info.outputPath('program.ts'));

      expect(run(info.outputPath(), ...program, 'test', ...argv.split(' ')).output.trim()).toBe(
        './reports/run/verdict-reporter.ts',
      );
    });
});
