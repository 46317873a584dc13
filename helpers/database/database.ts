import type { Duplex } from 'node:stream';
import type { Connection, ResultSetHeader, RowDataPacket } from 'mysql2/promise';
import { ROOT_OF_HOST, type Host, type Target } from '../../targets/schema.js';
import { NoAnswer } from '../core/no-answer.js';
import { toDatabaseError } from './errors.js';
import { hostLabel } from '../ssh/ssh.js';
import { streamTo } from '../ssh/tunnel.js';
import { patient } from '../core/patience.js';

/** A value as it comes from the server: dates, and numbers too big for a double, as text; binary data as bytes. */
export type Value = string | number | Buffer | null;
export type Row = Record<string, Value>;

/** Who a server says it is. */
export type ServerIdentity = { readonly hostname: string; readonly serverId: string; readonly version: string };

/** Identifies a server among all others. Servers that do not replicate may all have 1, MySQL's default. */
export const distinctionsOf = ({ hostname, serverId }: ServerIdentity): string[] => [
  `@@hostname ${hostname} of MySQL`,
  ...(serverId === '1' ? [] : [`@@server_id ${serverId} of MySQL`]),
];

/** Accounts that a target names. */
export type DatabaseAccount = 'reader' | 'writer' | 'application' | 'privileged';

/** Names of the accounts of a target that log in with a password. */
export const accountNames = ({ reader, writer, application, privileged }: Target['databases']): string[] =>
  [reader, writer, application, privileged].flatMap((account) =>
    account === null || account === ROOT_OF_HOST ? [] : account.user,
  );

type Bounds = { readonly connect: number; readonly query: number };
const BOUNDS: Bounds = { connect: patient(10_000), query: patient(15_000) };

/**
 * A connection to the MySQL of a host, through ssh, so that MySQL itself can listen on loopback only.
 * If it could not ask (refused, lost, timed out), it throws NoAnswer; a refusal by the server is an ordinary Error
 * with the server's own message.
 */
export class Database {
  readonly #connection: Connection;
  readonly #whom: string;

  readonly #boundMs: number;

  private constructor(connection: Connection, name: string, boundMs: number) {
    this.#connection = connection;
    this.#whom = name;
    this.#boundMs = boundMs;
  }

  /**
   * @param account 'reader' must not change anything, whatever its rights are; the others are those of the target
   * @throws {NoAnswer} also when the target does not name such an account
   */
  static async open(target: Target, host: Host, account: DatabaseAccount, boundMs: Bounds = BOUNDS): Promise<Database> {
    const credentials = target.databases[account];
    const { names, port } = target.databases;
    // Each site may have an account for its own database only.
    const database = account === 'application' || account === 'privileged' ? '' : (names[0] ?? '');
    const server = { name: `MySQL on ${hostLabel(host)}`, database, readOnly: account === 'reader' };
    if (credentials === null || credentials === ROOT_OF_HOST)
      throw new NoAnswer(
        `a connection with the ${account} account`,
        server.name,
        `target ${target.name} names no ${account} account`,
      );
    return Database.connect(streamTo(host, `127.0.0.1:${port}`), credentials, server, boundMs);
  }

  /** The same over any stream to a MySQL server. */
  static async connect(
    stream: Duplex,
    credentials: { readonly user: string; readonly password: string },
    server: { readonly name: string; readonly database: string; readonly readOnly: boolean },
    boundMs: Bounds = BOUNDS,
  ): Promise<Database> {
    // The reason comes with the stream's error; the driver would report only that the connection was lost.
    const broken = new Promise<never>((_resolve, reject) => {
      stream.once('error', reject).once('close', () => {
        reject(new Error('the connection was closed'));
      });
    });
    broken.catch(() => undefined);
    // Loaded on demand: each check that fails costs a new worker, and most checks ask no database. In a bundle, a CommonJS
    // package that is loaded on demand has no named exports.
    const { default: mysql } = await import('mysql2/promise');
    const connecting = mysql.createConnection({
      ...credentials,
      stream: () => stream,
      database: server.database,
      charset: 'utf8mb4',
      dateStrings: true,
      supportBigNumbers: true,
      bigNumberStrings: true,
      multipleStatements: false,
      connectTimeout: boundMs.connect,
    });
    connecting.catch(() => undefined);
    try {
      const database = new Database(await Promise.race([connecting, broken]), server.name, boundMs.query);
      if (server.readOnly) await database.query('SET SESSION TRANSACTION READ ONLY');
      return database;
    } catch (cause) {
      stream.destroy();
      throw toDatabaseError(cause, `a connection as ${credentials.user}`, server.name, boundMs.connect);
    }
  }

  /**
   * Rows of a SELECT or SHOW.
   * @param values that replace each `?` in the statement
   */
  async query<R extends object = Row>(sql: string, values: readonly unknown[] = []): Promise<R[]> {
    // The caller knows what the statement selects; the driver does not.
    return (await this.#send<RowDataPacket[]>(sql, values)) as unknown as R[];
  }

  /** The only row of a SELECT that returns exactly one; anything else is an Error. */
  async queryOne<R extends object = Row>(sql: string, values: readonly unknown[] = []): Promise<R> {
    const rows = await this.query<R>(sql, values);
    if (rows[0] === undefined || rows.length > 1)
      throw new Error(`${this.#whom} returned ${rows.length} rows where one was expected\n  Asked: ${sql.trim()}`);
    return rows[0];
  }

  /** An INSERT, UPDATE, or DELETE. Needs the writer's account. */
  async execute(sql: string, values: readonly unknown[] = []): Promise<{ changed: number; id: number }> {
    const { affectedRows, insertId } = await this.#send<ResultSetHeader>(sql, values);
    return { changed: affectedRows, id: insertId };
  }

  /** Which server this really is: the proof of who answered. */
  async identity(): Promise<ServerIdentity> {
    return this.queryOne<ServerIdentity>(
      'SELECT @@hostname AS hostname, CAST(@@server_id AS CHAR) AS serverId, VERSION() AS version',
    );
  }

  /** Closes the connection at once: nothing is pending that is worth waiting for. */
  close(): void {
    this.#connection.destroy();
  }

  async #send<T extends RowDataPacket[] | ResultSetHeader>(sql: string, values: readonly unknown[]): Promise<T> {
    try {
      const [result] = await this.#connection.query<T>({ sql, values: [...values], timeout: this.#boundMs });
      return result;
    } catch (cause) {
      const error = toDatabaseError(cause, sql.trim(), this.#whom, this.#boundMs);
      // The late answer would still arrive, and every later question would wait behind it.
      if (error instanceof NoAnswer) this.close();
      throw error;
    }
  }
}
