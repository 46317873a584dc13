import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { expect, test, type TestInfo } from '@playwright/test';
import { restoreAbandoned } from '../../../../helpers/routing/hosts-file.js';
import { ADDED } from './scratch-lines.js';
import { hostsFile, runHolder, traceOf, USUAL } from './scratch.js';

/**
 * A run is killed before each of its calls into the file system in turn; then somebody else changes the file, or nobody
 * does; then the next start comes. Nothing of anybody's is lost, and nothing of ours is left.
 */
const FILES: readonly (readonly [what: string, content: string, stage: 'none' | 'edit'])[] = [
  ['the usual lines', USUAL, 'none'],
  [
    'CRLF line breaks and none at its end, to which someone adds a line,',
    `${USUAL.replaceAll('\n', '\r\n')}192.0.2.1 last`,
    'edit',
  ],
];
const OTHERS: readonly (readonly [who: string, change: (text: string) => string])[] = [
  ['nobody', (text) => text],
  ['who appends', (text) => text + ADDED],
  ['who inserts', (text) => ADDED + text],
  ['who strips comments', (text) => text.replace(/[ \t]*#[^\r\n]*/g, '')],
];

/** The names in the file as programs read them, in no order. */
const meaning = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.replace(/#.*/, '').trim().replace(/\s+/g, ' '))
    .filter((line) => line !== '')
    .sort();

/** The damage after one kill; undefined where the run ended before that call. */
async function afterKill(info: TestInfo, content: string, stage: string, call: number): Promise<string[] | undefined> {
  rmSync(info.outputPath('hosts'), { recursive: true, force: true });
  const file = hostsFile(info, content);
  if ((await runHolder(file, stage, ':', call)) !== 'SIGKILL') return undefined;
  const edited = readFileSync(file, 'utf8').includes(ADDED.trim()) ? content + ADDED : content;
  return OTHERS.flatMap(([who, change]) => {
    const copy = info.outputPath(`${call} ${who}`, 'hosts');
    cpSync(dirname(file), dirname(copy), { recursive: true });
    writeFileSync(copy, change(readFileSync(copy, 'utf8')));
    restoreAbandoned(copy);
    const { files, content: after } = traceOf(copy);
    const due = meaning(change(edited)).join('\n');
    return [
      ...(files.join() === 'hosts' ? [] : [`call ${call}, ${who}: left ${files.join()}`]),
      ...(who !== 'nobody' || after === edited ? [] : [`call ${call}: not byte for byte`]),
      ...(meaning(after).join('\n') === due ? [] : [`call ${call}, ${who}:\n${after}`]),
    ];
  });
}

for (const [what, content, stage] of FILES)
  test(`a file with ${what} survives both a run that is killed at any of its file system calls and later changes by others`, async ({}, info) => {
    const wrong: string[] = [];
    let calls = 0;
    for (
      let found: string[] | undefined = [];
      found !== undefined;
      found = await afterKill(info, content, stage, calls)
    ) {
      wrong.push(...found);
      calls += 1;
    }

    expect(wrong).toEqual([]);
    expect(calls).toBeGreaterThan(30);
  });

test('even after many runs in a row are killed while taking over the lock, the next run can lease the file', async ({}, info) => {
  const file = hostsFile(info, USUAL);
  for (let run = 1; run <= 20; run += 1) expect(await runHolder(file, 'none', ':', 'renameSync')).toBe('SIGKILL');

  expect(await runHolder(file, 'none')).toBe('done');
  expect(traceOf(file)).toEqual({ content: USUAL, files: ['hosts'] });
});
