import { readFileSync } from 'node:fs';
import { test, expect } from '@playwright/test';
import { parseFailure } from '../../../reports/outputs/parse-failure.js';
import { markdown, writeJobSummary } from '../../../reports/outputs/markdown.js';
import { draw } from '../../../reports/outputs/page/timeline.js';
import { lasted } from '../../../reports/outputs/page/words.js';
import { writePages } from '../../../reports/outputs/html-and-markdown.js';
import { passing, sampleVerdict, spoilt } from './sample-verdict.js';

const NOTHING = { fact: '', asked: '', expected: '', received: '', look: '' };

test.describe('a parsed failure', () => {
  for (const [words, error, parts] of [
    [
      'a matcher with a message from the spec',
      'Error: disk of puma\n\nexpect(received).toBeLessThan(expected)\n\nExpected: < 80\nReceived:   84',
      { fact: 'disk of puma', expected: '< 80', received: '84' },
    ],
    [
      'two objects, both shown in full',
      'Error: expect(received).toEqual(expected) // deep equality\n\n- Expected  - 1\n+ Received  + 1\n\n  Object {\n-   "a": 1,\n+   "a": 2,\n  }',
      { expected: 'Object {\n  "a": 1,\n}', received: 'Object {\n  "a": 2,\n}' },
    ],
    [
      'two lists of different lengths',
      'Error: users of puma\n\nexpect(received).toEqual(expected) // deep equality\n\n- Expected  -  1\n+ Received  + 12\n\n  Array [\n-   "a",\n+   "b",\n  ]',
      { fact: 'users of puma', expected: 'Array [\n  "a",\n]', received: 'Array [\n  "b",\n]' },
    ],
    [
      'a missing element',
      "Error: expect(locator).toBeVisible() failed\n\nLocator: locator('#a')\nExpected: visible\nTimeout: 5000ms\nError: element(s) not found\n\nCall log:\n  - Expect",
      { asked: "locator('#a')", expected: 'visible', received: 'element(s) not found' },
    ],
    [
      'an action that found nothing',
      "TimeoutError: locator.fill: Timeout 5000ms exceeded.\nCall log:\n  - waiting for locator('#t')",
      { fact: 'locator.fill: Timeout 5000ms exceeded.', asked: "waiting for locator('#t')" },
    ],
    [
      'an unanswered question',
      'NoAnswer: puma (198.51.100.20) gave no usable answer: refused\n  Asked: GET http://x/',
      { fact: 'puma (198.51.100.20) gave no usable answer: refused', asked: 'GET http://x/' },
    ],
    ['an empty message', '', {}],
  ] as const) {
    test(`has exactly the parts found in its message (${words})`, () => {
      expect(parseFailure(error)).toEqual({ ...NOTHING, ...parts });
    });
  }
});

test.describe('the chart of a day', () => {
  const at = (second: number): string => new Date(Date.UTC(2012, 5, 22, 3, 0, second)).toISOString();
  const samples = (...oks: boolean[]) => oks.map((ok, second) => ({ at: at(second), ok }));

  test('shows the period from the first refusal to the next answer as time without service', () => {
    const drawing = draw([{ name: 'stale, http', samples: samples(true, false, false, true, true) }], at(2));

    expect(drawing).toMatchObject({ begin: at(0), end: at(4), announced: 500 });
    expect(drawing?.rows[0]).toEqual({
      name: 'stale, http',
      bars: [
        { x: 0, width: 250, ok: true },
        { x: 250, width: 500, ok: false },
        { x: 750, width: 250, ok: true },
      ],
      down: 2000,
      longest: 2000,
      from: at(1),
      until: at(3),
      lasts: false,
    });
  });

  test('marks an interruption that lasts to the end, and is omitted if there is nothing to draw', () => {
    expect(draw([{ name: 'a', samples: samples(true, false, false) }])?.rows[0]).toMatchObject({ lasts: true });
    expect(draw([])).toBeUndefined();
    expect(draw([{ name: 'a', samples: samples(true) }])).toBeUndefined();
  });
});

test('durations are given in two units at most', () => {
  expect([850, 52_000, 100_000, 300_000, 11_100_000].map(lasted)).toEqual([
    '850 ms',
    '52 s',
    '1 min 40 s',
    '5 min',
    '3 h 5 min',
  ]);
});

test.describe('verdict.md', () => {
  test('starts with the verdict, followed by the failures and whom to ask about them', () => {
    const lines = markdown(spoilt()).split('\n');

    expect(lines[0]).toBe('# NO-GO: `Is Puma ready to take over, before DNS moves?`');
    expect(lines.slice(lines.indexOf('## Fails') + 4, lines.indexOf('## Not proven') - 1)).toEqual([
      '- `A fact about step how-to-test of Puma` · `How to test` · ask `planetcruiser`',
      '  - says: `mailbot in /etc/crontab, asked of puma over ssh`',
      '  - expected: `"on"`',
      '  - received: `"off"`',
      '  - look at: `crontab -l -u bwrox`',
    ]);
  });

  test('has fewer than 30,000 characters, however much is wrong', () => {
    const checks = Array.from({ length: 5000 }, (_, index) => ({
      ...passing('5', `fact ${index} ${'x'.repeat(300)}`),
      result: 'failed' as const,
      error: `Error: ${index} ${'y'.repeat(3000)}\n\nExpected: ${'z'.repeat(3000)}`,
    }));

    expect(markdown(sampleVerdict(undefined, { checks })).length).toBeLessThan(30_000);
  });

  test('is appended to the job summary', ({}, info) => {
    writePages(sampleVerdict(), info.outputPath());
    writeJobSummary(info.outputPath(), info.outputPath('summary.md'));
    writeJobSummary(info.outputPath(), info.outputPath('summary.md'));

    expect(readFileSync(info.outputPath('summary.md'), 'utf8').match(/^# GO/gm)).toHaveLength(2);
  });
});
