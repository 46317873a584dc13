import { test, expect } from '@playwright/test';
import { HOOK, play } from './reporter-child.js';

test.describe('the reporter in trouble', () => {
  test('a killed run leaves HOLD behind, not the verdict of an earlier one', async ({}, info) => {
    const run = await play(info.outputPath(), {
      specs: {
        slow: `test('waits', check('slow/waits', proves('5')), async () => { ready(); await new Promise(() => {}); });`,
      },
      signal: 'SIGKILL',
    });

    expect(run.verdict).toMatchObject({ verdict: 'HOLD', ended: null });
    expect(run.verdict?.reasons[0]?.why).toBe('The run has not ended, or was killed.');
  });

  test('trouble in set-up is HOLD, and told first', async ({}, info) => {
    const run = await play(info.outputPath(), { head: HOOK, config: `globalSetup: './hook.ts'` });

    expect([run.exitCode, run.verdict?.verdict]).toEqual([1, 'HOLD']);
    expect(run.verdict?.reasons[0]).toMatchObject({ kind: 'run', why: 'Error: the lab refuses: no root' });
    expect(run.output).toContain('Trouble with the run itself\n ? the lab refuses: no root\n');
  });

  test('a verdict that cannot be kept fails the run, and says why', async ({}, info) => {
    const run = await play(info.outputPath(), {
      head: `import { mkdirSync } from 'node:fs'; mkdirSync('out/latest', { recursive: true });`,
      args: ['--grep=nothing is called so', '--pass-with-no-tests'],
    });

    expect(run.exitCode).toBe(1);
    expect(run.output).toMatch(/^HOLD {2}The verdict could not be made or kept:\n.*latest/m);
  });
});
