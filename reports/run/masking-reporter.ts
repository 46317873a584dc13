import { readFileSync, writeFileSync } from 'node:fs';
import type { Reporter, TestCase, TestError, TestResult, TestStep } from '@playwright/test/reporter';
import { hideSecrets } from '../../helpers/core/hide-secrets.js';

/** Playwright's own report of a failure: its message, and the state of the page. */
const ACCOUNT = 'error-context';

/**
 * Hides anything that looks like a secret in the errors of checks before any other reporter sees them: a
 * Playwright comparison quotes what a host sent. First in the list of reporters, because all of them share these
 * objects. Secrets of the target are known from the global set-up, which runs in this process.
 */
export default class MaskingReporter implements Reporter {
  printsToStdio(): boolean {
    return false;
  }

  /** The text of an expectation is the title of its step. */
  onStepBegin(_test: TestCase, _result: TestResult, step: TestStep): void {
    step.title = hideSecrets(step.title);
  }

  onStepEnd(_test: TestCase, _result: TestResult, step: TestStep): void {
    if (step.error) mask(step.error);
  }

  onTestEnd(_test: TestCase, result: TestResult): void {
    result.errors.forEach(mask);
    for (const { name, path } of result.attachments)
      if (name === ACCOUNT && path !== undefined) writeFileSync(path, hideSecrets(readFileSync(path, 'utf8')));
  }

  onError(error: TestError): void {
    mask(error);
  }
}

function mask(error: TestError): void {
  for (const part of ['message', 'stack', 'snippet', 'value'] as const)
    if (error[part] !== undefined) error[part] = hideSecrets(error[part]);
  if (error.cause) mask(error.cause);
}
