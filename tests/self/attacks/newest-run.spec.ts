import { execFile, spawnSync } from 'node:child_process';
import { cpSync, readdirSync, readFileSync, readlinkSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { test as base, expect } from '@playwright/test';
import { verdict } from '../../../reports/cli/verdict.js';
import type { VerdictFile } from '../../../reports/decision/evidence.js';
import { runFolder } from '../../../reports/run/run-folder.js';
import { LOG, record } from '../../../reports/run/run-log.js';
import { play } from '../reports/reporter-child.js';
import { NOW, recordedRun, runOf, sealedRun } from '../reports/sealed-run.js';
import { programOf } from '../docs/documented.js';

const ROOT = resolve(import.meta.dirname, '../../..');
const [OLD, NEW] = ['run-1', 'run-2'];
const FAILED = { result: 'failed', error: 'Error: 404' } as const;
const later = (minutes: number): Partial<VerdictFile> => ({
  started: new Date(NOW.getTime() + (minutes - 1) * 60_000).toISOString(),
  ended: new Date(NOW.getTime() + minutes * 60_000).toISOString(),
});

/** Runs `npm run verdict` in this process, a minute after the runs. */
const test = base.extend<{ out: string; asked: (...argv: string[]) => { status: number; said: string } }>({
  out: async ({}, use, info) => {
    recordedRun(info.outputPath(), runOf(OLD));
    recordedRun(info.outputPath(), runOf(NEW, later(5), FAILED));
    await use(info.outputPath());
  },
  asked: ({ out }, use) =>
    use((...argv) => {
      const lines: string[] = [];
      const now = new Date(NOW.getTime() + 10 * 60_000);
      const status = verdict(argv, { now, out, say: (line) => lines.push(line) });
      return { status, said: lines.join('\n') };
    }),
});

const GATE = '--gate=prerelease';
const file = (out: string, run: string, name = 'verdict.json'): string => join(out, run, name);
const began = (out: string, run: string, gate: string | null = 'prerelease'): string =>
  record(out, { event: 'began', run, gate, target: null, at: NOW });

/** Deeds after a GO and a newer NO-GO, and the answer instead of GO. */
const DEEDS: readonly [title: string, deed: (out: string) => void, status: number, says: string][] = [
  [
    'the older one is touched',
    (out) => {
      utimesSync(join(out, OLD), new Date(), new Date());
    },
    1,
    '404',
  ],
  [
    'the older one is unpacked again',
    (out) => {
      cpSync(join(out, OLD), join(out, 'x'), { recursive: true });
      rmSync(join(out, OLD), { recursive: true });
      cpSync(join(out, 'x'), join(out, OLD), { recursive: true });
      rmSync(join(out, 'x'), { recursive: true });
    },
    1,
    '404',
  ],
  [
    'the older one is copied under a newer name',
    (out) => {
      cpSync(join(out, OLD), join(out, '2099-01-01T000000Z-run'), { recursive: true });
    },
    1,
    '404',
  ],
  [
    'the newer one is kept on another disk',
    (out) => {
      runFolder(join(out, 'disk', 'run-3'), out, ['node', 'playwright', 'test', '--project=puma-prerelease']);
    },
    3,
    'is kept in',
  ],
  [
    'verdict.json of the newer one is gone',
    (out) => {
      rmSync(file(out, NEW));
    },
    3,
    'verdict.json: missing',
  ],
  [
    'the gate of the newer one is edited',
    (out) => {
      writeFileSync(file(out, NEW), readFileSync(file(out, NEW), 'utf8').replaceAll('"prerelease"', '"freeze"'));
    },
    3,
    'verdict.json: changed',
  ],
  [
    'the newer one is gone',
    (out) => {
      rmSync(join(out, NEW), { recursive: true });
    },
    3,
    `${NEW} of`,
  ],
  [
    'the older one is put in the place of the newer one',
    (out) => {
      rmSync(join(out, NEW), { recursive: true });
      cpSync(join(out, OLD), join(out, NEW), { recursive: true });
    },
    3,
    'its folder does not contain that run',
  ],
  [
    'the newer one is edited and sealed again',
    (out) => {
      sealedRun(out, runOf(NEW, later(5)));
    },
    3,
    'sealed again',
  ],
  [
    'the newer one was killed',
    (out) => {
      began(out, 'run-3');
    },
    3,
    'run-3 of',
  ],
  [
    'the newer one, of an unknown gate, was killed',
    (out) => {
      began(out, 'run-3', null);
    },
    3,
    'has not ended',
  ],
  [
    'the newer one was refused',
    (out) => {
      record(out, { event: 'refused', run: 'run-3', gate: 'prerelease', target: null, why: 'bogus', at: NOW });
    },
    3,
    'refused before it began: bogus',
  ],
  [
    'the end of the record is cut off',
    (out) => {
      const log = readdirSync(join(out, LOG)).sort();
      for (const name of log.slice(2)) rmSync(join(out, LOG, name));
    },
    3,
    `${NEW} is not in the record of runs`,
  ],
  [
    'an entry is removed from the record',
    (out) => {
      rmSync(join(out, LOG, '000003.json'));
    },
    3,
    '000003.json is missing',
  ],
  [
    'an entry of the record is changed',
    (out) => {
      writeFileSync(
        join(out, LOG, '000003.json'),
        readFileSync(join(out, LOG, '000003.json'), 'utf8').replace('prerelease', 'freeze'),
      );
    },
    3,
    'does not follow',
  ],
  [
    'an entry of the record is truncated',
    (out) => {
      writeFileSync(join(out, LOG, '000004.json'), '{');
    },
    3,
    '000004.json is not an entry',
  ],
  [
    'the record is gone',
    (out) => {
      rmSync(join(out, LOG), { recursive: true });
    },
    3,
    'there is no record of runs',
  ],
  [
    'a newer NO-GO is copied from another machine',
    (out) => {
      recordedRun(join(out, 'elsewhere'), runOf('run-9', later(9), FAILED));
      cpSync(join(out, 'elsewhere', 'run-9'), join(out, 'run-9'), { recursive: true });
    },
    3,
    'run-9 is not in the record of runs',
  ],
];

test.describe('an older run does not stand in for a newer one when', () => {
  for (const [title, deed, status, says] of DEEDS)
    test(title, ({ out, asked }) => {
      deed(out);

      for (const found of [asked(GATE), asked()]) {
        expect(found.said).toContain(says);
        expect(found.said).not.toMatch(/\bGO\b(?<!NO-GO)/);
        expect(found.status).toBe(status);
      }
    });
});

test('a run given by its folder gets its own verdict, with or without a record of runs', ({ out, asked }) => {
  expect(asked(join(out, OLD)).status).toBe(0);
  rmSync(join(out, LOG), { recursive: true });
  expect(asked(join(out, OLD)).status).toBe(0);
  expect(asked(join(out, NEW)).status).toBe(1);
});

test('the newest run is determined separately for different gates and targets', ({ out, asked }) => {
  recordedRun(out, runOf('run-3', { gate: { id: 'freeze', project: 'freeze', title: '' }, ...later(6) }));
  recordedRun(out, runOf('run-4', { target: { name: 'bewelcome', summary: '' }, ...later(7) }));

  expect(asked('--gate=freeze').status).toBe(0);
  expect([asked(GATE, '--target=bewelcome').status, asked(GATE, '--target=lab').status]).toEqual([0, 1]);
  // A GO in the lab is not taken for one of the move.
  expect([asked().status, asked(GATE).status, asked('--gate=all').status]).toEqual([3, 3, 3]);
  expect(asked(GATE).said).toContain('the record contains runs on lab and bewelcome: choose one with --target');
});

test('runs that begin at the same time each get their own place in the record', async ({}, info) => {
  const code = `import { record } from 'ROOT/reports/run/run-log.js';
    for (let at = 0; at < 20; at++) record(process.argv[2], { event: 'began', run: process.pid + '-' + at, gate: null, target: null });`;
  const program = programOf(code, info.outputPath('program.ts'));
  const begin = promisify(execFile);
  const run = (): Promise<unknown> => begin(process.execPath, [...program, info.outputPath()], { cwd: ROOT });
  await Promise.all([run(), run(), run()]);

  expect(readdirSync(info.outputPath(LOG)).sort()).toEqual(
    Array.from({ length: 60 }, (_, at) => `${String(at + 1).padStart(6, '0')}.json`),
  );
});

test.describe('the newest run in the record of real Playwright runs', () => {
  test.describe.configure({ timeout: 60_000 });

  const newest = (out: string, ...argv: string[]): { status: number; said: string } => {
    const lines: string[] = [];
    const status = verdict(argv, { out, say: (line) => lines.push(line) });
    return { status, said: lines.join('\n') };
  };

  test('is the one that ended last, or a later one that was killed', async ({}, info) => {
    const folder = info.outputPath();
    const good = await play(folder, {});
    expect([good.exitCode, newest(good.out).status], good.output).toEqual([0, 0]);

    const specs = {
      slow: `test('waits', check('slow/waits', proves('5')), async () => { ready(); await new Promise(() => {}); });`,
    };
    await play(folder, { specs, signal: 'SIGKILL' });
    expect(newest(good.out, GATE)).toMatchObject({ status: 3, said: expect.stringContaining('has not ended') });
  });

  test('can be one that was refused before it began; "latest" then points to it', async ({}, info) => {
    const folder = info.outputPath();
    const good = await play(folder, {});
    const { status } = spawnSync(
      process.execPath,
      [join(ROOT, 'node_modules/@playwright/test/cli.js'), 'test', '--project=Puma-Prerelease'],
      {
        cwd: ROOT,
        env: {
          PATH: process.env['PATH'],
          HOME: process.env['HOME'],
          MIGRATION_OVERRIDE: 'bogus',
          MIGRATION_RUN_FOLDER: join(good.out, 'mine'),
        },
      },
    );

    expect(status).toBe(1);
    expect(newest(good.out, GATE)).toMatchObject({ status: 3, said: expect.stringContaining('MIGRATION_OVERRIDE') });
    expect(newest(good.out, '--gate=freeze')).toMatchObject({ status: 2 });
    expect(readFileSync(join(good.out, 'latest/refused.txt'), 'utf8')).toContain('MIGRATION_OVERRIDE');
    expect(readlinkSync(join(good.out, 'latest'))).not.toBe(good.verdict?.run);
  });
});
