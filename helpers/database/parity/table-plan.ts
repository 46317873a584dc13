import { groupBy } from '../../core/lists.js';
import type { Asker } from './range.js';

/** A column as information_schema.COLUMNS describes it. */
export type Column = {
  readonly name: string;
  readonly type: string;
  readonly charset: string | null;
  readonly collation: string | null;
  readonly isNullable: boolean;
};
/** A unique index without NULL. */
type UniqueIndex = { readonly name: string; readonly columns: readonly string[]; readonly isOfWholeColumns: boolean };
export type Shape = {
  readonly engine: string | null;
  readonly columns: readonly Column[];
  /** The primary key first. */
  readonly keys: readonly UniqueIndex[];
  /** The server's estimates. */
  readonly rows: number;
  readonly bytes: number;
};

/** How the rows of a table are identified, ordered, and checksummed, the same way on both servers. */
export type TablePlan = {
  readonly schema: string;
  readonly table: string;
  /** Columns that both servers have; the structure checks cover the others. */
  readonly columns: readonly Column[];
  /** The columns of a unique key; empty if there is none: then a row is identified by all of its values. */
  readonly key: readonly Column[];
  /** The index that serves ranges of the key; undefined if the two servers may sort it differently. */
  readonly index: string | undefined;
  /** Columns whose character set differs between the servers: compared as characters, not as bytes. */
  readonly transcoded: readonly string[];
  /** The files of the table stay open on both servers, however often a statement names it. */
  readonly isInnoDb: boolean;
  readonly rows: number;
  readonly bytes: number;
};

/** Columns, unique keys, and sizes of all tables of a database. */
export async function shapesOf(asker: Asker, schema: string): Promise<Map<string, Shape>> {
  const tables = await asker.query<{ name: string; engine: string | null; rows: string | null; bytes: string | null }>(
    `SELECT TABLE_NAME AS name, ENGINE AS engine, CAST(TABLE_ROWS AS CHAR) AS \`rows\`, CAST(DATA_LENGTH AS CHAR) AS bytes
       FROM information_schema.TABLES
      WHERE TABLE_SCHEMA = ${text(schema)} AND TABLE_TYPE NOT IN ('VIEW', 'SYSTEM VIEW', 'SEQUENCE') ORDER BY TABLE_NAME`,
  );
  const columns = await asker.query<Omit<Column, 'isNullable'> & { table: string; nullable: string }>(
    `SELECT TABLE_NAME AS \`table\`, COLUMN_NAME AS name, DATA_TYPE AS type, CHARACTER_SET_NAME AS charset,
            COLLATION_NAME AS collation, IS_NULLABLE AS nullable
       FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = ${text(schema)} ORDER BY TABLE_NAME, ORDINAL_POSITION`,
  );
  const parts = await asker.query<{ table: string; name: string; column: string; bad: string; cut: string | null }>(
    `SELECT TABLE_NAME AS \`table\`, INDEX_NAME AS name, COLUMN_NAME AS \`column\`, NULLABLE AS bad,
            CAST(SUB_PART AS CHAR) AS cut
       FROM information_schema.STATISTICS WHERE TABLE_SCHEMA = ${text(schema)} AND NON_UNIQUE = 0
      ORDER BY TABLE_NAME, INDEX_NAME <> 'PRIMARY', INDEX_NAME, SEQ_IN_INDEX`,
  );
  const [columnsOf, partsOf] = [groupBy(columns, byTable), groupBy(parts, byTable)];
  return new Map(
    tables.map(({ name: table, engine, rows, bytes }) => [
      table,
      {
        engine,
        columns: (columnsOf.get(table) ?? []).map(({ name, type, charset, collation, nullable }) => ({
          ...{ name, type, charset, collation },
          isNullable: nullable === 'YES',
        })),
        keys: [...groupBy(partsOf.get(table) ?? [], ({ name }) => name)]
          .filter(([, of]) => of.every(({ bad }) => bad !== 'YES'))
          .map(([name, of]) => ({
            name,
            columns: of.map(({ column }) => column),
            isOfWholeColumns: of.every(({ cut }) => cut === null),
          })),
        rows: Number(rows),
        bytes: Number(bytes),
      },
    ]),
  );
}

/** A text as an SQL literal. */
const text = (value: string): string => `'${value.replace(/['\\]/g, '\\$&')}'`;

const byTable = ({ table }: { readonly table: string }): string => table;

/** ENUM, SET, and BIT are sorted by number but compared as text; geometries are not sorted at all. */
const SORTED =
  /^(tinyint|smallint|mediumint|int|bigint|decimal|float|double|year|date|datetime|timestamp|time|char|varchar|(tiny|medium|long)?text|binary|varbinary|(tiny|medium|long)?blob)$/;

/** The plan for a table that both servers have. */
export function planOf(schema: string, table: string, old: Shape, now: Shape): TablePlan {
  const other = new Map(now.columns.map((column) => [column.name, column]));
  const columns = old.columns
    .filter(({ name }) => other.has(name))
    .map((column) => ({ ...column, isNullable: column.isNullable || other.get(column.name)?.isNullable === true }));
  const key = old.keys.find((mine) => now.keys.some((its) => its.columns.join('\n') === mine.columns.join('\n')));
  const same = now.keys.find((its) => its.name === key?.name);
  const keyColumns = (key?.columns ?? []).flatMap((name) => columns.find((column) => column.name === name) ?? []);
  const isSortedAlike =
    key?.isOfWholeColumns === true &&
    same?.isOfWholeColumns === true &&
    keyColumns.every(({ name, type, collation }) => {
      const its = other.get(name);
      return SORTED.test(type) && its?.type === type && nowadays(its.collation) === nowadays(collation);
    });
  return {
    ...{ schema, table, columns },
    key: keyColumns,
    index: isSortedAlike ? key.name : undefined,
    transcoded: columns
      .filter(({ name, charset }) => nowadays(other.get(name)?.charset ?? null) !== nowadays(charset))
      .map(({ name }) => name),
    isInnoDb: old.engine === 'InnoDB' && now.engine === 'InnoDB',
    rows: Math.max(old.rows, now.rows),
    bytes: Math.max(old.bytes, now.bytes),
  };
}

/** utf8 is now called utf8mb3. */
const nowadays = (name: string | null): string | undefined => name?.replace(/^utf8mb3(?=_|$)/, 'utf8');

/** The key, if it is a single integer. */
export function numberedBy({ key }: TablePlan): string | undefined {
  const [only] = key;
  return key.length === 1 && only !== undefined && /int$/.test(only.type) ? only.name : undefined;
}

export const named = (name: string): string => `\`${name.replaceAll('`', '``')}\``;

/** The table's name in SQL. */
export const tableOf = ({ schema, table }: TablePlan): string => `${named(schema)}.${named(table)}`;
