import { execFileSync } from 'node:child_process';
import { appendFileSync, cpSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test, expect } from '@playwright/test';
import { partTroubles, type PartOrigin } from '../../../reports/run/part-origin.js';
import { blobTroubles, sealBlobs } from '../../../reports/run/part-blob.js';
import { writeTroubles, type Written } from '../../../reports/run/part-writes.js';
import { PART } from '../../../helpers/evidence/judging.js';
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
  ['do not say which parts they are', { target: 'lab' }, 'do not say which parts'],
  ['are not all present', part('1/2'), 'Part 2/2 is missing'],
  [
    'ran different code',
    { ...BOTH, ...part('2/2', { code: 'b' }) },
    "Part 2/2 (run-2/2) was not run with this machine's code",
  ],
  ['are for different targets', { ...BOTH, ...part('2/2', { target: 'u' }) }, "was not run with this machine's target"],
  [
    'were given different lists of checks',
    { ...BOTH, ...part('1/2', { lists: 'm' }) },
    "was not run with this machine's check list",
  ],
  [
    'began many hours apart',
    { ...BOTH, ...part('2/2', { began: '2012-06-22T23:00:00.000Z' }) },
    'began 1200 minutes after',
  ],
  ['include the same part twice', { ...BOTH, ...part('2/2', { run: 'again' }) }, 'Part 2/2 (again) is present twice'],
  [
    'include only the last attempt at a part that was run twice',
    { ...BOTH, ...part('2/2', { earlier: [{ run: 'failed', at: '2012-06-22T03:05:00.000Z' }] }) },
    'had already been run at 2012-06-22T03:05:00.000Z as failed: that attempt is not among the merged',
  ],
];

test.describe('parts do not form one run when they', () => {
  for (const [title, metadata, says] of MIXTURES)
    test(title, () => {
      expect(partTroubles(metadata, HERE).join('\n')).toContain(says);
    });
});

test('parts form one run even if one of them was also run the day before', () => {
  const before = { run: 'yesterday', at: '2012-06-21T03:05:00.000Z' };

  expect(partTroubles({ ...BOTH, ...part('2/2', { earlier: [before] }) }, HERE)).toEqual([]);
});

test('rerunning a failed part until it passes does not result in GO', async ({}, info) => {
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
  expect(merged.output).toContain('had already been');

  // What other code has played is said too.
  for (const name of ['1.zip', '1.zip.sha256']) cpSync(join(folder, 'all', name), join(folder, 'mixed', name));
  await shard('2/2', 'mixed/2.zip', { CODE: 'emptied' });
  const mixed = await play(folder, { ...scenario, merge: 'mixed' });
  expect(readFileSync(join(mixed.run, 'verdict.json'), 'utf8')).toContain("was not run with this machine's code");
  expect(mixed.exitCode).toBe(1);
});

test.describe('a blob', () => {
  /** A sealed blob in the folder of a run, and what a merge says of it after somebody has done something. */
  const saysAfter = (folder: string, meddle: (blob: string) => void, signers?: string, key?: string): string[] => {
    const blobs = join(folder, 'blob');
    mkdirSync(blobs, { recursive: true });
    writeFileSync(join(blobs, '1.zip'), 'what a part has written');
    sealBlobs(folder, { signKey: key, blobFile: undefined });
    meddle(join(blobs, '1.zip'));
    return blobTroubles(['node', 'cli.js', 'merge-reports', '-c', 'playwright.config.ts', blobs], signers);
  };
  const edit = (blob: string): void => {
    appendFileSync(blob, ' and what it has not');
  };

  test('is merged when it is exactly what its part wrote', ({}, info) => {
    expect(saysAfter(info.outputPath(), () => undefined)).toEqual([]);
  });

  test('is refused if it was edited, or if its seal is missing or names another file', ({}, info) => {
    const seal = (blob: string): string => `${blob}.sha256`;
    expect(saysAfter(info.outputPath('a'), edit)).toEqual(['1.zip does not match its seal.']);
    expect(
      saysAfter(info.outputPath('b'), (blob) => {
        rmSync(seal(blob));
      }),
    ).toEqual(['1.zip has no seal: copy 1.zip.sha256 along with it.']);
    expect(
      saysAfter(info.outputPath('c'), (blob) => {
        renameSync(blob, `${blob}-2.zip`);
        renameSync(seal(blob), seal(`${blob}-2.zip`));
      }),
    ).toEqual(['1.zip-2.zip does not match its seal.']);
  });

  test('that was edited and then sealed again is refused if a signature is required', ({}, info) => {
    const [key, other] = ['key', 'other'].map((name) => info.outputPath(name));
    for (const file of [key, other])
      execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', file ?? ''], { stdio: 'ignore' });
    const signers = info.outputPath('signers');
    writeFileSync(signers, `operator ${readFileSync(`${key}.pub`, 'utf8')}`);
    const anew =
      (signKey?: string) =>
      (blob: string): void => {
        edit(blob);
        sealBlobs(join(blob, '../..'), { signKey, blobFile: undefined });
      };

    expect(saysAfter(info.outputPath('a'), () => undefined, signers, key)).toEqual([]);
    expect(saysAfter(info.outputPath('b'), anew(), signers, key).join()).toContain('its signature is not valid');
    expect(saysAfter(info.outputPath('c'), anew(other), signers, key).join()).toContain('is not in');
    expect(saysAfter(info.outputPath('d'), anew(), signers).join()).toContain('it is not signed');
  });
});

test.describe('parts that write', () => {
  const at = (part: string, minute: number, tags = ['@writes']): Written => ({
    tags,
    results: [
      { annotations: [{ type: PART, description: part }], startTime: new Date(minute * 60_000), duration: 90_000 },
    ],
  });

  test('form one run when they run one after the other; parts that only read may run in parallel', () => {
    expect(writeTroubles([at('1/2', 0), at('1/2', 3), at('2/2', 5), at('2/2', 7)])).toEqual([]);
    expect(writeTroubles([at('1/2', 0), at('2/2', 0, [])])).toEqual([]);
  });

  test('do not form one run when they write at the same time', () => {
    expect(writeTroubles([at('2/2', 2), at('1/2', 0), at('1/2', 5)])).toEqual([
      'Parts 1/2 and 2/2 both wrote to the hosts at the same time: run them one after the other.',
    ]);
  });
});
