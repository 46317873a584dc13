import { test, expect } from '@playwright/test';
import { decide } from '../../../reports/decision/decide.js';
import {
  NOTHING_AGREED,
  type CheckResult,
  type Evidence,
  type VerdictFile,
} from '../../../reports/decision/evidence.js';
import { stepsOfGate } from '../../../reports/decision/evaluate-run.js';
import { migrationSteps } from '../../../targets/index.js';
import { lab } from '../../../targets/lab/target.js';
import { screen } from '../../../reports/outputs/terminal.js';

const STEPS = stepsOfGate(migrationSteps(lab), 'prerelease');

/** So many passing checks for each step, but for what `change` says of each. */
function verdictOf(each: number, change: (index: number) => Partial<CheckResult>, more: Partial<Evidence> = {}) {
  const checks = STEPS.flatMap(({ id: step }, at) =>
    Array.from({ length: each }, (_, nth): CheckResult => {
      const title = `A fact about step ${step}, number ${nth}, that takes some more words than a line has room for`;
      const id = `sample/fact[${step},${nth}]`;
      const plain = { id, title, step, severity: 'blocker', result: 'passed', error: '', problems: [] } as const;
      return {
        ...plain,
        failure: null,
        where: `tests/${step}.ts:1`,
        attempts: 1,
        began: null,
        duration: 1,
        notes: [],
        evidence: [],
        ...change(at * each + nth),
      };
    }),
  );
  const evidence: Evidence = {
    steps: STEPS,
    expected: checks.map(({ id, step, severity }) => ({ id, step, severity })),
    checks,
    ...NOTHING_AGREED,
    started: '2012-06-22T03:00:00.000Z',
    shelfLifeHours: 24,
    judgedAt: '2012-06-22T03:00:52.000Z',
    ...more,
  };
  const file: VerdictFile = {
    schemaVersion: 1,
    run: 'run',
    gate: { id: 'prerelease', project: 'puma-prerelease', title: 'Is Puma ready to take over, before DNS moves?' },
    target: { name: 'lab', summary: 'rehearsal lab on this machine' },
    ended: '2012-06-22T03:00:52.000Z',
    command: 'npx playwright test --project=puma-prerelease',
    suite: { commit: null, changed: null },
    playwright: '1',
    node: 'v20',
    environment: [],
    hosts: [],
    changes: null,
    ...evidence,
    ...decide(evidence),
  };
  return screen(file, { folder: 'reports/out/run', html: true }, { width: 80, colour: false });
}

const error = (index: number) =>
  `Error: GET /${index} asked of Puma\n\nExpected: 200\nReceived: ${index}\nWhere to look: log`;

test.describe('the screen', () => {
  test('of a GO names the gate, target, count, time, and evidence, and little else', () => {
    expect(verdictOf(10, () => ({}))).toEqual([
      ' GO   Is Puma ready to take over, before DNS moves?',
      '      puma-prerelease on lab: rehearsal lab on this machine',
      `      ${STEPS.length * 10} checks in 52 s: ${STEPS.length * 10} passed`,
      '',
      `Steps     proven    all ${STEPS.length}`,
      '',
      'Evidence  reports/out/run/index.html',
      '          npx playwright show-report reports/out/run/html',
      'Next      The gate is open until 23 Jun 2012, 03:00:00 UTC, as long as no one',
      '          changes a host: after any change, run the gate again.',
    ]);
  });

  test('of a failure loses no words at line breaks', () => {
    const WORDS = Array.from({ length: 24 }, (_, at) => `w${at}`);
    for (let first = 1; first < 12; first += 1) {
      const cause = ['x'.repeat(first), ...WORDS].join(' ');
      const lines = verdictOf(1, (index) => (index === 10 ? { result: 'failed', error: `Error: ${cause}` } : {}));
      const shown = lines.filter((line) => line.startsWith('     | ')).map((line) => line.slice(7));

      expect(shown.join(' '), lines.join('\n')).toBe(cause);
    }
  });

  test('of a failure names the step, whom to ask, the fact that does not hold, and the cause', () => {
    const lines = verdictOf(1, (index) => (index === 10 ? { result: 'failed', error: error(500) } : {}));

    expect(lines.slice(4, 13)).toEqual([
      'Fails',
      ' ✗ A fact about step 5-registration, number 0, that takes some more words than…',
      '     Step 5 Registration · ask matthias',
      '     tests/5-registration.ts:1  sample/fact[5-registration,0]',
      '     | GET /500 asked of Puma',
      '     | Expected: 200',
      '     | Received: 500',
      '     | Where to look: log',
      '',
    ]);
  });

  test('fits on a terminal of 80 by 40 characters, however much is wrong', () => {
    const worlds = [
      verdictOf(20, (index) => ({ result: 'failed', error: error(index) })),
      verdictOf(20, (index) => ({ result: index % 2 ? 'failed' : 'unproven', error: error(index) })),
      verdictOf(20, (index) => ({ result: 'failed', severity: 'advisory', error: error(index) })),
      verdictOf(20, (index) => ({ result: index % 3 ? 'failed' : 'unproven', error: error(index) }), {
        troubles: Array.from({ length: 30 }, (_, index) => `${error(index)} ${'long '.repeat(200)}`),
        waiverProblems: ['a', 'b', 'c'],
        expected: [],
      }),
    ];

    for (const lines of worlds) {
      expect(lines.length).toBeLessThanOrEqual(39);
      expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80);
    }
  });

  test('reports many checks that share a cause as one entry, and counts those that it does not list', () => {
    const lines = verdictOf(20, () => ({ result: 'unproven', error: 'NoAnswer: puma gave no usable answer: refused' }));

    expect(lines).toContain(` ? ${STEPS.length * 20} checks, one cause`);
    expect(lines).toContain(`     - and ${STEPS.length * 20 - 2} more`);
    expect(lines).toContain('     | puma gave no usable answer: refused');
  });
});
