import { test, expect } from '@playwright/test';
import { claimedTwice, readDeclaration } from '../../reports/check.js';
import { resultOf, type Played } from '../../reports/outcome.js';
import { clean, cut, gist, wrap } from '../../reports/text.js';
import { NoAnswer } from '../../helpers/answer.js';

const silence = new NoAnswer('GET /', 'puma (198.51.100.20)', 'connection refused');
const unheard = { message: `${silence.name}: ${silence.message}`, stack: 'NoAnswer: …' };
const wrong = { message: 'Error: 404', stack: 'Error: 404' };
const crash = { message: 'Error: worker process exited unexpectedly (code=3, signal=null)' };

const attempt = (status: Played['results'][number]['status'], ...errors: Played['results'][number]['errors']) => ({
  status,
  errors,
  duration: 1,
});
const played = (...results: Played['results']): Played => ({ expectedStatus: 'passed', annotations: [], results });

test.describe('what a run saw of a check', () => {
  const TABLE: [seen: string, one: Played, result: string, error: string][] = [
    ['passed', played(attempt('passed')), 'passed', ''],
    ['failed', played(attempt('failed', wrong)), 'failed', '404'],
    [
      'failed as test.fail() wanted',
      { ...played(attempt('failed', wrong)), expectedStatus: 'failed' },
      'failed',
      '404',
    ],
    ['passed against test.fail()', { ...played(attempt('passed')), expectedStatus: 'failed' }, 'failed', 'Remove'],
    ['failed for want of an answer', played(attempt('failed', unheard, unheard)), 'unproven', 'puma (198.51.100.20)'],
    ['failed, and lacked an answer', played(attempt('failed', unheard, wrong)), 'failed', '404'],
    ['failed over a lack of answer', played(attempt('failed', { ...wrong, cause: unheard })), 'unproven', 'Because: '],
    ['failed with its worker', played(attempt('failed', crash)), 'unproven', 'exited unexpectedly'],
    ['failed with words like a crash', played(attempt('failed', { ...crash, stack: 'x' })), 'failed', 'exited'],
    ['failed without a word', played(attempt('failed')), 'failed', ''],
    ['timed out', played(attempt('timedOut', { message: 'Test timeout of 5 ms exceeded.' })), 'unproven', 'timeout'],
    ['was interrupted', played(attempt('interrupted')), 'unproven', 'interrupted'],
    [
      'skipped',
      { ...played(attempt('skipped')), annotations: [{ type: 'fixme', description: 'later' }] },
      'unproven',
      'later',
    ],
    ['was skipped after another', played(attempt('skipped')), 'unproven', 'depends on'],
    ['never began', played(), 'unproven', 'did not run'],
    ['failed, then passed', played(attempt('failed', wrong), attempt('passed')), 'flaky', '404'],
    [
      'got no answer, then passed',
      played(attempt('failed', unheard), attempt('passed')),
      'flaky',
      'could not be asked',
    ],
    ['got no answer, then failed', played(attempt('failed', unheard), attempt('failed', wrong)), 'failed', '404'],
  ];
  for (const [seen, one, result, error] of TABLE) {
    test(`a check that ${seen} counts as ${result}`, () => {
      const seenAs = resultOf([one]);

      expect(seenAs.result).toBe(result);
      expect(seenAs.error).toContain(error);
    });
  }

  test('a repeated check is as good as its worst repetition', () => {
    expect(resultOf([played(attempt('passed')), played(attempt('failed', wrong)), played()]).result).toBe('failed');
    expect(resultOf([played(attempt('passed')), played()]).result).toBe('unproven');
  });
});

test.describe('what a check says of itself', () => {
  const read = (tags: string[], steps: string[], file = '/t/site/registration.spec.ts') =>
    readDeclaration(
      { file, title: 'A fact', tags, annotations: steps.map((description) => ({ type: 'step', description })) },
      'puma-prerelease',
      '/t',
    );

  test('the id is made of spec and title, the step and severity are the innermost', () => {
    expect(read(['@blocker', '@writes', '@advisory'], ['5', '6'])).toEqual({
      id: 'site/registration › A fact',
      title: 'A fact',
      step: '6',
      severity: 'advisory',
      problems: [],
    });
  });

  test('a missing or unknown word is a problem, and the check weighs as a blocker', () => {
    const { severity, problems } = read(['@blokcer'], ['99']);

    expect(severity).toBe('blocker');
    expect(problems).toEqual([
      expect.stringContaining('step 99, which the runbook does not have'),
      expect.stringContaining('neither @blocker nor @advisory'),
      expect.stringContaining('unknown tag @blokcer'),
    ]);
    expect(read(['@blocker'], []).problems).toEqual([expect.stringContaining('does not say which step')]);
  });

  test('two checks of one title are noticed', () => {
    expect([...claimedTwice([read([], []), read([], []), read([], [], 'x')])]).toEqual(['site/registration › A fact']);
  });
});

test.describe('foreign text', () => {
  test('loses all that a terminal would obey', () => {
    const hostile = 'a\u001b[31mb\u001b]0;title\u0007c\rd\u0008\u009b2Je\u202ef\u200bg\ud800h\u0000';

    expect(clean(hostile)).toMatch(/^ab.*c\nd.*e?fgh$/s);
    expect(clean(hostile)).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b\u202e\ud800]/);
  });

  test('is cut by columns, wide characters counting two', () => {
    expect(cut('Привет, мир', 6)).toBe('Приве…');
    expect(cut('你好世界', 8)).toBe('你好世界');
    expect(cut('你好世界', 7)).toBe('你好世…');
    expect(cut('你好世界', 6)).toBe('你好…');
  });

  test('is broken between words, and its last line cut', () => {
    expect(wrap('one two three four five', 9, 2)).toEqual(['one two', 'three fo…']);
  });

  test('of an error is brought down to what was asked, expected, received, and where to look', () => {
    const error = [
      'Error: GET /feed asked of Puma',
      '',
      'expect(received).toBe(expected) // Object.is equality',
      '',
      'Expected: 200',
      'Received: 500',
      'Body: <html>',
      'Where to look: error log of Apache on Puma',
      'Call log:',
      '  - waiting',
    ].join('\n');

    expect(gist(error, 4)).toEqual([
      'GET /feed asked of Puma',
      'Expected: 200',
      'Received: 500',
      'Where to look: error log of Apache on Puma',
    ]);
  });
});
