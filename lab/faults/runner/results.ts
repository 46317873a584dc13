import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { unique } from '../../../helpers/core/lists.js';
import { CHECKOUT } from '../../paths.js';
import { CATALOGUE } from '../catalogue/index.js';
import { isCaught } from './judge.js';
import { specOf } from '../catalogue/pattern.js';
import type { Result } from './runner.js';

/** For each fault that was caught, the checks that were seen to fail because of it. */
export type Seen = Readonly<Record<string, readonly string[]>>;

const SEEN = join(CHECKOUT, 'lab', 'faults', 'runner', 'detections.json');
/** The day on which each fault was last seen to be caught. In a separate file, so that a record with the same content does not change. */
const DAYS = join(CHECKOUT, 'lab', 'faults', 'runner', 'detection-days.json');
const TABLE_DOC = join(CHECKOUT, 'docs', 'faults.md');
const MARKS = ['<!-- made by npm run faults -- --write -->', '<!-- end -->'] as const;

export const readSeen = (): Seen => (existsSync(SEEN) ? (JSON.parse(readFileSync(SEEN, 'utf8')) as Seen) : {});

const readDays = (): Readonly<Record<string, string>> =>
  existsSync(DAYS) ? (JSON.parse(readFileSync(DAYS, 'utf8')) as Record<string, string>) : {};

/** Faults whose record names checks by ids that no longer exist: they must be run again. */
export const outdated = (seen: Seen): string[] =>
  Object.entries(seen)
    .filter(([, checks]) => checks.some((check) => specOf(check) === ''))
    .map(([id]) => id);

/** Writes the results of single faults to the committed file, and the table to docs/faults.md. */
export function keep(results: readonly Result[]): void {
  const seen = new Map(Object.entries(readSeen()));
  const days = new Map(Object.entries(readDays()));
  const today = new Date().toISOString().slice(0, 10);
  for (const { faults, finding, leftBehind } of results) {
    const [fault, second] = faults;
    if (fault === undefined || second !== undefined) continue;
    if (isCaught(finding) && leftBehind.length === 0) {
      seen.set(fault.id, [...finding.failed].sort());
      days.set(fault.id, today);
    } else seen.delete(fault.id);
  }
  const known = CATALOGUE.filter(({ id }) => seen.has(id)).map(({ id }) => [id, seen.get(id)] as const);
  const next = Object.fromEntries(known) as Seen;
  writeFileSync(SEEN, `${JSON.stringify(next, null, 2)}\n`);
  const ofThem = Object.keys(next).flatMap((id) => (days.has(id) ? [[id, days.get(id)] as const] : []));
  writeFileSync(DAYS, `${JSON.stringify(Object.fromEntries(ofThem), null, 2)}\n`);
  const text = readFileSync(TABLE_DOC, 'utf8');
  writeFileSync(TABLE_DOC, withTable(text, tableOf(next)));
}

/** Faults by area: how many were seen to be caught, and how many have not been caught yet in their current form. */
export function tableOf(seen: Seen): string {
  const areas = unique(CATALOGUE.map(({ area }) => area));
  const row = (name: string, ids: readonly string[]): string => {
    const caught = ids.filter((id) => id in seen);
    const checks = new Set(caught.flatMap((id) => seen[id] ?? []));
    return `| ${name} | ${ids.length} | ${caught.length} | ${ids.length - caught.length} | ${checks.size} |`;
  };
  return [
    '| area | faults | caught | not caught yet | checks seen to fail |',
    '|---|---|---|---|---|',
    ...areas.map((name) =>
      row(
        name,
        CATALOGUE.filter(({ area }) => area === name).map(({ id }) => id),
      ),
    ),
    row(
      '**all**',
      CATALOGUE.map(({ id }) => id),
    ),
  ].join('\n');
}

/** The text with the table between its marks; unchanged if it has no marks. */
export function withTable(text: string, table: string): string {
  const [from, to] = [text.indexOf(MARKS[0]), text.indexOf(MARKS[1])];
  if (from < 0 || to < from) return text;
  return `${text.slice(0, from + MARKS[0].length)}\n\n${table}\n\n${text.slice(to)}`;
}

/** A run of the catalogue: how many rounds were planned, how long it took, and where its runs are. */
type Course = { readonly rounds: number; readonly seconds: number; readonly folder: string };

/** The result of one round, as stored in faults.json. */
const Row = z.object({
  faults: z.array(z.string()).readonly(),
  area: z.string(),
  caught: z.boolean(),
  seconds: z.number(),
  undetected: z.array(z.string()).readonly(),
  falsePositives: z.array(z.string()).readonly(),
  leftBehind: z.array(z.string()).readonly(),
});
type Row = z.infer<typeof Row>;

/**
 * A report of the catalogue, in which a round that was not run counts as failed; the full results are written next to the runs.
 */
export function report(results: readonly Result[], { rounds, seconds, folder }: Course): string {
  const rows = results.map(({ faults, finding, seconds: each, leftBehind }) => ({
    faults: faults.map(({ id }) => id),
    area: faults.map(({ area }) => area).join(' + '),
    caught: isCaught(finding),
    seconds: Math.round(each * 10) / 10,
    ...finding,
    leftBehind,
  }));
  writeFileSync(join(folder, 'faults.json'), JSON.stringify(rows, null, 1));
  return summary(rows, rounds, `${Math.round(seconds)} s; ${join(folder, 'faults.json')}`);
}

/**
 * One table of the faults that several machines have run.
 * @param folder contains the faults.json of each machine, in folders of any depth
 * @param all faults of the catalogue: those that no machine has run count as failed
 * @throws Error if there is no such file, or one is not valid
 */
export function merged(folder: string, all: readonly string[]): { readonly words: string; readonly isGood: boolean } {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) =>
    /(^|\/)faults\.json$/.test(path),
  );
  if (files.length === 0) throw new Error(`there is no faults.json in or below ${folder}`);
  const rows = files.flatMap((path) => {
    const read = z.array(Row).safeParse(JSON.parse(readFileSync(join(folder, path), 'utf8')));
    if (!read.success)
      throw new Error(`${join(folder, path)} is not a valid faults.json: ${z.prettifyError(read.error)}`);
    return read.data;
  });
  const missing = all.filter((id) => !rows.some(({ faults }) => faults.length === 1 && faults[0] === id));
  const note = [`parts: ${files.length}`, ...missing.map((id) => `not run: ${id}`)].join('\n');
  return {
    words: summary(rows, rows.length + missing.length, note),
    isGood: missing.length === 0 && rows.every(isGood),
  };
}

const isGood = ({ caught, leftBehind }: Row): boolean => caught && leftBehind.length === 0;

function summary(rows: readonly Row[], rounds: number, note: string): string {
  const passed = rows.filter(isGood).length;
  const areas = unique(rows.map(({ area }) => area));
  const line = (name: string, of: readonly Row[]): string => {
    const sum = (count: (row: Row) => number): number => of.reduce((all, row) => all + count(row), 0);
    const cells = [
      of.length,
      sum(({ caught }) => Number(caught)),
      sum(({ undetected }) => undetected.length),
      sum(({ falsePositives }) => falsePositives.length),
      sum(({ leftBehind }) => leftBehind.length),
    ];
    const mean = of.length === 0 ? 0 : sum((row) => row.seconds) / of.length;
    return (
      name.padEnd(24) + cells.map((cell) => String(cell).padStart(16)).join('') + `${mean.toFixed(1).padStart(10)} s`
    );
  };
  return [
    `${'area'.padEnd(24)}${['faults', 'caught', 'undetected', 'false positives', 'left behind'].map((word) => word.padStart(16)).join('')}${'each'.padStart(12)}`,
    ...areas.map((name) =>
      line(
        name,
        rows.filter(({ area }) => area === name),
      ),
    ),
    line('all', rows),
    ...rows.flatMap((row) => row.leftBehind.map((words) => `left behind by ${row.faults.join(' + ')}: ${words}`)),
    note,
    // In Playwright's format, so that tests/run.sh can parse it.
    `  ${passed} passed`,
    `  ${rounds - passed} failed`,
  ].join('\n');
}
