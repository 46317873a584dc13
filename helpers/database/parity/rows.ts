import type { Database, Row, Value } from '../database.js';
import { columnSum, named, type Column, type TablePlan } from './table-plan.js';
import type { Cut } from './chunks.js';

type Reader = Pick<Database, 'query'>;

/** One row without its contents: who it is, and a check sum of each column, null for NULL. */
export type RowSums = { readonly key: string; readonly sums: readonly (number | null)[] };

/** What is not the same in the rows of two servers. Keys as the rows' `key`. */
export type RowDifferences = {
  readonly missing: readonly string[];
  readonly extra: readonly string[];
  readonly different: readonly { readonly key: string; readonly columns: readonly string[] }[];
};

/** Check sums of all rows of some chunks. */
export async function rowsOf(reader: Reader, plan: TablePlan, cut: Cut, chunks: readonly string[]): Promise<RowSums[]> {
  const keys = plan.key.map((column, index) => `${asKey(column)} AS k${index}`);
  const sums = plan.columns.map((column, index) => `${columnSum(column, plan)} AS c${index}`);
  const rows = await reader.query<Record<string, number | string | null>>(
    `SELECT ${[...keys, ...sums].join(', ')} FROM ??.?? WHERE ${cut.sql} IN (?)`,
    [plan.schema, plan.table, chunks.map(BigInt)],
  );
  return rows.map((row) => {
    const own = plan.columns.map((_, index) => row[`c${index}`] as number | null);
    return {
      key: keys.length > 0 ? plan.key.map((_, index) => String(row[`k${index}`])).join(', ') : own.join(),
      sums: own,
    };
  });
}

/** Bytes have no spelling that survives the way here. */
const asKey = ({ name, type }: Column): string =>
  /binary|blob|bit/.test(type) ? `HEX(${named(name)})` : `CAST(${named(name)} AS CHAR CHARACTER SET utf8mb4)`;

/** Compares rows by key. Without a primary key a row that changed is one that is missing and one too many. */
export function findDifferingRows(
  plan: TablePlan,
  onOld: readonly RowSums[],
  onNew: readonly RowSums[],
): RowDifferences {
  const onNewHost = new Map<string, RowSums[]>();
  for (const row of onNew) onNewHost.set(row.key, [...(onNewHost.get(row.key) ?? []), row]);
  const missing: string[] = [];
  const different: { key: string; columns: string[] }[] = [];
  for (const row of onOld) {
    // The same row may stand in a table without a key more than once: each has to find one of its own.
    const other = onNewHost.get(row.key)?.shift();
    const columns = plan.columns.filter((_, index) => other?.sums[index] !== row.sums[index]).map(({ name }) => name);
    if (other === undefined) missing.push(row.key);
    else if (columns.length > 0) different.push({ key: row.key, columns });
  }
  return { missing, different, extra: [...onNewHost.values()].flat().map(({ key }) => key) };
}

/** The values of some columns in the row with this key. */
export async function valuesOf(
  reader: Reader,
  plan: TablePlan,
  cut: Cut,
  row: { readonly key: string; readonly chunks: readonly string[]; readonly columns: readonly string[] },
): Promise<Row> {
  const key = plan.key.map(asKey).join(", ', ', ");
  const rows = await reader.query<Record<string, Value>>(
    `SELECT ${row.columns.map(named).join(', ')} FROM ??.??
      WHERE ${cut.sql} IN (?) AND CAST(CONCAT(${key}) AS BINARY) = CAST(? AS BINARY)`,
    [plan.schema, plan.table, row.chunks.map(BigInt), row.key],
  );
  return rows[0] ?? {};
}
