import type { TestCase, TestError, TestResult } from '@playwright/test/reporter';
import { FailuresSchema, type Failure } from '../../helpers/core/failure-schema.js';
import { FAILURE_MEDIA_TYPE } from '../../helpers/core/failure.js';
import type { Result } from './evidence.js';
import { clean, cleanAll } from '../outputs/text.js';

type Attempt = { readonly result: Result; readonly error: string; readonly failure: Failure | null };

/** The parts of a Playwright test that its outcome depends on. */
export type TestRun = Pick<TestCase, 'expectedStatus' | 'annotations'> & {
  readonly results: readonly (Pick<TestResult, 'status' | 'errors' | 'duration'> &
    Partial<Pick<TestResult, 'attachments'>> & {
      readonly steps: readonly Pick<TestResult['steps'][number], 'category'>[];
    })[];
};

/**
 * A run's result for a check. Playwright's own `outcome()` is not used: it calls a skipped test fine and an expected
 * failure a success.
 * @param tests the check once per `--repeat-each`
 */
export function resultOf(tests: readonly TestRun[]): Attempt & { attempts: number; duration: number } {
  const all = tests.flatMap(({ results }) => results);
  const once = tests.map(resultOfOne);
  const worst = (['failed', 'flaky', 'unproven'] as const).find((result) => once.some((one) => one.result === result));
  return {
    ...(once.find(({ result }) => result === worst) ?? once[0] ?? DID_NOT_RUN),
    attempts: all.length,
    duration: all.reduce((sum, { duration }) => sum + duration, 0),
  };
}

const DID_NOT_RUN: Attempt = { result: 'unproven', error: 'did not run', failure: null };

function resultOfOne(test: TestRun): Attempt {
  const attempts = test.results.map((result) => resultOfAttempt(result, test));
  const [first, last] = [attempts[0], attempts.at(-1)];
  if (!first || !last) return DID_NOT_RUN;
  if (attempts.length === 1) return first;
  if (last.result === 'passed') return { ...first, result: 'flaky' };
  return attempts.find(({ result }) => result === 'failed') ?? last;
}

/**
 * Did the body of a test do anything that can be seen: an expectation, a browser request, its own step? What
 * fixtures do is listed below hooks. After a worker fixture has failed where a failure is expected, Playwright reports the
 * next test that uses it as passed without having begun it; and a body that expects nothing proves nothing.
 */
const hasBody = ({ steps }: TestRun['results'][number]): boolean =>
  steps.some(({ category }) => category !== 'hook' && category !== 'fixture');

/** Playwright's value for a test that has begun but not ended; its status is then `skipped`. */
const RUNS = -1;

function resultOfAttempt(attempt: TestRun['results'][number], test: TestRun): Attempt {
  const { status } = attempt;
  const failures = failuresOf(attempt);
  // The site's own error comes first: what a check missed on that page is usually a consequence.
  const errors = attempt.errors
    .map((error, at) => ({ error, failure: failures[at] ?? null }))
    .toSorted((a, b) => Number(b.failure?.kind === 'site-broke') - Number(a.failure?.kind === 'site-broke'));
  const failure = errors[0]?.failure ?? null;
  const text = errors.map(({ error }) => textOf(error)).join('\n\n');
  if (attempt.duration === RUNS) return { result: 'unproven', error: 'had not ended', failure };
  switch (status) {
    case 'passed':
      // A known defect is waived by name, owner, and date; test.fail() would accept it without any of them.
      if (test.expectedStatus === 'failed')
        return { result: 'failed', error: 'is marked with test.fail(), but passed. Remove the mark.', failure };
      if (test.expectedStatus !== 'passed')
        return {
          result: 'unproven',
          error: `passed although Playwright expected it to be ${test.expectedStatus}`,
          failure,
        };
      return hasBody(attempt)
        ? { result: 'passed', error: '', failure }
        : {
            result: 'unproven',
            error: 'passed without asking or expecting anything: it may never have begun',
            failure,
          };
    case 'failed':
      return { result: errors.length > 0 && errors.every(isUnanswered) ? 'unproven' : 'failed', error: text, failure };
    case 'timedOut':
      return { result: 'unproven', error: text || 'did not finish in time', failure };
    case 'interrupted':
      return { result: 'unproven', error: 'was interrupted', failure };
    case 'skipped':
      return { result: 'unproven', error: whySkipped(test, failures[0] ?? null), failure: failures[0] ?? null };
  }
}

/** The errors that the test attached; an error from elsewhere has none. */
function failuresOf({ attachments = [] }: TestRun['results'][number]): readonly (Failure | null)[] {
  const body = attachments.find(({ contentType }) => contentType === FAILURE_MEDIA_TYPE)?.body;
  const parsed = body === undefined ? undefined : FailuresSchema.safeParse(JSON.parse(body.toString()));
  return parsed?.data?.map((failure) => failure && cleanAll(failure)) ?? [];
}

function whySkipped({ annotations }: TestRun, failure: Failure | null): string {
  const mark = annotations.filter(({ type }) => type === 'skip' || type === 'fixme').at(-1);
  if (!mark) return 'did not run: a prerequisite failed';
  // A fixture that had no answer at the start of the run does not ask again.
  if (failure?.kind === 'no-answer') return clean(mark.description ?? failure.received);
  return `is skipped by test.${mark.type}()${mark.description ? `: ${clean(mark.description)}` : ''}`;
}

type ReportedError = { readonly error: TestError; readonly failure: Failure | null };

/** A failure with data states its kind. Among errors without data: a NoAnswer that ended the worker, recognized by its name, and a worker that died. */
const isUnanswered = ({ error, failure }: ReportedError): boolean =>
  failure ? failure.kind === 'no-answer' : isNoAnswer(error);

function isNoAnswer({ message = '', stack, cause }: TestError): boolean {
  return (
    message.startsWith('NoAnswer:') ||
    (stack === undefined && message.startsWith('Error: worker process exited unexpectedly')) ||
    (cause !== undefined && isNoAnswer(cause))
  );
}

/** The whole text of an error and of what caused it, fit to be printed. */
export function textOf(error: TestError): string {
  const own = clean(error.message ?? error.value ?? 'an error without a message').trim();
  return error.cause ? `${own}\nBecause: ${textOf(error.cause)}` : own;
}
