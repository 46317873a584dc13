import type { Database } from '../../../helpers/database/database.js';
import { named } from '../../../helpers/database/parity/table-plan.js';
import type { OwnServers } from './servers.js';

/** How many rows of one table differ, and how. */
export type RowCounts = { missing: number; extra: number; different: number };

/** Compares two tables the slow way: by the bytes of each value of each row, read by this process. */
export async function compareEveryRow(servers: OwnServers, schema: string, table: string): Promise<RowCounts> {
  const [onOld, onNew] = [await servers.old.open(), await servers.new.open()];
  try {
    const [before, now] = [await readRows(onOld, schema, table), await readRows(onNew, schema, table)];
    const counts: RowCounts = { missing: 0, extra: 0, different: 0 };
    for (const [key, values] of before) {
      const there = now.get(key) ?? [];
      const gone = values.filter((value) => !takeOut(there, value)).length;
      const changed = Math.min(gone, there.splice(0, gone).length);
      counts.different += changed;
      counts.missing += gone - changed;
    }
    for (const values of now.values()) counts.extra += values.length;
    return counts;
  } finally {
    onOld.close();
    onNew.close();
  }
}

function takeOut(values: string[], value: string): boolean {
  const at = values.indexOf(value);
  if (at >= 0) values.splice(at, 1);
  return at >= 0;
}

/** Values by key; without a key a row is its own key, and there may be several of the same. */
async function readRows(database: Database, schema: string, table: string): Promise<Map<string, string[]>> {
  const columns = await database.query<{ name: string; type: string; key: string }>(
    `SELECT COLUMN_NAME AS name, DATA_TYPE AS type, COLUMN_KEY AS \`key\` FROM information_schema.COLUMNS
      WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ? ORDER BY ORDINAL_POSITION`,
    [schema, table],
  );
  const bytesOf = (some: readonly { name: string; type: string }[]): string =>
    `CONCAT_WS('|', ${some.map(({ name, type }) => `IFNULL(HEX(${/float|bit/.test(type) ? `CAST(${named(name)} + 0e0 AS CHAR)` : /int|dec|double/.test(type) ? `CAST(${named(name)} AS CHAR)` : named(name)}), 'N')`).join(', ')})`;
  const key = columns.filter((column) => column.key === 'PRI');
  const rows = await database.query<{ key: string; value: string }>(
    `SELECT ${bytesOf(key.length > 0 ? key : columns)} AS \`key\`, ${bytesOf(columns)} AS value FROM ${named(schema)}.${named(table)}`,
  );
  const found = new Map<string, string[]>();
  for (const { key: name, value } of rows) found.set(name, [...(found.get(name) ?? []), value]);
  return found;
}
