import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { test, expect } from '@playwright/test';
import { verdict } from '../../../reports/cli/verdict.js';
import { HOOK, listed, play } from './reporter-child.js';

test.describe('the reporter in trouble', () => {
  test('a killed run leaves HOLD behind', async ({}, info) => {
    const run = await play(info.outputPath(), {
      specs: {
        slow: `test('waits', check('slow/waits', proves('5')), async () => { ready(); await new Promise(() => {}); });`,
      },
      signal: 'SIGKILL',
    });

    expect(run.verdict).toMatchObject({ verdict: 'HOLD', ended: null });
    expect(run.verdict?.reasons[0]?.why).toBe('The run has not ended, or was killed.');
  });

  test('trouble in global setup is HOLD and is reported first', async ({}, info) => {
    const run = await play(info.outputPath(), { head: HOOK, config: `globalSetup: './hook.ts'` });

    expect([run.exitCode, run.verdict?.verdict]).toEqual([1, 'HOLD']);
    expect(run.verdict?.reasons[0]).toMatchObject({ kind: 'run', why: 'Error: the lab refuses: no root' });
    expect(run.output).toContain('Trouble with the run itself\n ? the lab refuses: no root\n');
  });

  test('if the verdict cannot be saved, the run fails and says why', async ({}, info) => {
    const run = await play(info.outputPath(), {
      head: `import { mkdirSync } from 'node:fs'; mkdirSync('out/latest', { recursive: true });`,
      args: ['--grep=nothing is called so', '--pass-with-no-tests'],
    });

    expect(run.exitCode).toBe(1);
    expect(run.output).toMatch(/^HOLD {2}The verdict could not be reached or saved:\n.*latest/m);
  });
});

/** A reporter that writes a file into the run's folder at a given moment. */
const writer = (moment: string): string => `import { writeFileSync } from 'node:fs';
  writeFileSync('late.ts', \`import { writeFileSync } from 'node:fs';
    const late = () => writeFileSync(process.env.MIGRATION_RUN_FOLDER + '/late.txt', 'late');
    export default class { ${moment} }\`);`;

test.describe('nothing is proven when', () => {
  // Each starts its own Playwright, on a machine that may be busy.
  test.describe.configure({ timeout: 60_000 });

  const again = (run: string): number => verdict([run], { say: () => undefined });

  test('the evidence cannot be sealed; no page claims otherwise', async ({}, info) => {
    // A link is no evidence, so the folder cannot be sealed: what a full disk does, at the same place.
    const run = await play(info.outputPath(), {
      specs: {
        more: `import { symlinkSync } from 'node:fs';
        test('A fact', check('more/fact', proves('5')), () => { symlinkSync('/dev/null', process.env.MIGRATION_RUN_FOLDER + '/link'); expect(1).toBe(1); });`,
      },
      expected: [listed('more/fact')],
    });

    expect([run.exitCode, again(run.run)]).toEqual([1, 3]);
    expect(run.output).toContain('HOLD  The evidence is not properly sealed, so it proves nothing:');
    expect(run.output).not.toMatch(/\bGO\b|gate is open/);
    expect(existsSync(join(run.run, 'index.html'))).toBe(false);
  });

  test('another verdict is written before the seal', async ({}, info) => {
    const head = `import { writeFileSync } from 'node:fs';
      writeFileSync('early.ts', \`import { readFileSync, writeFileSync } from 'node:fs';
        const path = process.env.MIGRATION_RUN_FOLDER + '/verdict.json';
        const edit = () => writeFileSync(path, readFileSync(path, 'utf8').replaceAll('NO-GO', 'GO'));
        export default class { onEnd() { edit(); } }\`);`;
    const specs = { more: `test('A fact', check('more/fact', proves('5')), () => { expect(1).toBe(2); });` };
    const run = await play(info.outputPath(), { head, reporters: `['./early.ts']`, specs });

    expect([run.exitCode, again(run.run)], run.output).toEqual([1, 3]);
    expect(run.output).toContain('not what this run wrote');
  });

  for (const [title, moment] of [
    ['in its onExit()', 'onExit() { late(); }'],
    ['as the process ends', `onBegin() { process.on('exit', late); }`],
  ] as const)
    test(`a reporter writes into the folder ${title}`, async ({}, info) => {
      const run = await play(info.outputPath(), { head: writer(moment), reporters: `['./late.ts']` });

      // The command and the run agree.
      expect([run.exitCode, again(run.run)], run.output).toEqual([1, 3]);
      expect(run.output).toContain('late.txt: added');
      expect(run.output).not.toMatch(/\bGO\b|gate is open/);
    });
});
