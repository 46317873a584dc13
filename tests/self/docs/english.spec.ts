import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';

type Loan = { readonly pattern: string; readonly instead: string };

const LOANS = (JSON.parse(readFileSync('tests/self/docs/loan-constructions.json', 'utf8')) as readonly Loan[]).map(
  ({ pattern, instead }) => ({ pattern: new RegExp(pattern, 'gi'), instead }),
);
/** Files that eslint does not read: it holds titles, messages and comments of the code against the same list. */
const TEXTS = execFileSync('git', ['ls-files', '*.md', '*.eta', '*.sh', '*.awk', '*.yml'], { encoding: 'utf8' })
  .trim()
  .split('\n')
  .filter((name) => !name.startsWith('lab/site/'));

const loansIn = (text: string): string[] =>
  LOANS.flatMap(({ pattern, instead }) =>
    [...text.replace(/\s+(?:# )?/g, ' ').matchAll(pattern)].map(([found]) => `"${found.trim()}": ${instead}`),
  );

test('the documents, pages, and scripts contain no forbidden constructions', () => {
  const found = TEXTS.flatMap((name) => loansIn(readFileSync(name, 'utf8')).map((loan) => `${name}: ${loan}`));

  expect(found).toEqual([]);
});

for (const [text, loans] of [
  ['www is told to point\nto Puma', 0],
  ['this is told in the README', 1],
  ['a file\nof its own, made anew', 2],
  ['a record that still leads to the old host', 1],
  ['nothing stands in the way, and it stands in the log', 1],
  ['a member and his post', 1],
  ['where the login leads; with checks of their own', 2],
  ['one of its own; where the load is', 0],
  ['there is no more; the id is no more', 1],
] as const)
  test(`forbidden constructions in "${text.replace('\n', ' ')}": ${loans === 0 ? 'none' : loans}`, () => {
    expect(loansIn(text)).toHaveLength(loans);
  });
