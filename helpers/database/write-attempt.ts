import { ROOT_OF_HOST, type Host, type Target } from '../../targets/schema.js';
import { NoAnswer, errorMessage } from '../core/no-answer.js';
import { shellQuote } from '../ssh/ssh-errors.js';
import { runScript } from '../ssh/ssh.js';
import { Database, type DatabaseAccount } from './database.js';
import { named } from './parity/table-plan.js';

/** The outcome of an attempt to write. */
export type Attempt = { readonly isRefused: boolean; readonly words: string };

/** read_only, super_read_only, and a global read lock that someone holds (FLUSH TABLES WITH READ LOCK). */
const REFUSED = [1290, 1836, 1205, 1223];

const TABLE = `SELECT TABLE_SCHEMA AS place, TABLE_NAME AS name FROM information_schema.TABLES
  WHERE TABLE_SCHEMA IN (?) AND TABLE_TYPE = 'BASE TABLE' ORDER BY TABLE_SCHEMA, TABLE_NAME LIMIT 1`;
// Wait a second for a lock, not the server's default of a year.
const PATIENCE = 'SET SESSION lock_wait_timeout = 1';

type Table = { readonly place: string; readonly name: string };
/** How a server is asked: over our own connection, or as root on its host. */
type Writer = {
  /** The first table that the account can see in some databases. */
  tableIn(names: readonly string[]): Promise<Table | undefined>;
  write(sql: string): Promise<Attempt>;
  close(): void;
};

/**
 * Tries to write as one of the target's accounts. The statement deletes the rows of a table for which 1 equals 0: a
 * read-only server refuses it before it looks for rows, and any other server finds none. An INSERT that is
 * rolled back would be a worse test: it uses up an AUTO_INCREMENT value, and in a MyISAM table the row stays.
 * @throws {NoAnswer} when the account could not ask, or the server refuses for a reason other than being read-only
 */
export async function attemptWrite(target: Target, host: Host, account: DatabaseAccount): Promise<Attempt> {
  const { names } = target.databases;
  const writer =
    target.databases[account] === ROOT_OF_HOST
      ? rootOf(host)
      : connected(await Database.open(target, host, account), host);
  try {
    const table = await writer.tableIn(names);
    if (table === undefined)
      throw new NoAnswer(TABLE, host.name, `the ${account} account sees no table in ${names.join(', ')}`);
    return await writer.write(`DELETE FROM ${named(table.place)}.${named(table.name)} WHERE 1 = 0`);
  } finally {
    writer.close();
  }
}

/** The meaning of a server's refusal of a statement. */
function refusal(sql: string, host: Host, errno: number | undefined, words: string, cause?: unknown): Attempt {
  if (errno !== undefined && REFUSED.includes(errno)) return { isRefused: true, words };
  throw new NoAnswer(sql, host.name, `refused, but not because the server is read-only (${words})`, { cause });
}

function connected(database: Database, host: Host): Writer {
  const orRefusal = async (sql: string, asked: () => Promise<string>): Promise<Attempt> => {
    try {
      return { isRefused: false, words: await asked() };
    } catch (cause) {
      if (cause instanceof NoAnswer) throw cause;
      const { errno } = (cause as Error).cause as { errno?: number };
      return refusal(sql, host, errno, errorMessage(cause), cause);
    }
  };
  return {
    tableIn: async (names) => (await database.query<Table>(TABLE, [names]))[0],
    write: async (sql) =>
      orRefusal(sql, async () => {
        await database.execute(PATIENCE);
        return `accepted (${(await database.execute(sql)).changed} rows changed)`;
      }),
    close: () => {
      database.close();
    },
  };
}

/** Runs statements as root on a host, through the database client there. */
export const asRootOf = (host: Host, sql: string): ReturnType<typeof runScript> =>
  runScript(
    host,
    `for client in mysql mariadb; do command -v $client >/dev/null && break; done
    LC_ALL=C $client --connect-timeout=5 -N -B -e ${shellQuote(sql)}`,
    { description: `${sql}, as root on the host` },
  );

function rootOf(host: Host): Writer {
  return {
    tableIn: async (names) => {
      const sql = TABLE.replace('?', names.map((name) => `'${name.replace(/['\\]/g, '$&$&')}'`).join(', '));
      const { exitCode, stdout, stderr } = await asRootOf(host, sql);
      if (exitCode !== 0) throw new NoAnswer(sql, host.name, stderr.trim());
      const [place = '', name] = stdout.trim().split('\t');
      return name === undefined ? undefined : { place, name };
    },
    write: async (sql) => {
      const { exitCode, stdout, stderr } = await asRootOf(host, `${PATIENCE}; ${sql}; SELECT ROW_COUNT()`);
      if (exitCode === 0) return { isRefused: false, words: `accepted (${stdout.trim()} rows changed)` };
      return refusal(sql, host, Number(/^ERROR (\d+)/m.exec(stderr)?.[1]), stderr.trim());
    },
    close: () => undefined,
  };
}
