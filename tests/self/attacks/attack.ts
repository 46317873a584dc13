/**
 * `npm run attack [-- --lab] [-- --all]`: plays every attempt and prints attempt, expected, seen; ends with 1 where one is
 * broken. With --all it runs the other self-tests that need no lab too, which hold most attempts anyway, and ends with 1
 * where any fails.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Played } from './results-reporter.js';
import { ATTEMPTS } from './rows.js';

const ROOT = resolve(import.meta.dirname, '../../..');
const withLab = process.argv.includes('--lab');
const withAll = process.argv.includes('--all');

/** Runs specs of a project, all where none is named, and gives each test with whether it held. */
function played(project: string, specs: readonly string[]): Played[] {
  const file = join(mkdtempSync(join(tmpdir(), 'attack-')), 'results.json');
  const reporters = `${withAll ? 'list,' : ''}${join(import.meta.dirname, 'results-reporter.ts')}`;
  const { status } = spawnSync(
    'npx',
    ['playwright', 'test', `--project=${project}`, `--reporter=${reporters}`, ...specs.map((spec) => `self/${spec}`)],
    {
      cwd: ROOT,
      env: { ...process.env, ATTACK_RESULTS: file },
      stdio: ['ignore', withAll ? 'inherit' : 'ignore', 'inherit'],
    },
  );
  if (withAll && status !== 0) process.exitCode = 1;
  return JSON.parse(readFileSync(file, 'utf8')) as Played[];
}

const specsOf = (lab: boolean): string[] => [
  ...new Set(ATTEMPTS.filter((row) => (row.lab ?? false) === lab).map(({ spec }) => spec)),
];
const results = [...played('unit', withAll ? [] : specsOf(false)), ...(withLab ? played('lab*', specsOf(true)) : [])];
const seenOf = ({ spec, tests, lab }: (typeof ATTEMPTS)[number]): string => {
  const own = results.filter(({ file, title }) => file.endsWith(spec) && (tests?.test(title) ?? true));
  if (own.length === 0) return lab && !withLab ? 'not run (--lab)' : 'BROKEN: no test covers it';
  const broken = own.filter(({ ok }) => !ok);
  return broken.length === 0 ? `held, ${own.length} tests` : `BROKEN: ${broken[0]?.title.trim() ?? ''}`;
};

const rows = ATTEMPTS.map((row) => ({ ...row, seen: seenOf(row) }));
const widths = [
  Math.max(...rows.map((row) => row.attempt.length)),
  Math.max(...rows.map((row) => row.expected.length)),
];
const line = (attempt: string, expected: string, seen: string): string =>
  `${attempt.padEnd(widths[0] ?? 0)}  ${expected.padEnd(widths[1] ?? 0)}  ${seen}\n`;
process.stdout.write(line('attempt', 'expected', 'seen'));
for (const { attempt, expected, seen } of rows) process.stdout.write(line(attempt, expected, seen));
const broken = rows.filter(({ seen }) => seen.startsWith('BROKEN')).length;
const relatives = rows.filter(({ isRelative }) => isRelative).length;
process.stdout.write(`${rows.length} attempts, ${relatives} of them relatives, ${broken} broken\n`);
if (broken > 0) process.exitCode = 1;
