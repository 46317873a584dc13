import { keyIn, literalsOf, within, type Key, type Range } from './key.js';
import { columnSum, rowSum } from './row-sum.js';
import { named, numberedBy, tableOf, type TablePlan } from './table-plan.js';

/** A connection that queries one server. */
export type Asker = { query<R extends object>(sql: string, boundMs?: number): Promise<R[]> };

/** A server's summary of some rows: how many, and two sums over their checksums. */
export type Sum = { readonly rows: number; readonly sums: string };

/** One row without its contents: its key, and a checksum of each column, null for NULL. */
export type RowSums = { readonly key: Key; readonly sums: readonly (number | null)[] };

/** The largest possible number. A server does not merge a limited table into the outer query, and so checksums each row once. */
const NO_LIMIT = 'LIMIT 18446744073709551615';

const from = (plan: TablePlan, range: Range, ...conditions: readonly string[]): string => {
  const inRange = plan.index === undefined ? '' : within(plan, range);
  // A server that misjudges ranges would read the whole table for each of them.
  const index = inRange === '' ? '' : ` FORCE INDEX (${named(plan.index ?? '')})`;
  const all = [inRange, ...conditions].filter((each) => each !== '');
  return `FROM ${tableOf(plan)}${index}${all.length === 0 ? '' : ` WHERE ${all.join(' AND ')}`}`;
};

/** The time limit of a statement that reads a whole table: it may take hours. */
const WHOLE_TABLE_MS = 6 * 3_600_000;
const boundOf = ({ index }: TablePlan): number | undefined => (index === undefined ? WHOLE_TABLE_MS : undefined);

/** Cast, since some servers return bytes, and two byte arrays are never the same object. */
const SUMS = `CAST(COUNT(*) AS CHAR) AS \`rows\`, CAST(CONCAT_WS(' ', SUM(crc), BIT_XOR(crc * crc)) AS CHAR) AS sums`;

/**
 * Checksums the rows of a range. The squares are included because checksums are linear: the same change in two rows
 * cancels out of an exclusive or, and sometimes out of a plain sum.
 */
export async function sumOf(asker: Asker, plan: TablePlan, range: Range): Promise<Sum> {
  const [row] = await asker.query<{ rows: string; sums: string }>(
    `SELECT ${SUMS} FROM (SELECT ${rowSum(plan.columns, plan)} AS crc ${from(plan, range)} ${NO_LIMIT}) AS summed`,
  );
  return { rows: Number(row?.rows), sums: row?.sums ?? '' };
}

export const isSame = (a: Sum, b: Sum): boolean => a.rows === b.rows && a.sums === b.sums;

/** The sum of ranges that have no row in common. */
export function total(parts: Iterable<Sum>): Sum {
  let [rows, sum, xor] = [0, 0n, 0n];
  for (const part of parts) {
    // No rows have no sum.
    const [last = '0', first = '0'] = part.sums.split(' ').reverse();
    rows += part.rows;
    sum += BigInt(first);
    xor ^= BigInt(last);
  }
  return asSum(rows, sum, xor);
}

/** As a server returns it: without rows, there is no sum. */
const asSum = (rows: number, sum: bigint, xor: bigint): Sum => ({
  rows,
  sums: rows === 0 ? String(xor) : `${sum} ${xor}`,
});

/** The key of the row that is `rows` after the start of a range; undefined if the range ends earlier. */
export async function keyAfter(asker: Asker, plan: TablePlan, range: Range, rows: number): Promise<Key | undefined> {
  const order = plan.key.map(({ name }) => named(name)).join(', ');
  const [row] = await asker.query(
    `SELECT ${literalsOf(plan)} ${from(plan, range)} ORDER BY ${order} LIMIT 1 OFFSET ${rows - 1}`,
  );
  return row === undefined ? undefined : keyIn(plan, row as Record<string, unknown>);
}

/** Maximum number of parts of a range. */
const MOST_PARTS = 1021;
/** Rows whose numbers are this close stay together: losses are often contiguous. */
const NEIGHBOURS = 64;

/** Into how many parts to split a range with this many rows: about as many parts as each part has rows. */
export const partsFor = (plan: TablePlan, rows: number): number =>
  // Odd, so that numbers that grow by a power of two are spread over all parts.
  plan.index === undefined ? MOST_PARTS : Math.min(MOST_PARTS, Math.ceil(Math.sqrt(rows)) | 1);

/** SQL for the part that a row belongs to. If there is a key, a changed row stays in its part. */
function partOf(plan: TablePlan, parts: number): string {
  const number = numberedBy(plan);
  if (number !== undefined) return `(${named(number)} DIV ${NEIGHBOURS} MOD ${parts})`;
  return `(${rowSum(plan.key.length > 0 ? plan.key : plan.columns, plan)} MOD ${parts})`;
}

/** Sums of all parts of a range in one pass, by part number. */
export async function sumsOfParts(
  asker: Asker,
  plan: TablePlan,
  range: Range,
  parts: number,
): Promise<Map<number, Sum>> {
  const rows = await asker.query<{ part: string; rows: string; sums: string }>(
    `SELECT CAST(part AS CHAR) AS part, ${SUMS}
       FROM (SELECT ${partOf(plan, parts)} AS part, ${rowSum(plan.columns, plan)} AS crc ${from(plan, range)} ${NO_LIMIT})
         AS summed GROUP BY part`,
    boundOf(plan),
  );
  return new Map(rows.map(({ part, rows: count, sums }) => [Number(part), { rows: Number(count), sums }]));
}

/** Checksums of all rows in some parts of a range, and their totals. */
export async function rowsOfParts(
  asker: Asker,
  plan: TablePlan,
  range: Range,
  parts: number,
  wanted: readonly number[],
): Promise<{ rows: RowSums[]; sum: Sum }> {
  const sums = plan.columns.map((column, index) => `${columnSum(column, plan)} AS c${index}`);
  const columns = [...(plan.key.length > 0 ? [literalsOf(plan)] : []), ...sums, `${rowSum(plan.columns, plan)} AS crc`];
  const rows = await asker.query(
    `SELECT ${columns.join(', ')} ${from(plan, range, `${partOf(plan, parts)} IN (${wanted.join(', ')})`)}`,
    boundOf(plan),
  );
  return { rows: asRowSums(plan, rows), sum: sumOfRows(rows) };
}

function sumOfRows(rows: readonly object[]): Sum {
  let [sum, xor] = [0n, 0n];
  for (const { crc } of rows as readonly { readonly crc: number | string }[]) {
    const each = BigInt(crc);
    sum += each;
    xor ^= each * each;
  }
  return asSum(rows.length, sum, xor);
}

const asRowSums = (plan: TablePlan, rows: readonly object[]): RowSums[] =>
  (rows as Record<string, number | string | null>[]).map((row) => ({
    key: keyIn(plan, row),
    sums: plan.columns.map((_, index) => numberOf(row[`c${index}`])),
  }));

/** A checksum is an int on one server and a bigint on another, which arrive as a number and as text. */
const numberOf = (value: number | string | null | undefined): number | null =>
  value === null || value === undefined ? null : Number(value);
