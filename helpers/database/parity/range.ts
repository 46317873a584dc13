import { keyIn, literalsOf, within, type Key, type Range } from './key.js';
import { columnSum, rowSum } from './row-sum.js';
import { named, tableOf, type TablePlan } from './table-plan.js';

/** What asks one server. */
export type Asker = { query<R extends object>(sql: string, boundMs?: number): Promise<R[]> };

/** What one server says of some rows: how many, and two sums over their checksums. */
export type Sum = { readonly rows: number; readonly sums: string };

/** One row without its contents: who it is, and a checksum of each column, null for NULL. */
export type RowSums = { readonly key: Key; readonly sums: readonly (number | null)[] };

/** As large as numbers get. A server does not merge a limited table into the question, and so sums up each row once. */
const NO_LIMIT = 'LIMIT 18446744073709551615';

const from = (plan: TablePlan, range: Range): string => {
  const where = plan.index === undefined ? '' : within(plan, range);
  // A server that misjudges a range would read the whole table for each of them.
  return where === ''
    ? `FROM ${tableOf(plan)}`
    : `FROM ${tableOf(plan)} FORCE INDEX (${named(plan.index ?? '')}) WHERE ${where}`;
};

/** Cast, since some servers make bytes of it, and these are never the same object twice. */
const SUMS = `CAST(COUNT(*) AS CHAR) AS \`rows\`, CAST(CONCAT_WS(' ', SUM(crc), BIT_XOR(crc * crc)) AS CHAR) AS sums`;

/**
 * Sums up the rows of a range. The squares go with the sum because checksums are linear: the same change in two rows
 * cancels out of an exclusive or, and now and then out of a plain sum.
 */
export async function sumOf(asker: Asker, plan: TablePlan, range: Range): Promise<Sum> {
  const [row] = await asker.query<{ rows: string; sums: string }>(
    `SELECT ${SUMS} FROM (SELECT ${rowSum(plan.columns, plan)} AS crc ${from(plan, range)} ${NO_LIMIT}) AS summed`,
  );
  return { rows: Number(row?.rows), sums: row?.sums ?? '' };
}

export const isSame = (a: Sum, b: Sum): boolean => a.rows === b.rows && a.sums === b.sums;

/** What some ranges that have no row in common come to. */
export function total(parts: readonly Sum[]): Sum {
  let [rows, sum, xor] = [0, 0n, 0n];
  for (const part of parts) {
    // Of no rows there is no sum.
    const [last = '0', first = '0'] = part.sums.split(' ').reverse();
    rows += part.rows;
    sum += BigInt(first);
    xor ^= BigInt(last);
  }
  return { rows, sums: rows === 0 ? String(xor) : `${sum} ${xor}` };
}

/** The key of the row that is `rows` further on than the start of a range; undefined where the range ends before. */
export async function keyAfter(asker: Asker, plan: TablePlan, range: Range, rows: number): Promise<Key | undefined> {
  const order = plan.key.map(({ name }) => named(name)).join(', ');
  const [row] = await asker.query(
    `SELECT ${literalsOf(plan)} ${from(plan, range)} ORDER BY ${order} LIMIT 1 OFFSET ${rows - 1}`,
  );
  return row === undefined ? undefined : keyIn(plan, row as Record<string, unknown>);
}

/** Checksums of all rows of a range. */
export async function rowsOf(asker: Asker, plan: TablePlan, range: Range): Promise<RowSums[]> {
  return asRowSums(plan, await asker.query(`SELECT ${rowColumns(plan)} ${from(plan, range)}`));
}

/** What reads a whole table may take hours. */
const WHOLE_TABLE_MS = 6 * 3_600_000;
/** Into how many parts a table is cut that no index sorts. */
const PARTS = 1024;
/** Where there is a key, a row that changed stays in its part. */
const partOf = (plan: TablePlan): string =>
  `(${rowSum(plan.key.length > 0 ? plan.key : plan.columns, plan)} MOD ${PARTS})`;

/** Sums of all parts of a table in one pass. */
export async function sumsOfParts(asker: Asker, plan: TablePlan): Promise<Map<number, Sum>> {
  const rows = await asker.query<{ part: string; rows: string; sums: string }>(
    `SELECT CAST(part AS CHAR) AS part, ${SUMS}
       FROM (SELECT ${partOf(plan)} AS part, ${rowSum(plan.columns, plan)} AS crc ${from(plan, {})} ${NO_LIMIT}) AS summed
      GROUP BY part`,
    WHOLE_TABLE_MS,
  );
  return new Map(rows.map(({ part, rows: total, sums }) => [Number(part), { rows: Number(total), sums }]));
}

/** Checksums of all rows of some parts. */
export async function rowsOfParts(asker: Asker, plan: TablePlan, parts: readonly number[]): Promise<RowSums[]> {
  const sql = `SELECT ${rowColumns(plan)} FROM ${tableOf(plan)} WHERE ${partOf(plan)} IN (${parts.join(', ')})`;
  return asRowSums(plan, await asker.query(sql, WHOLE_TABLE_MS));
}

function rowColumns(plan: TablePlan): string {
  const sums = plan.columns.map((column, index) => `${columnSum(column, plan)} AS c${index}`).join(', ');
  return plan.key.length > 0 ? `${literalsOf(plan)}, ${sums}` : sums;
}

const asRowSums = (plan: TablePlan, rows: readonly object[]): RowSums[] =>
  (rows as Record<string, number | string | null>[]).map((row) => ({
    key: keyIn(plan, row),
    sums: plan.columns.map((_, index) => numberOf(row[`c${index}`])),
  }));

/** A checksum is an int here and a bigint there, which come as a number and as a text. */
const numberOf = (value: number | string | null | undefined): number | null =>
  value === null || value === undefined ? null : Number(value);
