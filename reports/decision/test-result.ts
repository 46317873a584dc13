import type { TestCase, TestError, TestResult } from '@playwright/test/reporter';
import { SITE_BROKE } from '../../helpers/http/page-health.js';
import type { Result } from './evidence.js';
import { clean } from '../outputs/text.js';

type Attempt = { readonly result: Result; readonly error: string };

/** As much of a Playwright test as its outcome depends on. */
export type TestRun = Pick<TestCase, 'expectedStatus' | 'annotations'> & {
  readonly results: readonly Pick<TestResult, 'status' | 'errors' | 'duration'>[];
};

/**
 * What a run saw of a check. Playwright's own `outcome()` is not asked: it calls a skipped test fine and an expected
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

const DID_NOT_RUN: Attempt = { result: 'unproven', error: 'did not run' };

function resultOfOne(test: TestRun): Attempt {
  const attempts = test.results.map((result) => resultOfAttempt(result, test));
  const [first, last] = [attempts[0], attempts.at(-1)];
  if (!first || !last) return DID_NOT_RUN;
  if (attempts.length === 1) return first;
  if (last.result === 'passed') return { result: 'flaky', error: first.error };
  return attempts.find(({ result }) => result === 'failed') ?? last;
}

function resultOfAttempt({ status, errors }: TestRun['results'][number], test: TestRun): Attempt {
  const siteBroke = (error: TestError): boolean => error.message?.startsWith(`Error: ${SITE_BROKE}`) ?? false;
  // What the site says of itself comes first: what a check missed on that page mostly follows from it.
  const text = errors
    .toSorted((a, b) => Number(siteBroke(b)) - Number(siteBroke(a)))
    .map(textOf)
    .join('\n\n');
  switch (status) {
    case 'passed':
      // A known defect is waived by name, owner and day; test.fail() would accept it without any of them.
      return test.expectedStatus === 'failed'
        ? { result: 'failed', error: 'is marked with test.fail(), but passed. Remove the mark.' }
        : { result: 'passed', error: '' };
    case 'failed':
      return { result: errors.length > 0 && errors.every(isNoAnswer) ? 'unproven' : 'failed', error: text };
    case 'timedOut':
      return { result: 'unproven', error: text || 'did not finish in time' };
    case 'interrupted':
      return { result: 'unproven', error: 'was interrupted' };
    case 'skipped':
      return { result: 'unproven', error: whySkipped(test) };
  }
}

function whySkipped({ annotations }: TestRun): string {
  const mark = annotations.filter(({ type }) => type === 'skip' || type === 'fixme').at(-1);
  if (!mark) return 'did not run: something that it depends on failed';
  // A fixture that had no answer at the start of the run does not ask again; it repeats the words.
  if (mark.description?.includes(' could not be asked: ')) return clean(mark.description);
  return `is skipped by test.${mark.type}()${mark.description ? `: ${clean(mark.description)}` : ''}`;
}

/**
 * `NoAnswer` (helpers/core/no-answer.ts) says so in its name. `expect().toPass()` drops the name and keeps the words. Whoever
 * caught one and threw an error of his own has had no answer either. A worker that dies leaves an error of Playwright's,
 * without a stack.
 */
function isNoAnswer({ message = '', stack, cause }: TestError): boolean {
  return (
    /^NoAnswer:|^Error: [^\n]+ could not be asked: .+\n {2}Asked: .+\bwaiting on the predicate/s.test(message) ||
    (stack === undefined && message.startsWith('Error: worker process exited unexpectedly')) ||
    (cause !== undefined && isNoAnswer(cause))
  );
}

/** The whole text of an error and of what caused it, fit to be printed. */
export function textOf(error: TestError): string {
  const own = clean(error.message ?? error.value ?? 'an error without words').trim();
  return error.cause ? `${own}\nBecause: ${textOf(error.cause)}` : own;
}
