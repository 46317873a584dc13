import mysql from 'mysql2/promise';
import type { Config } from './config.js';

type SqlValue = string | number | null | readonly (string | number)[];
type Written = { readonly insertId: number; readonly affectedRows: number };

/** Queries with ? for values; tables of the other databases as `${config.archive}.logs`. Dates come as strings. */
export type Database = {
  // The caller declares the columns that it selected; this cannot be checked against the SQL.
  rows<Row>(sql: string, values?: readonly SqlValue[]): Promise<Row[]>;
  first<Row>(sql: string, values?: readonly SqlValue[]): Promise<Row | undefined>;
  write(sql: string, values?: readonly SqlValue[]): Promise<Written>;
  /** The next id of a table that counts in a sequence table. Creates the sequence first, as the real site does. */
  nextId(table: string): Promise<number>;
  /** All or nothing. */
  transaction<Result>(work: (db: Database) => Promise<Result>): Promise<Result>;
};

type Asking = (sql: string, values: readonly SqlValue[]) => Promise<unknown>;

const codeOf = (cause: unknown): string =>
  cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : '';

function over(ask: Asking, transaction: Database['transaction']): Database {
  const db: Database = {
    rows: async <Row>(sql: string, values: readonly SqlValue[] = []) => (await ask(sql, values)) as Row[],
    first: async <Row>(sql: string, values: readonly SqlValue[] = []) => (await db.rows<Row>(sql, values))[0],
    write: async (sql, values = []) => (await ask(sql, values)) as Written,
    nextId: async (table) => {
      try {
        await ask(`CREATE TABLE ${table}_seq (id int(11) NOT NULL) ENGINE=MyISAM`, []);
        await ask(`INSERT INTO ${table}_seq VALUES (-1)`, []);
      } catch (cause) {
        // Only "exists already" is expected; an account without CREATE must fail here.
        if (codeOf(cause) !== 'ER_TABLE_EXISTS_ERROR') throw cause;
      }
      return (await db.write(`UPDATE ${table}_seq SET id = LAST_INSERT_ID(id + 1)`)).insertId;
    },
    transaction,
  };
  return db;
}

/** Opens a pool; nothing is sent before the first query, and after a restart of the server, queries are simply sent again. */
export function openDatabase(config: Config): Database & { close(): Promise<void> } {
  const socket = config.get('db', 'socket');
  const pool = mysql.createPool({
    ...(socket === ''
      ? { host: config.get('db', 'host', '127.0.0.1'), port: Number(config.get('db', 'port', '3306')) }
      : { socketPath: socket }),
    user: config.get('db', 'user'),
    password: config.get('db', 'password'),
    database: config.get('db', 'name', 'BW_MAIN'),
    charset: 'UTF8_GENERAL_CI',
    dateStrings: true,
    connectionLimit: 10,
    connectTimeout: 10_000,
  });
  const ask: Asking = async (sql, values) => {
    try {
      return (await pool.query(sql, [...values]))[0];
    } catch (cause) {
      // A pooled connection that died with the old server: the statement never arrived.
      if (!['PROTOCOL_CONNECTION_LOST', 'ECONNRESET', 'EPIPE', 'ER_SERVER_SHUTDOWN'].includes(codeOf(cause)))
        throw cause;
      return (await pool.query(sql, [...values]))[0];
    }
  };
  const db = over(ask, async (work) => {
    const connection = await pool.getConnection();
    const inside: Database = over(
      async (sql, values) => (await connection.query(sql, [...values]))[0],
      (inner) => inner(inside),
    );
    try {
      await connection.beginTransaction();
      const result = await work(inside);
      await connection.commit();
      return result;
    } catch (cause) {
      await connection.rollback().catch(() => undefined);
      throw cause;
    } finally {
      connection.release();
    }
  });
  return { ...db, close: () => pool.end() };
}
