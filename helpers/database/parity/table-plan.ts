import { unique } from '../../core/lists.js';
import type { Database } from '../database.js';

type Reader = Pick<Database, 'query'>;

/** A column as information_schema.COLUMNS tells it. */
export type Column = { readonly name: string; readonly type: string; readonly charset: string | null };
type Shape = { readonly columns: readonly Column[]; readonly key: readonly string[] };

/** How the rows of a table are told apart and summed up, the same on both servers. */
export type TablePlan = {
  readonly schema: string;
  readonly table: string;
  /** Columns that both servers have; the others are a matter of the structure. */
  readonly columns: readonly Column[];
  /** The columns of the primary key; empty without one: then a row is known by all that it holds. */
  readonly key: readonly Column[];
  /** Columns whose character set differs between the servers: compared as characters, not as bytes. */
  readonly transcoded: readonly string[];
};

/** Columns and primary keys of all base tables of a database. */
export async function shapesOf(database: Reader, schema: string): Promise<Map<string, Shape>> {
  const columns = await database.query<Column & { table: string }>(
    `SELECT t.TABLE_NAME AS \`table\`, c.COLUMN_NAME AS name, c.DATA_TYPE AS type, c.CHARACTER_SET_NAME AS charset
       FROM information_schema.TABLES t
       JOIN information_schema.COLUMNS c ON c.TABLE_SCHEMA = t.TABLE_SCHEMA AND c.TABLE_NAME = t.TABLE_NAME
      WHERE t.TABLE_SCHEMA = ? AND t.TABLE_TYPE = 'BASE TABLE' ORDER BY t.TABLE_NAME, c.ORDINAL_POSITION`,
    [schema],
  );
  const keys = await database.query<{ table: string; name: string }>(
    `SELECT TABLE_NAME AS \`table\`, COLUMN_NAME AS name FROM information_schema.STATISTICS
      WHERE TABLE_SCHEMA = ? AND INDEX_NAME = 'PRIMARY' ORDER BY TABLE_NAME, SEQ_IN_INDEX`,
    [schema],
  );
  return new Map(
    unique(columns.map(({ table }) => table)).map((table) => [
      table,
      {
        columns: columns.filter((column) => column.table === table),
        key: keys.filter((column) => column.table === table).map(({ name }) => name),
      },
    ]),
  );
}

/** The plan for a table that both servers have. */
export function planOf(schema: string, table: string, onOld: Shape, onNew: Shape): TablePlan {
  const onNewHost = new Map(onNew.columns.map((column) => [column.name, column]));
  const columns = onOld.columns.filter(({ name }) => onNewHost.has(name));
  const hasSameKey = onOld.key.join() === onNew.key.join();
  return {
    schema,
    table,
    columns,
    key: hasSameKey ? columns.filter(({ name }) => onOld.key.includes(name)) : [],
    transcoded: columns
      .filter(({ name, charset }) => charset !== null && onNewHost.get(name)?.charset !== charset)
      .map(({ name }) => name),
  };
}

const INTEGERS = ['tinyint', 'smallint', 'mediumint', 'int', 'bigint'];

/** The key, when it is one whole number: its rows can be cut into ranges. */
export function numberedBy({ key }: TablePlan): string | undefined {
  const [only] = key;
  return key.length === 1 && only !== undefined && INTEGERS.includes(only.type) ? only.name : undefined;
}

export const named = (name: string): string => `\`${name.replaceAll('`', '``')}\``;

/** A column as bytes that two servers agree on, whatever character set and version they have. */
function bytesOf({ name, type }: Column, plan: TablePlan): string {
  if (type === 'bit') return `(${named(name)} + 0)`;
  return plan.transcoded.includes(name) ? `CONVERT(${named(name)} USING utf8mb4)` : named(name);
}

/** SQL for the check sum of one column. */
export const columnSum = (column: Column, plan: TablePlan): string => `CRC32(${bytesOf(column, plan)})`;

/**
 * SQL for one check sum over some columns. Each is summed up by itself: the sums are separated without doubt, whatever
 * the texts hold, no row is too long for max_allowed_packet, and NULL is told from an empty text.
 */
export const rowSum = (columns: readonly Column[], plan: TablePlan): string =>
  `CRC32(CONCAT_WS(',', ${columns.map((column) => `IFNULL(${columnSum(column, plan)}, 'N')`).join(', ')}))`;
