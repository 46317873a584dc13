import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { differences } from '../../../reports/cli/differences.js';
import { addExplanation, readExplanations } from '../../../helpers/inventory/own-explanations.js';

test('an explanation is added to the list, and one about the same things is replaced', ({}, info) => {
  const file = info.outputPath('explanations.json');

  addExplanation(file, { what: 'packages/package foo', why: 'replaced by bar', who: 'jsfan' });
  addExplanation(file, { what: 'packages/package foo', why: 'not needed any more', sometimes: true });

  expect(readExplanations(file)).toEqual([
    { what: 'packages/package foo', why: 'not needed any more', sometimes: true },
  ]);
  expect(readFileSync(file, 'utf8')).toMatch(/\n$/);
});

test('the command says what it takes, and refuses a gate that there is not', async () => {
  const said: string[] = [];
  const say = (line: string) => void said.push(line);

  expect(await differences(['--help'], say)).toBe(0);
  expect(said.join('\n')).toMatch(/--explain AREA\/KEY "why"[^]*--draft FILE[^]*--accept FILE/);
  expect(await differences(['--gate', 'nowhere'], say)).toBe(3);
});
