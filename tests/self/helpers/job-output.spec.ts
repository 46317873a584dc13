import { expect, test } from '@playwright/test';
import { jobInWords } from '../../../helpers/host/cron/job-output.js';

const run = { exitCode: 0, stdout: '', stderr: '', durationMs: 5 };

test('a job that gives up with exit status 0 is reported with everything that it printed', () => {
  const words = jobInWords('mailbot', { ...run, stdout: "Cannot write to './/data'\n", stderr: 'PHP Warning\n' });

  expect(words).toBe("mailbot ended with status 0 and printed this:\nCannot write to './/data'\nPHP Warning");
});

test('the reason why a job failed is shown first, even if an interpreter prints other output before it', () => {
  const stderr =
    "node:internal/modules/cjs/loader:1143\n  throw err;\n  ^\n\nError: Cannot find module '/x/mailbot.mjs'\n    at y";

  expect(jobInWords('mailbot', { ...run, exitCode: 1, stderr })).toBe(
    `mailbot ended with status 1: Error: Cannot find module '/x/mailbot.mjs'\nIt printed this:\n${stderr}`,
  );
});

test('a job that prints nothing is reported as such, and long output is shortened in the middle', () => {
  const much = jobInWords('backup', { ...run, exitCode: 2, stdout: `begin ${'x '.repeat(4_500)}end` });

  expect(jobInWords('backup', run)).toBe('backup ended with status 0 and printed nothing');
  expect(much).toMatch(/^backup ended with status 2 and printed this:\nbegin [x ]+\n\[\.\.\.\]\n[x ]+end$/);
  expect(much.length).toBeLessThan(1_700);
});
