import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname } from 'node:path/posix';
import { expect, test } from '@playwright/test';

const MOST_FILES = 25;
const FILES = execFileSync('git', ['ls-files'], { encoding: 'utf8' }).trim().split('\n');

test(`no folder below the top level has more than ${MOST_FILES} files`, () => {
  const counts = new Map<string, number>();
  for (const file of FILES) counts.set(dirname(file), (counts.get(dirname(file)) ?? 0) + 1);

  // The top level is what the tools look for there.
  counts.delete('.');

  expect([...counts].filter(([, count]) => count > MOST_FILES)).toEqual([]);
});

test('code that all moves share does not mention Deer or Puma', () => {
  const general = FILES.filter(
    (file) => /^(helpers|fixtures|reports|tests|runbook\.ts)/.test(file) && !/journeys|^tests\/self\/|\.md$/.test(file),
  );
  const naming = general.filter((file) => /deer|puma/i.test(file) || /deer|puma/i.test(readFileSync(file, 'utf8')));

  expect(naming).toEqual([]);
});
