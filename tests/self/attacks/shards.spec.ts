import { cpSync, readFileSync, writeFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { test, expect } from '@playwright/test';
import { partTroubles, type PartOrigin } from '../../../reports/run/part-origin.js';
import { listed, play, type Scenario } from '../reports/reporter-child.js';

const HERE = { code: 'a', target: 't', lists: 'l' };
const part = (name: string, change: Partial<PartOrigin> = {}): Record<string, PartOrigin> => {
  const run = change.run ?? `run-${name}`;
  return {
    [`part ${name} ${run}`]: { part: name, run, began: '2012-06-22T03:00:00.000Z', ...HERE, earlier: [], ...change },
  };
};
const BOTH = { ...part('1/2'), ...part('2/2', { began: '2012-06-22T03:10:00.000Z' }) };

/** Parts that are not one run, and what is said of them. */
const MIXTURES: readonly [title: string, metadata: Record<string, unknown>, says: string][] = [
  ['say nothing of themselves', { target: 'lab' }, 'do not say which parts'],
  ['are not all there', part('1/2'), 'Part 2/2 is missing'],
  [
    'are of another code',
    { ...BOTH, ...part('2/2', { code: 'b' }) },
    'part 2/2 (run-2/2) was played with another code',
  ],
  ['are of another target', { ...BOTH, ...part('2/2', { target: 'u' }) }, 'with another target'],
  ['were to answer another list', { ...BOTH, ...part('1/2', { lists: 'm' }) }, 'with another lists'],
  [
    'are of another day',
    { ...BOTH, ...part('2/2', { began: '2012-06-22T23:00:00.000Z' }) },
    'began 1200 minutes after',
  ],
  ['hold one twice', { ...BOTH, ...part('2/2', { run: 'again' }) }, 'part 2/2 (again) is there twice'],
  [
    'hold the attempt that passed',
    { ...BOTH, ...part('2/2', { earlier: [{ run: 'failed', at: '2012-06-22T03:05:00.000Z' }] }) },
    'was played before, at 2012-06-22T03:05:00.000Z, as failed: that attempt is not among the merged',
  ],
];

test.describe('parts are not one run when they', () => {
  for (const [title, metadata, says] of MIXTURES)
    test(title, () => {
      expect(partTroubles(metadata, HERE).join('\n')).toContain(says);
    });
});

test('parts of one run are one, whatever was played on other days', () => {
  const before = { run: 'yesterday', at: '2012-06-21T03:05:00.000Z' };

  expect(partTroubles({ ...BOTH, ...part('2/2', { earlier: [before] }) }, HERE)).toEqual([]);
});

test('a part that failed and was played until it passed is no GO', async ({}, info) => {
  test.setTimeout(180_000);
  const folder = info.outputPath();
  const mark = join(folder, 'broken');
  const scenario: Scenario = {
    specs: {
      more: `import { existsSync } from 'node:fs';
        test('A fact', check('more/fact', proves('5')), () => { expect(existsSync(${JSON.stringify(mark)})).toBe(false); });`,
    },
    expected: [listed('more/fact')],
    config: 'fullyParallel: true,',
  };
  const shard = (name: string, blob: string, env = {}): ReturnType<typeof play> =>
    play(folder, {
      ...scenario,
      args: [`--shard=${name}`, '--add-reporter=blob'],
      env: { PLAYWRIGHT_BLOB_OUTPUT_FILE: blob, ...env },
    });

  await shard('1/2', 'all/1.zip');
  writeFileSync(mark, '');
  const failed = await shard('2/2', 'thrown-away/2.zip');
  rmSync(mark);
  await shard('2/2', 'all/2.zip');
  const merged = await play(folder, { ...scenario, merge: 'all' });

  expect(failed.exitCode).toBe(1);
  expect([merged.exitCode, merged.verdict?.verdict], merged.output).toEqual([1, 'HOLD']);
  expect(merged.output).toContain('was played before');

  // What other code has played is said too.
  cpSync(join(folder, 'all/1.zip'), join(folder, 'mixed/1.zip'));
  await shard('2/2', 'mixed/2.zip', { CODE: 'emptied' });
  const mixed = await play(folder, { ...scenario, merge: 'mixed' });
  expect(readFileSync(join(mixed.run, 'verdict.json'), 'utf8')).toContain('was played with another code than is here');
  expect(mixed.exitCode).toBe(1);
});
