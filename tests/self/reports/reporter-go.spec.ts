import { lstatSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { test, expect } from '@playwright/test';
import { namesNoGate, projectsNamed } from '../../../reports/run/command-line.js';
import { listed, play, PROVEN_COUNT } from './reporter-child.js';

const LATE = 'late/old-links-work';
const KEPT = 'late/deer-occurs-nowhere';

const [TODAY, TOMORROW] = [0, 1].map((days) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10));

test.describe('the reporter lets a run pass', () => {
  test('a run in which every blocker passes is GO, exits with 0, and is where "latest" points', async ({}, info) => {
    const specs = {
      note: `test('A fact', check('note/fact', proves('5')), ({}, info) => { expect(1).toBe(1); info.annotations.push(
      { type: 'host', description: 'puma\\u001b[2J 198.51.100.20' }, { type: 'step', description: '6' }) });`,
    };
    const run = await play(info.outputPath(), { specs, expected: [listed('note/fact')] });

    expect(run.output).toMatch(
      /\n GO {3}Is Puma ready to take over, before DNS moves\?\n.*nothing but this test\n.* passed/,
    );
    expect(run.output).toContain(`${PROVEN_COUNT + 1} passed`);
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

  test('an advisory or waived failure is reported, and the run still exits with 0', async ({}, info) => {
    const run = await play(info.outputPath(), {
      specs: {
        late: `test('Old links still work', check('late/old-links-work', proves('5', '@advisory')), () => { throw new Error('404'); });
               test('Deer occurs nowhere', check('late/deer-occurs-nowhere', proves('4')), () => { throw new Error('198.51.100.10'); });`,
      },
      expected: [listed(LATE, '5', 'advisory'), listed(KEPT, '4')],
      waivers: [{ check: KEPT, reason: 'log format', owner: 'jsfan', accepted: TODAY, expires: TOMORROW }],
    });

    expect(run.exitCode, run.output).toBe(0);
    expect(run.output).toContain(`${PROVEN_COUNT + 2} checks in`);
    expect(run.output).toContain(`1 waived, 1 advisory failed, ${PROVEN_COUNT} passed`);
    expect(run.output).toContain(`Accepted by jsfan until ${TOMORROW}: log format`);
  });

  test('a command line that names only projects other than gates is left to Playwright', () => {
    const argv = ['node', 'playwright', 'test'];

    expect(projectsNamed([...argv, '--project', 'self', 'lab', '--project=puma-*', '-x'])).toEqual([
      'self',
      'lab',
      'puma-*',
    ]);
    expect(namesNoGate([...argv, '--project=unit', '--project', 'lab'])).toBe(true);
    expect(namesNoGate([...argv, '--project=unit', '--project=puma-*'])).toBe(false);
    expect(namesNoGate([...argv, '--project=puma-prerelease'])).toBe(false);
    expect(namesNoGate(argv)).toBe(false);
  });
});
