import { test, expect } from '@playwright/test';
import { clean, cut, gist, wrap } from '../../../reports/outputs/text.js';

test.describe('text from outside', () => {
  test('loses everything that a terminal would act on', () => {
    const hostile = 'a\u001b[31mb\u001b]0;title\u0007c\rd\u0008\u009b2Je\u202ef\u200bg\ud800h\u0000';

    expect(clean(hostile)).toMatch(/^ab.*c\nd.*e?fgh$/s);
    expect(clean(hostile)).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b\u202e\ud800]/);
  });

  test('is truncated to a number of columns, with wide characters counting as two', () => {
    expect(cut('Привет, мир', 6)).toBe('Приве…');
    expect(cut('你好世界', 8)).toBe('你好世界');
    expect(cut('你好世界', 7)).toBe('你好世…');
    expect(cut('你好世界', 6)).toBe('你好…');
  });

  test('is wrapped between words, and its last line is truncated', () => {
    expect(wrap('one two three four five', 9, 2)).toEqual(['one two', 'three fo…']);
  });

  test('that describes an error is reduced to what was asked, expected, and received, and where to look', () => {
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

  const LONG = 'x'.repeat(60);
  for (const [what, error, shown] of [
    ['a legend whose counts have different lengths', '- Expected  -  1\n+ Received  + 16\n\n- a\n+ b', ['- a', '+ b']],
    ['a legend for a substring', '- Expected substring  - 1\n+ Received string     + 5\n\n- a\n+ b', ['- a', '+ b']],
    ['the place of a difference in a long text', '@@ -9,24 +9,16 @@\n-   <p>a\n+   <p>b', ['-   <p>a', '+   <p>b']],
    [
      'the length of the wait',
      "Locator: locator('#a')\nTimeout:  5000ms\nelement(s) not found",
      ["Locator: locator('#a')", 'element(s) not found'],
    ],
    [
      'a selector that would leave no room for the difference',
      "posts of thread 7\n\nLocator: locator('.post')\nTimeout: 5000ms\n- Expected substring  - 1\n+ Received string     + 4\n\n- Grüße\n+\n+   2026-11-27\n+   Gr??e\n+   ",
      ['posts of thread 7', '- Grüße', '+   2026-11-27', '+   Gr??e'],
    ],
    [
      'two lines on each side that differ only near the end',
      `- ${LONG}1a\n- ${LONG}2a\n+ ${LONG}1b\n+ ${LONG}2b`,
      [`- …${LONG.slice(-19)}1a`, `- …${LONG.slice(-19)}2a`, `+ …${LONG.slice(-19)}1b`, `+ …${LONG.slice(-19)}2b`],
    ],
    [
      'substrings that differ only near the end',
      `Expected substring: "${LONG}a"\nReceived string:    "${LONG}b"`,
      [`Expected substring: …${LONG.slice(-20)}a"`, `Received string:    …${LONG.slice(-20)}b"`],
    ],
    [
      'lines that differ only at the start',
      `Expected: "a${LONG}"\nReceived: "b${LONG}"`,
      [`Expected: "a${LONG}"`, `Received: "b${LONG}"`],
    ],
  ] as const)
    test(`that describes an error with ${what} is reduced to the facts`, () => {
      expect(gist(error, 4)).toEqual(shown);
    });
});
