import { keyIn, literalsOf, within, type Key, type Range } from './key.js';
import { columnSum, rowSum } from './row-sum.js';
import { named, numberedBy, tableOf, type TablePlan } from './table-plan.js';

/** A connection that queries one server. */
export type Asker = { query<R extends object>(sql: string, boundMs?: number): Promise<R[]> };

/** A server's summary of some rows: how many, and two sums over their checksums. */
export type Sum = { readonly rows: number; readonly sums: string };

export const NO_ROWS: Sum = { rows: 0, sums: '0 0' };

/** One row without its contents: its key, and a checksum of each column, null for NULL. */
export type RowSums = { readonly key: Key; readonly sums: readonly (number | null)[] };

/** The largest possible number. A server does not merge a limited table into the outer query, and so checksums each row once. */
const NO_LIMIT = 'LIMIT 18446744073709551615';

/** SQL that holds for the rows of a range; empty if it is the whole table, or if no index serves ranges. */
const inRange = (plan: TablePlan, range: Range): string => (plan.index === undefined ? '' : within(plan, range));

/** @param conditions about the columns of the index first */
const from = (plan: TablePlan, ...conditions: readonly string[]): string => {
  // A server that misjudges ranges would read the whole table for each of them.
  const index = plan.index === undefined || conditions[0] === '' ? '' : ` FORCE INDEX (${named(plan.index)})`;
  const all = conditions.filter((each) => each !== '');
  return `FROM ${tableOf(plan)}${index}${all.length === 0 ? '' : ` WHERE ${all.join(' AND ')}`}`;
};

/** The time limit of a statement that reads a whole table: it may take hours. */
const WHOLE_TABLE_MS = 6 * 3_600_000;
const boundOf = ({ index }: TablePlan): number | undefined => (index === undefined ? WHOLE_TABLE_MS : undefined);

/** The key, if it is a single integer that ranges of the index can be divided by. */
export const dividedBy = (plan: TablePlan): string | undefined =>
  plan.index === undefined ? undefined : numberedBy(plan);

/**
 * SQL for what is summed over rows. Checksums are linear: the same change in two rows cancels out of an exclusive or, and
 * sometimes out of a plain sum. So each checksum is multiplied by an odd number that depends on the key, if that is an
 * integer (Knuth's multiplicative hash of 32 bits, without overflow); otherwise, the squares are included, which takes a
 * second pass over the checksums.
 */
function summandOf(plan: TablePlan): string {
  const number = dividedBy(plan);
  const crc = rowSum(plan.columns, plan);
  if (number === undefined) return crc;
  const key = named(number);
  const bits = plan.key[0]?.type === 'bigint' ? `((${key} ^ (${key} >> 32)) & 4294967295)` : key;
  return `${crc} * (((${bits} * 2654435761) & 4294967295) | 1)`;
}

/** Cast, since some servers return bytes, and two byte arrays are never the same object. */
const counted = (...sums: readonly string[]): string =>
  `CAST(COUNT(*) AS CHAR) AS \`rows\`, CAST(CONCAT_WS(' ', ${sums.join(', ')}) AS CHAR) AS sums`;
const SQUARED = counted('SUM(crc)', 'BIT_XOR(crc * crc)');

/**
 * What every server can do in one statement: max_allowed_packet was 1 MB for a long time, and each SELECT of a UNION opens
 * the files of a MyISAM table again.
 */
const MOST = { characters: 250_000, selects: { innoDb: 64, others: 16 } };

/** Checksums the rows of a range. */
export async function sumOf(asker: Asker, plan: TablePlan, range: Range): Promise<Sum> {
  const [sum = NO_ROWS] = await sumsOf(asker, plan, [inRange(plan, range)]);
  return sum;
}

/**
 * Checksums several groups of rows.
 * @param groups SQL that holds for the rows of a group
 */
export async function sumsOf(asker: Asker, plan: TablePlan, groups: readonly string[]): Promise<Sum[]> {
  const summand = summandOf(plan);
  const selects = groups.map((where, index) =>
    dividedBy(plan) === undefined
      ? `SELECT ${index} AS part, ${SQUARED} FROM (SELECT ${summand} AS crc ${from(plan, where)} ${NO_LIMIT}) AS summed`
      : `SELECT ${index} AS part, ${counted(`BIT_XOR(${summand})`)} ${from(plan, where)}`,
  );
  const most = plan.isInnoDb ? MOST.selects.innoDb : MOST.selects.others;
  const atOnce = Math.max(1, Math.min(most, Math.floor(MOST.characters / (selects.at(-1)?.length ?? 1))));
  const found = groups.map(() => NO_ROWS);
  for (let at = 0; at < selects.length; at += atOnce) {
    const rows = await asker.query<{ part: number; rows: string; sums: string }>(
      selects.slice(at, at + atOnce).join(' UNION ALL '),
    );
    for (const { part, rows: count, sums } of rows) found[part] = sumFrom(Number(count), sums);
  }
  return found;
}

export const isSame = (a: Sum, b: Sum): boolean => a.rows === b.rows && a.sums === b.sums;

/** The sum of ranges that have no row in common. */
export function total(parts: Iterable<Sum>): Sum {
  let [rows, sum, xor] = [0, 0n, 0n];
  for (const part of parts) {
    const [first, last] = numbersIn(part.sums);
    rows += part.rows;
    sum += first;
    xor ^= last;
  }
  return asSum(rows, sum, xor);
}

const asSum = (rows: number, sum: bigint, xor: bigint): Sum => ({ rows, sums: `${sum} ${xor}` });

/** No rows have no sum, and neither has a table whose checksums are multiplied. */
function numbersIn(sums: string): readonly [sum: bigint, xor: bigint] {
  const [xor = '0', sum = '0'] = sums.split(' ').reverse();
  return [BigInt(sum), BigInt(xor)];
}

const sumFrom = (rows: number, sums: string): Sum => asSum(rows, ...numbersIn(sums));

/** The key of the row that is `rows` after the start of a range; undefined if the range ends earlier. */
export async function keyAfter(asker: Asker, plan: TablePlan, range: Range, rows: number): Promise<Key | undefined> {
  const order = plan.key.map(({ name }) => named(name)).join(', ');
  const [row] = await asker.query(
    `SELECT ${literalsOf(plan)} ${from(plan, inRange(plan, range))} ORDER BY ${order} LIMIT 1 OFFSET ${rows - 1}`,
  );
  return row === undefined ? undefined : keyIn(plan, row as Record<string, unknown>);
}

/** The smallest and largest key of a range with an integer key; undefined if there are no rows. */
export async function boundsOf(
  asker: Asker,
  plan: TablePlan,
  range: Range,
  column: string,
): Promise<readonly [first: bigint, last: bigint] | undefined> {
  const [row] = await asker.query<{ first: string | null; last: string | null }>(
    `SELECT CAST(MIN(${named(column)}) AS CHAR) AS first, CAST(MAX(${named(column)}) AS CHAR) AS last ${from(plan, inRange(plan, range))}`,
  );
  return row?.first == null || row.last === null ? undefined : [BigInt(row.first), BigInt(row.last)];
}

/**
 * Sums of all parts of a range in one pass, by part.
 * @param part SQL for the part that a row belongs to
 */
export async function sumsByPart(asker: Asker, plan: TablePlan, range: Range, part: string): Promise<Map<string, Sum>> {
  const rows = await asker.query<{ part: string; rows: string; sums: string }>(
    `SELECT CAST(part AS CHAR) AS part, ${SQUARED}
       FROM (SELECT ${part} AS part, ${summandOf(plan)} AS crc ${from(plan, inRange(plan, range))} ${NO_LIMIT}) AS summed GROUP BY part`,
    boundOf(plan),
  );
  return new Map(rows.map(({ part: name, rows: count, sums }) => [name, sumFrom(Number(count), sums)]));
}

/**
 * Checksums of all rows in some parts of a range, and their totals.
 * @param parts SQL that holds for the rows of these parts
 */
export async function rowsOfParts(
  asker: Asker,
  plan: TablePlan,
  range: Range,
  parts: string,
): Promise<{ rows: RowSums[]; sum: Sum }> {
  const sums = plan.columns.map((column, index) => `${columnSum(column, plan)} AS c${index}`);
  const keys = plan.key.length > 0 ? [literalsOf(plan)] : [];
  // Parts by size are themselves ranges of the index.
  const where = dividedBy(plan) === undefined ? from(plan, inRange(plan, range), parts) : from(plan, parts);
  const rows = await asker.query(
    `SELECT ${[...keys, ...sums, `${summandOf(plan)} AS crc`].join(', ')} ${where}`,
    boundOf(plan),
  );
  return { rows: asRowSums(plan, rows), sum: sumOfRows(rows, dividedBy(plan) === undefined) };
}

function sumOfRows(rows: readonly object[], hasSquares: boolean): Sum {
  let [sum, xor] = [0n, 0n];
  for (const { crc } of rows as readonly { readonly crc: number | string }[]) {
    const each = BigInt(crc);
    if (hasSquares) sum += each;
    xor ^= hasSquares ? each * each : each;
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
