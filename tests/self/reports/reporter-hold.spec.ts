import { test, expect } from '@playwright/test';
import { decide } from '../../../reports/decision/decide.js';
import { HOOK, listed, outcomes, play, PROVEN_COUNT } from './reporter-child.js';

test.describe('the reporter holds', () => {
  test('unproven checks, differences from the list, and a failing global teardown result in HOLD', async ({}, info) => {
    const names = ['alone', 'asks-in-vain', 'dies', 'hangs', 'has-a-wrong-tag', 'is-skipped', 'vanished'];
    const run = await play(info.outputPath(), {
      specs: {
        odd: `test.describe('odd', proves('5'), () => {
          test('is skipped', check('odd/is-skipped'), () => { test.fixme(true, 'after the switch'); });
          test('has a wrong tag', check('odd/has-a-wrong-tag', { tag: '@blokcer' }), () => {});
          test('is not listed', check('odd/is-not-listed'), () => expect(1).toBe(1));
          test.describe('broken', () => {
            test('asks in vain', check('odd/asks-in-vain'), () => { throw new NoAnswer('GET /', 'puma (198.51.100.20)', 'connection refused'); });
            test('hangs', check('odd/hangs'), async () => { test.setTimeout(50); await new Promise(() => {}); });
            test('dies', check('odd/dies'), () => { process.exit(0); });
          });
        });
        test('alone', check('odd/alone'), () => {});`,
      },
      expected: names.map((name) => listed(`odd/${name}`)),
      head: HOOK,
      config: `globalTeardown: './hook.ts'`,
    });

    expect(run.exitCode).toBe(1);
    expect(run.verdict?.verdict).toBe('HOLD');
    expect(run.verdict?.troubles).toEqual(['Error: the lab refuses: no root']);
    expect(outcomes(run)).toEqual([
      'alone: unproven: does not say which step of the runbook it proves. Use proves() from fixtures/core/metadata.ts.',
      'asks in vain: unproven: NoAnswer: puma (198.51.100.20) gave no usable answer: connection refused',
      'dies: unproven: Error: worker process exited unexpectedly (code=0, signal=null)',
      'hangs: unproven: Test timeout of 50ms exceeded.',
      'has a wrong tag: unproven: has the unknown tag @blokcer. Known tags: @blocker, @advisory, @writes.',
      'is not listed: passed: ',
      'is skipped: unproven: is skipped by test.fixme(): after the switch',
      'odd/vanished: unproven: did not run',
    ]);
    expect(run.verdict?.reasons.filter(({ kind }) => kind === 'list').map(({ check }) => check)).toEqual([
      'alone',
      'is not listed',
    ]);
  });

  test('a run of a single test results in HOLD, and the verdict can be decided again from verdict.json', async ({}, info) => {
    const specs = { only: `test.only('A fact', check('only/fact', proves('5')), () => expect(1).toBe(1));` };
    const run = await play(info.outputPath(), {
      specs,
      expected: [listed('only/fact')],
      args: ['--grep=A fact|step 5'],
    });

    expect(run.exitCode).toBe(1);
    expect(run.output).toContain(`${PROVEN_COUNT} unproven, 1 passed`);
    expect(run.output).toContain('This was  npx playwright test --project=puma-prerelease "--grep=A fact|step 5"\n');
    expect(run.verdict).toMatchObject(run.verdict ? decide(run.verdict) : { verdict: 'none' });
  });

  test('a run without tests and with an empty list of expected checks is HOLD', async ({}, info) => {
    const empty = await play(info.outputPath(), {
      expected: null,
      args: ['--grep=nothing is called so', '--pass-with-no-tests'],
    });

    expect([empty.exitCode, empty.verdict?.verdict]).toEqual([1, 'HOLD']);
    expect(empty.output).toContain('No check is expected for this gate, so nothing is proven.');
  });
});
