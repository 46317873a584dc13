import { expect, test } from '@playwright/test';
import { faultOf } from '../../../lab/faults/catalogue/index.js';
import { firstWords, isCaught, judge, unhealthy, type Run } from '../../../lab/faults/runner/judge.js';

const fault = faultOf('deer-placeholder-without-a-time');
const CHOICE = { specs: ['freeze/placeholder-page'] };
const check = (family: number): string => `placeholder/return-time-shown[ipv${family}]`;

type Outcome = 'passed' | 'failed' | 'unproven';
const SCREEN = [
  'Fails',
  ' ✗ The placeholder says when',
  '     Step 7 · ask jsfan',
  '     | whether the placeholder on Deer',
  '     | names a date',
  ' ✗ another',
].join('\n');

const run = (over4: Outcome, over6: Outcome, more: Partial<Run> & { elsewhere?: Outcome } = {}): Run => ({
  status: 1,
  screen: SCREEN,
  seconds: 1,
  verdict: {
    verdict: 'NO-GO',
    checks: [
      { id: check(4), outcome: over4, error: 'e' },
      { id: check(6), outcome: over6, error: 'e' },
      { id: 'placeholder/return-time-shown[elsewhere]', outcome: more.elsewhere ?? 'passed', error: 'e' },
      { id: 'cron/off-in-freeze[mailbot]', outcome: 'unproven', error: 'did not run' },
    ],
  },
  ...more,
});
const found = (of: Run): ReturnType<typeof judge> => judge([fault], of, CHOICE);

test('a fault is caught when its checks fail, no others do, and the first words are the expected ones', () => {
  const finding = found(run('failed', 'failed'));

  expect(isCaught(finding)).toBe(true);
  expect(finding.failed).toEqual([check(4), check(6)]);
});

test('a check that passes or gets no answer has missed the fault', () => {
  expect(found(run('failed', 'passed')).undetected).toEqual([expect.stringContaining(check(6))]);
  expect(found(run('failed', 'unproven')).undetected).toEqual([expect.stringContaining('unproven')]);
});

test('a check that the fault does not name is a false positive if it fails or gets no answer', () => {
  for (const elsewhere of ['failed', 'unproven'] as const)
    expect(found(run('failed', 'failed', { elsewhere })).falsePositives).toEqual([
      expect.stringContaining('elsewhere'),
    ]);
});

test('a fault is not caught if the exit status or the first words are not the expected ones, or if there is no verdict', () => {
  for (const more of [{ status: 0 }, { screen: 'nothing' }, { verdict: undefined }])
    expect(isCaught(found(run('failed', 'failed', more)))).toBe(false);
});

test('the first words are the cause of the first item, or the whole item if it has no cause, as a single line', () => {
  expect(firstWords(SCREEN)).toBe('whether the placeholder on Deer names a date');
  expect(firstWords(' ✗ the override is not in force\n     www leads elsewhere\nfoot')).toBe(
    '✗ the override is not in force www leads elsewhere',
  );
  expect(firstWords('GO')).toBe('');
});

test('a healthy run has a verdict, and everything that ran in it passed', () => {
  expect(unhealthy(run('passed', 'passed'), CHOICE)).toEqual([]);
  expect(unhealthy(run('passed', 'failed'), CHOICE)).toEqual([expect.stringContaining(check(6))]);
  expect(unhealthy(run('passed', 'passed', { verdict: undefined }), CHOICE)).not.toEqual([]);
});
