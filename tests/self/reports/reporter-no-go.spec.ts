import { test, expect } from '@playwright/test';
import { listed, outcomes, play } from './reporter-child.js';

test.describe('the reporter stops', () => {
  test('failed, flaky, and expected-to-fail blockers are NO-GO; no control characters are printed', async ({}, info) => {
    const run = await play(info.outputPath(), {
      specs: {
        bad: `test.describe('bad', proves('5-email'), () => {
          test.describe(() => {
            test.describe.configure({ retries: 1 });
            test('c', check('bad/c'), ({}, info) => { expect(info.retry).toBe(1); });
          });
          test('b', check('bad/b'), () => { test.fail(); expect(1, 'GET / asked of Puma').toBe(2); });
          test('a', check('bad/a'), () => { throw new Error('\\u001b]0;owned\\u0007\\u001b[2J2 mails came\\r\\u202eExpected: 1'); });
        });`,
      },
      expected: [listed('bad/a', '5-email'), listed('bad/b', '5-email'), listed('bad/c', '5-email')],
    });

    expect(run.exitCode).toBe(1);
    expect(run.verdict?.verdict).toBe('NO-GO');
    expect(outcomes(run)).toEqual([
      expect.stringMatching(/^a: failed: Error: .*2 mails came$/),
      'b: failed: Error: GET / asked of Puma',
      expect.stringMatching(/^c: flaky: /),
    ]);
    expect(run.output).toContain(' ✗ a\n     Step 5 Email · ask jsfan\n');
    expect(run.output).not.toMatch(/[^\n\P{Cc}]|\p{Cf}/u);
  });
});
