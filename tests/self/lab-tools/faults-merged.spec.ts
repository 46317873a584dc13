import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { merged } from '../../../lab/faults/runner/results.js';

const caught = { area: 'cron', caught: true, seconds: 3, undetected: [], falsePositives: [], leftBehind: [] };

function withParts(folder: string, parts: readonly unknown[]): string {
  parts.forEach((rows, index) => {
    mkdirSync(join(folder, `part-${index}`), { recursive: true });
    writeFileSync(join(folder, `part-${index}`, 'faults.json'), JSON.stringify(rows));
  });
  return folder;
}

test('parts are merged into one table, and the result is good if every fault was injected and caught', ({}, info) => {
  const parts = [[{ ...caught, faults: ['one'] }], [{ ...caught, faults: ['two'], area: 'mail' }]];

  const { words, isGood } = merged(withParts(info.outputDir, parts), ['one', 'two']);

  expect(isGood).toBe(true);
  expect(words).toMatch(/^cron +1 +1 +0 +0 +0 +3\.0 s$/m);
  expect(words).toMatch(/^all +2 +2 /m);
  expect(words).toContain('2 passed');
});

test('a fault that is in no part counts as failed, and is named', ({}, info) => {
  const { words, isGood } = merged(withParts(info.outputDir, [[{ ...caught, faults: ['one'] }]]), ['one', 'two']);

  expect(isGood).toBe(false);
  expect(words).toContain('not run: two');
  expect(words).toContain('1 failed');
});

test('a missing or malformed faults.json is an error', ({}, info) => {
  mkdirSync(info.outputDir, { recursive: true });
  expect(() => merged(info.outputDir, [])).toThrow('there is no faults.json in or below');
  expect(() => merged(withParts(info.outputDir, [[{ faults: 'one' }]]), [])).toThrow(/is not a valid faults\.json/);
});
