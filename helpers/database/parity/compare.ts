import type { Database, Row } from '../database.js';
import { chunkSums, cutOf, differingChunks, lastKey } from './chunks.js';
import { findDifferingRows, rowsOf, valuesOf } from './rows.js';
import { planOf, shapesOf, type TablePlan } from './table-plan.js';
import { formatFindings } from './table-report.js';

type Reader = Pick<Database, 'query' | 'queryOne'>;
export type BothServers = { readonly old: Reader; readonly new: Reader };

export type ComparedRows = {
  /** Tables whose rows were compared. */
  readonly compared: readonly string[];
  /** One line for each table that differs; empty when the new host holds what the old host holds. */
  readonly differences: readonly string[];
};

export type CompareOptions = {
  /** Tables whose rows are not compared. */
  readonly leaveOut?: readonly string[];
  /** Nothing of a value is shown. */
  readonly isSecret?: boolean;
};

/** Rows of more chunks than these are not looked at one by one: by then the table as a whole is wrong. */
const MOST_CHUNKS = 20;
const MOST_SAMPLES = 3;

/**
 * Compares a database row for row on both servers, side by side. First come check sums of chunks, in one pass over
 * each table; only rows of chunks that differ are looked at, and only the first of them are fetched.
 * Both sessions must have the same time zone.
 * @throws {NoAnswer} when a server goes away meanwhile
 */
export async function compareRows(
  both: BothServers,
  schema: string,
  options: CompareOptions = {},
): Promise<ComparedRows> {
  const { leaveOut = [], isSecret = false } = options;
  const [onOld, onNew] = await Promise.all([shapesOf(both.old, schema), shapesOf(both.new, schema)]);
  const compared: string[] = [];
  const differences: string[] = [];
  for (const [table, shape] of onOld) {
    const other = onNew.get(table);
    if (leaveOut.includes(table)) continue;
    if (other === undefined) differences.push(`${schema}.${table}: the table is missing on the new host`);
    else {
      const difference = await compareTable(both, planOf(schema, table, shape, other), isSecret);
      compared.push(table);
      if (difference !== undefined) differences.push(difference);
    }
  }
  const extra = [...onNew.keys()].filter((table) => !onOld.has(table) && !leaveOut.includes(table));
  return {
    compared,
    differences: [...differences, ...extra.map((table) => `${schema}.${table}: only on the new host`)],
  };
}

/** What differs, in words; undefined when nothing does. */
async function compareTable(both: BothServers, plan: TablePlan, isSecret: boolean): Promise<string | undefined> {
  const onBoth = async <T>(ask: (reader: Reader) => Promise<T>): Promise<{ old: T; new: T }> => {
    const [onOld, onNew] = await Promise.all([ask(both.old), ask(both.new)]);
    return { old: onOld, new: onNew };
  };
  const last = await onBoth((reader) => lastKey(reader, plan));
  const cut = cutOf(plan, largest(last.old, last.new));
  const sums = await onBoth((reader) => chunkSums(reader, plan, cut));
  const chunks = differingChunks(sums.old, sums.new);
  if (chunks.length === 0) return undefined;

  const looked = chunks.slice(0, MOST_CHUNKS);
  const rows = await onBoth((reader) => rowsOf(reader, plan, cut, looked));
  const differing = findDifferingRows(plan, rows.old, rows.new);
  const samples: { key: string; old: Row; new: Row }[] = [];
  for (const row of plan.key.length > 0 ? differing.different.slice(0, MOST_SAMPLES) : [])
    samples.push({
      key: row.key,
      ...(await onBoth((reader) => valuesOf(reader, plan, cut, { ...row, chunks: looked }))),
    });
  const words = formatFindings({ plan, chunks: chunks.map(cut.nameOf), rows: differing, samples, last, isSecret });
  const unseen = chunks.length - looked.length;
  return unseen > 0 ? `${words} | rows of ${unseen} more chunks differ, too` : words;
}

const largest = (a: bigint | undefined, b: bigint | undefined): bigint | undefined =>
  a === undefined || (b !== undefined && b > a) ? b : a;
