import { test, expect } from '@playwright/test';
import { resultOf, type TestRun } from '../../../reports/decision/test-result.js';
import type { Failure } from '../../../helpers/core/failure-schema.js';
import { FAILURE_MEDIA_TYPE, failureIn } from '../../../helpers/core/failure.js';
import { NoAnswer } from '../../../helpers/core/no-answer.js';
import { SITE_BROKE } from '../../../helpers/http/page-health.js';

const silence = new NoAnswer('GET /', 'puma (198.51.100.20)', 'connection refused');
const unheard = { message: `${silence.name}: ${silence.message}`, stack: 'NoAnswer: …' };
const wrong = { message: 'Error: 404', stack: 'Error: 404' };
const broken = { message: `Error: ${SITE_BROKE}`, stack: 'Error: …' };
const crash = { message: 'Error: worker process exited unexpectedly (code=3, signal=null)' };

const attempt = (status: TestRun['results'][number]['status'], ...errors: TestRun['results'][number]['errors']) => ({
  status,
  errors,
  duration: 1,
  steps: [{ category: 'hook' }, { category: 'expect' }],
});
/** The attachment of a fixture: the data behind the errors, in their order. */
const attached = (...failures: (Failure | null)[]) => ({
  name: 'failures',
  contentType: FAILURE_MEDIA_TYPE,
  body: Buffer.from(JSON.stringify(failures)),
});
const siteBroke: Failure = {
  kind: 'site-broke',
  asked: 'pages',
  of: 'the site',
  expected: '',
  received: '',
  lookAt: '',
};
const onBrokenPage = { ...attempt('failed', wrong, broken), attachments: [attached(null, siteBroke)] };
const empty = { ...attempt('passed'), steps: [{ category: 'hook' }, { category: 'fixture' }] };
const played = (...results: TestRun['results']): TestRun => ({ expectedStatus: 'passed', annotations: [], results });

test.describe('the outcome of a check in a run', () => {
  const TABLE: [seen: string, one: TestRun, result: string, error: string][] = [
    ['passed', played(attempt('passed')), 'passed', ''],
    ['passed with only hooks and fixtures', played(empty), 'unproven', 'may never have begun'],
    ['passed without any Playwright step', played({ ...empty, steps: [] }), 'unproven', 'may never have begun'],
    [
      'passed but should have been skipped',
      { ...played(attempt('passed')), expectedStatus: 'skipped' },
      'unproven',
      'skipped',
    ],
    ['failed, then passed with only hooks and fixtures', played(attempt('failed', wrong), empty), 'failed', '404'],
    ['failed', played(attempt('failed', wrong)), 'failed', '404'],
    [
      'failed as test.fail() expects',
      { ...played(attempt('failed', wrong)), expectedStatus: 'failed' },
      'failed',
      '404',
    ],
    ['passed despite test.fail()', { ...played(attempt('passed')), expectedStatus: 'failed' }, 'failed', 'Remove'],
    ['failed on a page that broke', played(onBrokenPage), 'failed', `${SITE_BROKE}\n\nError: 404`],
    ['failed for lack of an answer', played(attempt('failed', unheard, unheard)), 'unproven', 'puma (198.51.100.20)'],
    ['failed and also lacked an answer', played(attempt('failed', unheard, wrong)), 'failed', '404'],
    [
      'failed with a missing answer as the cause',
      played(attempt('failed', { ...wrong, cause: unheard })),
      'unproven',
      'Because: ',
    ],
    ['failed when its worker died', played(attempt('failed', crash)), 'unproven', 'exited unexpectedly'],
    [
      'failed with a message like that of a crash',
      played(attempt('failed', { ...crash, stack: 'x' })),
      'failed',
      'exited',
    ],
    ['failed without a message', played(attempt('failed')), 'failed', ''],
    ['timed out', played(attempt('timedOut', { message: 'Test timeout of 5 ms exceeded.' })), 'unproven', 'timeout'],
    ['was interrupted', played(attempt('interrupted')), 'unproven', 'interrupted'],
    [
      'was skipped',
      { ...played(attempt('skipped')), annotations: [{ type: 'fixme', description: 'later' }] },
      'unproven',
      'later',
    ],
    ['was skipped because of another check', played(attempt('skipped')), 'unproven', 'a prerequisite failed'],
    ['never began', played(), 'unproven', 'did not run'],
    ['failed, then passed', played(attempt('failed', wrong), attempt('passed')), 'flaky', '404'],
    [
      'got no answer, then passed',
      played(attempt('failed', unheard), attempt('passed')),
      'flaky',
      'gave no usable answer',
    ],
    ['got no answer, then failed', played(attempt('failed', unheard), attempt('failed', wrong)), 'failed', '404'],
  ];
  for (const [seen, one, result, error] of TABLE) {
    test(`a check counts as ${result} if it ${seen}`, () => {
      const seenAs = resultOf([one]);

      expect(seenAs.result).toBe(result);
      expect(seenAs.error).toContain(error);
    });
  }

  test('a check that waits in vain for a host to answer counts as unproven', async () => {
    const wait = expect(() => Promise.reject(silence)).toPass({ timeout: 1_000, intervals: [20] });
    const message = await wait.then(String, (error: unknown) => String(error));

    expect(message).toContain('Error: puma (198.51.100.20) gave no usable answer: connection refused');
    const seen = { ...attempt('failed', { message, stack: message }), attachments: [attached(failureIn(message))] };
    expect(resultOf([played(seen)]).result).toBe('unproven');
  });

  test('a repeated check is only as good as its worst repetition', () => {
    expect(resultOf([played(attempt('passed')), played(attempt('failed', wrong)), played()]).result).toBe('failed');
    expect(resultOf([played(attempt('passed')), played()]).result).toBe('unproven');
  });
});
