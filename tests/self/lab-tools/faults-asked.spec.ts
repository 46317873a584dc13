import { expect, test } from '@playwright/test';
import { tagOf } from '../../../helpers/core/check-id.js';
import { toGrepPattern, asks } from '../../../lab/faults/runner/check-selection.js';
import { fitting } from '../../../lab/faults/runner/expected-checks.js';
import { faultOf } from '../../../lab/faults/catalogue/index.js';
import { judge, type Run } from '../../../lab/faults/runner/judge.js';

const PAGES = faultOf('puma-warning-in-pages');

test('an id is matched as a whole, not as the beginning of a longer one', () => {
  const grep = new RegExp(toGrepPattern(['@pages/shown[/wiki.php]', '@forum/post']), 'i');

  expect(
    grep.test('puma-prerelease journeys/rox/pages.spec.ts Pages Puma shows a page @blocker @pages/shown[/wiki.php]'),
  ).toBe(true);
  expect(
    grep.test('puma-prerelease journeys/rox/pages.spec.ts Pages Puma shows a page @pages/shown[/wiki.php] @writes'),
  ).toBe(true);
  expect(grep.test('puma-prerelease journeys/rox/pages.spec.ts Pages Puma shows a page @pages/shown[/wiki-php]')).toBe(
    false,
  );
  expect(grep.test('puma-prerelease journeys/rox/forum.spec.ts Forum A post @forum/post-editable @blocker')).toBe(
    false,
  );
});

test('a check that was not selected counts neither as having missed the fault nor as a false positive', () => {
  const [asked = '', ...rest] = [...fitting(PAGES.checks, PAGES.gate)];
  const choice = { specs: ['journeys/rox/pages'], only: [tagOf(asked)] };
  const run: Run = {
    status: 1,
    seconds: 1,
    screen: ' ✗ Puma shows a page\n     Warning: mysql_fetch_assoc()',
    verdict: {
      verdict: 'NO-GO',
      checks: [asked, ...rest].map((id) => ({ id, outcome: id === asked ? 'failed' : 'unproven', error: '' })),
    },
  };

  expect(asks(choice)(asked)).toBe(true);
  expect(judge([PAGES], run, choice)).toMatchObject({
    failed: [asked],
    undetected: [],
    falsePositives: [],
    errors: [],
  });
  expect(judge([PAGES], run, { specs: ['journeys/rox/pages'] }).undetected).toHaveLength(rest.length);
});
