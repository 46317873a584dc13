import { test, expect } from '@playwright/test';
import { verdict } from '../../../reports/cli/verdict.js';
import { listed, outcomes, play, type Played, type Scenario } from '../reports/reporter-child.js';

/** A gate in which something fails, then something never ends. */
const FAILS = `test('a fails', check('seen/fails', proves('5')), () => { expect(404).toBe(200); });`;
const expected = ['seen/fails', 'seen/waits'].map((id) => listed(id));
const then = (body: string): Scenario => ({
  specs: { seen: `${FAILS}\n test('b waits', check('seen/waits', proves('5')), async ({}, info) => { ${body} });` },
  expected,
});
const FOR_EVER = 'ready(); await new Promise(() => {});';

const again = ({ run }: Played): { status: number; said: string } => {
  const lines: string[] = [];
  return { status: verdict([run], { say: (line) => lines.push(line) }), said: lines.join('\n') };
};

test.describe('the results so far are kept, judged, and sealed', () => {
  // Each starts its own Playwright, on a machine that may be busy.
  test.describe.configure({ timeout: 120_000 });

  for (const [signal, why] of [
    ['SIGTERM', 'The run was ended by SIGTERM, perhaps because the time limit of a build server was reached.'],
    ['SIGHUP', 'The run was ended by SIGHUP, perhaps because the time limit of a build server was reached.'],
    ['SIGINT', 'The run was interrupted.'],
  ] as const)
    test(`after ${signal}`, async ({}, info) => {
      const run = await play(info.outputPath(), { ...then(FOR_EVER), signal });

      expect(run.exitCode, run.output).not.toBe(0);
      expect(run.verdict?.verdict).toBe('NO-GO');
      expect(run.verdict?.troubles).toContain(why);
      expect(outcomes(run)).toEqual([
        expect.stringContaining('a fails: failed: Error'),
        'b waits: unproven: was interrupted',
      ]);
      expect(again(run)).toMatchObject({ status: 1, said: expect.stringContaining('Expected: 200') });
    });

  test('after the global timeout', async ({}, info) => {
    const run = await play(info.outputPath(), { ...then(FOR_EVER), config: 'globalTimeout: 15_000,' });

    expect([run.exitCode, run.verdict?.verdict], run.output).toEqual([1, 'NO-GO']);
    expect(run.verdict?.troubles.join('\n')).toMatch(/Timed out waiting 15s for the .*to run/);
    expect(again(run)).toMatchObject({ status: 1, said: expect.stringContaining('Expected: 200') });
  });

  test('after a worker dies', async ({}, info) => {
    const run = await play(
      info.outputPath(),
      then(`process.kill(process.pid, 'SIGKILL'); await new Promise(() => {});`),
    );

    expect([run.exitCode, run.verdict?.verdict], run.output).toEqual([1, 'NO-GO']);
    expect(outcomes(run)[1]).toContain('worker process exited unexpectedly');
    expect(again(run).status).toBe(1);
  });

  test('when the disk fills up', async ({}, info) => {
    const fill = `const { appendFileSync } = await import('node:fs');
      const some = Buffer.alloc(65536, 1);
      for (const size of [65536, 1]) try { for (;;) appendFileSync('out/fill', some.subarray(0, size)); } catch (error) { if (error.code !== 'ENOSPC') throw error; }
      await info.attach('seen', { body: some });
      expect(1).toBe(1);`;
    const run = await play(info.outputPath(), { ...then(fill), disk: '24m' });

    expect([run.exitCode, run.verdict?.verdict], run.output).toEqual([1, 'NO-GO']);
    expect(run.verdict?.troubles.join('\n')).toContain('The evidence "seen" of seen/waits is lost: Error: ENOSPC');
    expect(again(run)).toMatchObject({ status: 1, said: expect.stringContaining('Expected: 200') });
  });
});

test('a run that is killed outright leaves behind its results so far', async ({}, info) => {
  test.setTimeout(120_000);
  const seen = `const { readFileSync } = await import('node:fs');
    while (!readFileSync(process.env.MIGRATION_RUN_FOLDER + '/verdict.json', 'utf8').includes('Expected: 200')) await new Promise((done) => setTimeout(done, 100));
    ${FOR_EVER}`;
  const run = await play(info.outputPath(), { ...then(seen), signal: 'SIGKILL' });

  expect(run.verdict).toMatchObject({ verdict: 'NO-GO', ended: null });
  expect(outcomes(run)).toEqual([
    expect.stringContaining('a fails: failed: Error'),
    expect.stringMatching(/^b waits: unproven: (had not ended|did not run)|^seen\/waits: unproven: did not run/),
  ]);
  // Nothing seals it, so it is worth reading, and proves nothing.
  expect(again(run).status).toBe(3);
});
