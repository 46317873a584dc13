import { setTimeout as wait } from 'node:timers/promises';
import { NoAnswer } from '../core/no-answer.js';
import type { Database } from './database.js';

type Reader = Pick<Database, 'query' | 'queryOne'>;

/** A server's write position, and the witness that it comes from. */
export type WritePosition = { readonly witness: string; readonly marks: Readonly<Record<string, string>> };

/** MariaDB does not count temporary tables here; a statement that read_only refuses is not counted either. */
const ROWS_WRITTEN = ['Handler_write', 'Handler_update', 'Handler_delete'];
/** MySQL counts its temporary tables with the rest, so only statements are a reliable sign there, including refused ones. */
const STATEMENTS = [
  'insert',
  'insert_select',
  'update',
  'update_multi',
  'delete',
  'delete_multi',
  'replace',
  'replace_select',
  'load',
  'truncate',
].map((name) => `Com_${name}`);

/**
 * The server's write position: the position in its binary log if it writes one, otherwise its counters of written rows.
 * The counters are reset when the server restarts, so a restart also shows as a difference.
 */
export async function writePosition(reader: Reader): Promise<WritePosition> {
  const { log, version } = await reader.queryOne<{ log: number | string; version: string }>(
    'SELECT @@GLOBAL.log_bin AS log, VERSION() AS version',
  );
  if (Number(log) === 1) {
    const statement = knowsMasters(version) ? 'SHOW MASTER STATUS' : 'SHOW BINARY LOG STATUS';
    const { File, Position } = await reader.queryOne(statement);
    return { witness: `the binary log (${statement})`, marks: { file: String(File), position: String(Position) } };
  }
  const counters = version.includes('MariaDB') ? ROWS_WRITTEN : STATEMENTS;
  const rows = await reader.query<{ Variable_name: string; Value: string }>(
    'SHOW GLOBAL STATUS WHERE Variable_name IN (?)',
    [counters],
  );
  if (rows.length !== counters.length)
    throw new NoAnswer(
      `counters ${counters.join(', ')}`,
      'the database server',
      'it does not have all of these counters',
    );
  return {
    witness: `${counters.join(', ')} (SHOW GLOBAL STATUS; this server writes no binary log)`,
    marks: Object.fromEntries(rows.map(({ Variable_name, Value }) => [Variable_name, Value])),
  };
}

/** MySQL has had the new name since 8.2, and only that one since 8.4; MariaDB keeps the old one. */
function knowsMasters(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map((part) => Number.parseInt(part, 10));
  return version.includes('MariaDB') || major < 8 || (major === 8 && minor < 2);
}

/** The write position now and after some seconds. */
export async function observeWrites(
  reader: Reader,
  seconds: number,
): Promise<{ before: WritePosition; after: WritePosition }> {
  const before = await writePosition(reader);
  await wait(seconds * 1000);
  return { before, after: await writePosition(reader) };
}

/**
 * Everything that is writing at the moment: statements that change something, and transactions that have changed rows
 * and are still open. One line each, without the statement's values. Needs the right PROCESS.
 */
export async function writesInFlight(reader: Reader): Promise<string[]> {
  const running = await reader.query<{ id: string; user: string; verb: string; seconds: string }>(
    `SELECT CAST(ID AS CHAR) AS id, USER AS user, UPPER(SUBSTRING_INDEX(TRIM(INFO), ' ', 1)) AS verb, CAST(TIME AS CHAR) AS seconds
       FROM information_schema.PROCESSLIST
      WHERE COMMAND IN ('Query', 'Execute', 'Delayed insert')
        AND TRIM(INFO) REGEXP '^(insert|update|delete|replace|load|truncate|create|alter|drop|rename|call|optimize|repair)[[:space:]]'`,
  );
  const open = await reader.query<{ id: string; changed: string; since: string }>(
    `SELECT CAST(trx_mysql_thread_id AS CHAR) AS id, CAST(trx_rows_modified AS CHAR) AS changed, CAST(trx_started AS CHAR) AS since
       FROM information_schema.INNODB_TRX WHERE trx_rows_modified > 0`,
  );
  return [
    ...running.map(({ id, user, verb, seconds }) => `connection ${id} of ${user}: ${verb} running for ${seconds} s`),
    ...open.map(
      ({ id, changed, since }) =>
        `connection ${id}: a transaction open since ${since} (rows changed but not committed: ${changed})`,
    ),
  ];
}
