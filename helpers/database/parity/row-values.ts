import type { Row } from '../database.js';
import { at, type Key } from './key.js';
import type { Asker } from './range.js';
import { agreedOn } from './row-sum.js';
import { named, numberedBy, tableOf, type TablePlan } from './table-plan.js';

/** The values of some columns in the row with this key; a FLOAT with all of its digits. */
export async function valuesOf(asker: Asker, plan: TablePlan, key: Key, columns: readonly string[]): Promise<Row> {
  const wanted = plan.columns.filter(({ name }) => columns.includes(name));
  const values = wanted.map((column) =>
    column.type === 'float' ? `${agreedOn(column, plan)} AS ${named(column.name)}` : named(column.name),
  );
  const [row] = await asker.query<Row>(
    `SELECT ${values.join(', ')} FROM ${tableOf(plan)} WHERE ${at(plan, key)} LIMIT 1`,
  );
  return row ?? {};
}

/** The largest key; undefined if there is no row, or if the key is not a number. */
export async function largestKey(asker: Asker, plan: TablePlan): Promise<bigint | undefined> {
  const number = numberedBy(plan);
  if (number === undefined) return undefined;
  const [row] = await asker.query<{ last: string | null }>(
    `SELECT CAST(MAX(${named(number)}) AS CHAR) AS last FROM ${tableOf(plan)}`,
  );
  return row === undefined || row.last === null ? undefined : BigInt(row.last);
}
