import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test, expect } from '@playwright/test';
import { listed, play } from '../reports/reporter-child.js';

test('hostile text does no harm in a terminal, in verdict.json, in JUnit, or as a file name', async ({}, info) => {
  const run = await play(info.outputPath(), {
    specs: {
      more: `test('A fact', check('more/fact', proves('5')), async ({}, info) => {
        const hostile = '\\u001b]0;owned\\u0007\\u001b[2J ]]> </failure><script>alert(1)</script> \\u202egpj.exe \\ufffe\\uffff';
        await info.attach('../../' + hostile, { body: hostile, contentType: 'text/html' });
        throw new Error(hostile);
      });`,
    },
    expected: [listed('more/fact')],
    reporters: `['junit', { outputFile: folder + '/junit.xml' }]`,
  });
  const junit = readFileSync(join(run.run, 'junit.xml'), 'utf8');
  const [kept] = run.verdict?.checks.flatMap(({ evidence }) => evidence) ?? [];

  // A build server shows JUnit as text; what must not happen is that a failure ends early or a terminal obeys.
  for (const text of [run.output, readFileSync(join(run.run, 'verdict.json'), 'utf8'), junit]) {
    expect(text).not.toContain('\u001b');
    expect(text).not.toContain('\u0007');
  }
  expect(run.output).not.toContain('\u202e');
  expect(junit.replace(/<!\[CDATA\[.*?\]\]>/gs, '')).not.toContain('<script>');
  expect(junit, 'well-formed').not.toMatch(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/u);
  expect(kept).toMatchObject({ file: expect.stringMatching(/^evidence\/more-fact-[0-9a-f]{6}-1\.txt$/) });
});
