import type { Host, Target } from '../../targets/schema.js';
import { NoAnswer, errorMessage } from '../core/no-answer.js';
import { Database, type DatabaseAccount } from './database.js';
import { named } from './parity/table-plan.js';

/** What came of an attempt to write. */
export type Attempt = { readonly isRefused: boolean; readonly words: string };

/** read_only, super_read_only, and a global read lock that somebody holds (FLUSH TABLES WITH READ LOCK). */
const REFUSED = [1290, 1836, 1205, 1223];

const TABLE = `SELECT TABLE_NAME AS name FROM information_schema.TABLES
  WHERE TABLE_SCHEMA = ? AND TABLE_TYPE = 'BASE TABLE' ORDER BY TABLE_NAME LIMIT 1`;

/**
 * Tries to write as one of the target's accounts. The statement deletes the rows of a table for which 1 equals 0: a
 * server that is read-only refuses it before it looks for rows, and one that is not finds none. An INSERT that is
 * rolled back would be a worse question: it uses up an AUTO_INCREMENT, and in a MyISAM table it stays.
 * @throws {NoAnswer} when the account could not ask, or the server refuses for another reason than being read-only
 */
export async function attemptWrite(target: Target, host: Host, account: DatabaseAccount): Promise<Attempt> {
  const database = await Database.open(target, host, account);
  const [schema = ''] = target.databases.names;
  let sql = 'SET SESSION lock_wait_timeout = 1';
  try {
    // Whoever waits for a lock waits a second, not the server's default of a year.
    await database.execute(sql);
    sql = TABLE;
    const [found] = await database.query<{ name: string }>(sql, [schema]);
    if (!found) throw new NoAnswer(sql, host.name, `${account} sees no table of ${schema}`);
    sql = `DELETE FROM ${named(schema)}.${named(found.name)} WHERE 1 = 0`;
    const { changed } = await database.execute(sql);
    return { isRefused: false, words: `accepted (${changed} rows changed)` };
  } catch (cause) {
    if (cause instanceof NoAnswer) throw cause;
    const { errno } = (cause as Error).cause as { errno?: number };
    if (errno !== undefined && REFUSED.includes(errno)) return { isRefused: true, words: errorMessage(cause) };
    throw new NoAnswer(sql, host.name, `refused, but not for being read-only (${errorMessage(cause)})`, { cause });
  } finally {
    database.close();
  }
}
