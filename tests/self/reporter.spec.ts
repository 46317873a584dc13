import { lstatSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { test, expect } from '@playwright/test';
import { namesNoGate, projectsNamed } from '../../reports/command-line.js';
import { decide } from '../../reports/decide.js';
import { listed, play } from './reporter-child.js';

const LATE = 'site/late › Old links still work';
const KEPT = 'site/late › Deer occurs nowhere';

/** Head of a config: writes a hook that fails. */
const HOOK = `import { writeFileSync } from 'node:fs';
  writeFileSync('hook.ts', "export default () => { throw new Error('the lab refuses: no root'); };");`;

/** Outcome and first words of the cause, by title. */
const outcomes = (run: Awaited<ReturnType<typeof play>>) =>
  (run.verdict?.checks ?? [])
    .filter(({ id }) => !id.startsWith('site/all-steps'))
    .map(({ title, outcome, error, problems }) => [title, outcome, problems[0] ?? error.split('\n')[0]].join(': '));

test.describe('the reporter', () => {
  test('a run where every blocker passes is GO and exits 0, the evidence beside it', async ({}, info) => {
    const specs = {
      note: `test('A fact', proves('5'), ({}, info) => { info.annotations.push(
      { type: 'host', description: 'puma\\u001b[2J 198.51.100.20' }, { type: 'step', description: '6' }) });`,
    };
    const run = await play(info.outputPath(), { specs, expected: [listed('site/note › A fact')] });

    expect(run.output).toMatch(
      /\n GO {3}Is Puma ready to take over, before DNS moves\?\n.*nothing but this test\n.*13 passed/,
    );
    expect(run.exitCode).toBe(0);
    expect(run.verdict).toMatchObject({ schemaVersion: 1, verdict: 'GO', reasons: [], troubles: [] });
    expect(run.verdict?.checks.find(({ title }) => title === 'A fact')).toMatchObject({
      step: '5',
      outcome: 'passed',
      notes: [{ type: 'host', description: 'puma 198.51.100.20' }],
    });
    expect(lstatSync(join(run.run, '../latest')).isSymbolicLink()).toBe(true);
    expect(readlinkSync(join(run.run, '../latest'))).toBe(run.verdict?.run);
  });

  test('a failure that is advisory or waived is told, and GO still exits 0', async ({}, info) => {
    const run = await play(info.outputPath(), {
      specs: {
        late: `test('Old links still work', proves('5', '@advisory'), () => { throw new Error('404'); });
               test('Deer occurs nowhere', proves('4'), () => { throw new Error('198.51.100.10'); });`,
      },
      expected: [listed(LATE, '5', 'advisory'), listed(KEPT, '4')],
      waivers: [{ check: KEPT, reason: 'log format', owner: 'jsfan', expires: '2999-12-31' }],
    });

    expect(run.exitCode, run.output).toBe(0);
    expect(run.output).toContain('14 checks in');
    expect(run.output).toContain('1 waived, 1 advisory failed, 12 passed');
    expect(run.output).toContain('Accepted by jsfan until 2999-12-31: log format');
  });

  test('a failed, flaky or expectedly failing blocker is NO-GO, with its cause in plain characters', async ({}, info) => {
    const run = await play(info.outputPath(), {
      specs: {
        bad: `test.describe('bad', proves('5-email'), () => {
          test.describe(() => {
            test.describe.configure({ retries: 1 });
            test('c', ({}, info) => { expect(info.retry).toBe(1); });
          });
          test('b', () => { test.fail(); expect(1, 'GET / asked of Puma').toBe(2); });
          test('a', () => { throw new Error('\\u001b]0;owned\\u0007\\u001b[2J2 mails came\\r\\u202eExpected: 1'); });
        });`,
      },
      expected: [
        listed('site/bad › a', '5-email'),
        listed('site/bad › b', '5-email'),
        listed('site/bad › c', '5-email'),
      ],
    });

    expect(run.exitCode).toBe(1);
    expect(run.verdict?.verdict).toBe('NO-GO');
    expect(outcomes(run)).toEqual([
      expect.stringMatching(/^a: failed: Error: .*2 mails came$/),
      'b: failed: Error: GET / asked of Puma',
      expect.stringMatching(/^c: flaky: /),
    ]);
    expect(run.output).toContain(' ✗ a\n     Step 5 Email · ask jsfan\n');
    expect(run.output).not.toMatch(/[^\n\P{Cc}]|\p{Cf}/u);
  });

  test('what did not run or finish, could not ask, is not as listed or fails in the last tear-down is HOLD', async ({}, info) => {
    const titles = [
      'alone',
      'asks in vain',
      'dies',
      'hangs',
      'has a wrong tag',
      'is skipped',
      'vanished',
      'waits in vain',
    ];
    const run = await play(info.outputPath(), {
      specs: {
        odd: `test.describe('odd', proves('5'), () => {
          test('is skipped', () => { test.fixme(true, 'after the switch'); });
          test('has a wrong tag', { tag: '@blokcer' }, () => {});
          test('is not listed', () => {});
          test.describe('broken', () => {
            test('waits in vain', async () => {
              const silence = new NoAnswer('GET /', 'puma (198.51.100.20)', 'connection refused');
              await expect(() => { throw silence; }).toPass({ timeout: 50 });
            });
            test('asks in vain', () => { throw new NoAnswer('GET /', 'puma (198.51.100.20)', 'connection refused'); });
            test('hangs', async () => { test.setTimeout(50); await new Promise(() => {}); });
            test('dies', () => { process.exit(0); });
          });
        });
        test('alone', () => {});`,
      },
      expected: titles.map((title) => listed(`site/odd › ${title}`)),
      head: HOOK,
      config: `globalTeardown: './hook.ts'`,
    });

    expect(run.exitCode).toBe(1);
    expect(run.verdict?.verdict).toBe('HOLD');
    expect(run.verdict?.troubles).toEqual(['Error: the lab refuses: no root']);
    expect(outcomes(run)).toEqual([
      'alone: unproven: does not say which step of the runbook it proves. Use proves() of fixtures/checks.ts.',
      'asks in vain: unproven: NoAnswer: puma (198.51.100.20) could not be asked: connection refused',
      'dies: unproven: Error: worker process exited unexpectedly (code=0, signal=null)',
      'hangs: unproven: Test timeout of 50ms exceeded.',
      'has a wrong tag: unproven: has the unknown tag @blokcer. Known tags: @blocker, @advisory, @writes.',
      'is not listed: passed: ',
      'is skipped: unproven: is skipped by test.fixme(): after the switch',
      'vanished: unproven: did not run',
      'waits in vain: unproven: Error: puma (198.51.100.20) could not be asked: connection refused',
    ]);
    expect(run.verdict?.reasons.filter(({ kind }) => kind === 'list').map(({ check }) => check)).toEqual([
      'alone',
      'is not listed',
    ]);
  });

  test('a run of a single test is HOLD, and the verdict can be made again from the file', async ({}, info) => {
    const specs = { only: `test.only('A fact', proves('5'), () => {});` };
    const run = await play(info.outputPath(), {
      specs,
      expected: [listed('site/only › A fact')],
      args: ['--grep=A fact|step 5'],
    });

    expect(run.exitCode).toBe(1);
    expect(run.output).toContain('12 unproven, 1 passed');
    expect(run.output).toContain('This was  npx playwright test --project=puma-prerelease "--grep=A fact|step 5"\n');
    expect(run.verdict).toMatchObject(run.verdict ? decide(run.verdict) : { verdict: 'none' });
  });

  test('a run in which all is skipped is HOLD', async ({}, info) => {
    const allSkipped = `test.skip(() => true, 'not today');
      for (const { id } of STEPS) test('step ' + id + ' holds', proves(id), () => {});`;
    const run = await play(info.outputPath(), { specs: { 'all-steps': allSkipped } });

    expect([run.exitCode, run.verdict?.verdict]).toEqual([1, 'HOLD']);
    expect(run.output).toContain('12 checks, one cause');
    expect(run.output).toContain('is skipped by test.skip(): not today');
  });

  test('an interrupted run is HOLD, and says so first', async ({}, info) => {
    const run = await play(info.outputPath(), {
      specs: { slow: `test('waits', proves('5'), async () => { ready(); await new Promise(() => {}); });` },
      expected: [listed('site/slow › waits')],
      signal: 'SIGINT',
    });

    expect(run.exitCode).toBe(1);
    expect(run.verdict?.reasons[0]).toMatchObject({ kind: 'run', why: 'The run was interrupted.' });
    expect(outcomes(run)).toEqual(['waits: unproven: was interrupted']);
  });

  test('a killed run leaves HOLD behind, not the verdict of an earlier one', async ({}, info) => {
    const run = await play(info.outputPath(), {
      specs: { slow: `test('waits', proves('5'), async () => { ready(); await new Promise(() => {}); });` },
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

  test('a run without tests, or with an empty list, is HOLD', async ({}, info) => {
    const empty = await play(info.outputPath(), {
      expected: null,
      args: ['--grep=nothing is called so', '--pass-with-no-tests'],
    });

    expect([empty.exitCode, empty.verdict?.verdict]).toEqual([1, 'HOLD']);
    expect(empty.output).toContain('No check is expected of this gate, so nothing is proven.');
  });

  test('a verdict that cannot be kept fails the run, and says why', async ({}, info) => {
    const run = await play(info.outputPath(), {
      head: `import { mkdirSync } from 'node:fs'; mkdirSync('out/latest', { recursive: true });`,
      args: ['--grep=nothing is called so', '--pass-with-no-tests'],
    });

    expect(run.exitCode).toBe(1);
    expect(run.output).toMatch(/^HOLD {2}The verdict could not be made or kept:\n.*latest/m);
  });

  test('a command line that names other projects only is left to Playwright', () => {
    const argv = ['node', 'playwright', 'test'];

    expect(projectsNamed([...argv, '--project', 'self', 'self-lab', '--project=puma-*', '-x'])).toEqual([
      'self',
      'self-lab',
      'puma-*',
    ]);
    expect(namesNoGate([...argv, '--project=self', '--project', 'self-lab'])).toBe(true);
    expect(namesNoGate([...argv, '--project=self', '--project=puma-*'])).toBe(false);
    expect(namesNoGate([...argv, '--project=puma-prerelease'])).toBe(false);
    expect(namesNoGate(argv)).toBe(false);
  });
});
