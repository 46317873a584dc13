import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { unique } from '../../core/lists.js';
import type { Target } from '../../../targets/schema.js';
import type { Database } from '../../database/database.js';
import { shellQuote } from '../../ssh/ssh-errors.js';
import { runScript } from '../../ssh/ssh.js';
import { containing, OWNED, tableOf, type MemberIds } from './forget-member.js';
import { isMarked, MARK } from './test-data.js';

/** Members that a run made up, with their ids if they have been removed again. */
export type MadeUp = { readonly username: string; readonly gone: readonly MemberIds[] };

/** A file in the run's folder, one line per step: written before a member registers, so that no one is lost if the run is killed. */
const journalOf = (runFolder: string): string => join(runFolder, 'made-up-members.txt');

/** Notes that a member is about to register or has been removed. */
export const noteMadeUp = (runFolder: string, username: string, gone: readonly MemberIds[] = []): void => {
  appendFileSync(journalOf(runFolder), `${[username, ...gone.map(({ m, u }) => `${m}/${u}`)].join(' ')}\n`);
};

/** Notes where the site's log ended before the run wrote anything. */
export const noteEndOfLog = (runFolder: string, id: number): void => {
  appendFileSync(journalOf(runFolder), `${END_OF_LOG} ${id}\n`);
};

const END_OF_LOG = 'log';

/** Members that a run has made up so far, and the id up to which the site's log mentions none of them. */
export function madeUpIn(runFolder: string): { readonly madeUp: MadeUp[]; readonly logsAfter: number } {
  const file = journalOf(runFolder);
  const lines = (existsSync(file) ? readFileSync(file, 'utf8').split('\n') : []).map((line) => line.split(' '));
  const ends = lines.filter(([first]) => first === END_OF_LOG).map(([, id]) => Number(id));
  const found = new Map<string, MadeUp>();
  for (const [username = '', ...ids] of lines.filter(([first]) => first !== '' && first !== END_OF_LOG)) {
    const gone = ids.map((each) => each.split('/').map(Number)).map(([m = 0, u = 0]) => ({ m, u }));
    found.set(username, { username, gone: [...(found.get(username)?.gone ?? []), ...gone] });
  }
  return { madeUp: [...found.values()], logsAfter: ends.length === 0 ? 0 : Math.min(...ends) };
}

const BEGINS_WITH_MARK = containing(MARK).slice(1);

/**
 * Made-up names that still exist on a host.
 * @param olderThanMinutes leaves out members who registered more recently: another part of this run may need them
 */
export async function membersLeft(
  target: Target,
  database: Pick<Database, 'query'>,
  olderThanMinutes = 0,
): Promise<string[]> {
  const members = await database.query<{ name: string }>(
    `SELECT Username AS name FROM ${tableOf(target, 'members')} WHERE Username LIKE ? AND created <= NOW() - INTERVAL ? MINUTE`,
    [BEGINS_WITH_MARK, olderThanMinutes],
  );
  // The other half does not record the time: a member known only there may be a current one.
  const users =
    olderThanMinutes > 0
      ? []
      : await database.query<{ name: string }>(
          `SELECT handle AS name FROM ${tableOf(target, 'user')} WHERE handle LIKE ?
           UNION SELECT SUBSTRING_INDEX(email, '@', 1) FROM ${tableOf(target, 'user')} WHERE email LIKE ?`,
          [BEGINS_WITH_MARK, BEGINS_WITH_MARK],
        );
  return unique([...members, ...users].map(({ name }) => name)).filter(isMarked);
}

/**
 * Traces on the new host of members that were made up and removed again, in words.
 * @param names their names, or the beginning of all their names: no line of the log may contain them
 */
export async function tracesLeft(
  target: Target,
  database: Pick<Database, 'query'>,
  {
    madeUp,
    names,
    logsAfter,
  }: {
    readonly madeUp: readonly MadeUp[];
    readonly names: readonly string[];
    readonly logsAfter: number;
  },
): Promise<string[]> {
  const ids = (half: keyof MemberIds): number[] => [0, ...madeUp.flatMap(({ gone }) => gone.map((each) => each[half]))];
  const logs = tableOf(target, 'BW_ARCH.logs');
  const counts = await database.query<{ place: string; n: string }>(
    [
      ...OWNED.map(
        ([table, column]) =>
          `SELECT '${table}' AS place, COUNT(*) AS n FROM ${tableOf(target, table)} WHERE ${column} > 0 AND ${column} IN (?)`,
      ),
      `SELECT '${logs} that name test members', COUNT(*) FROM ${logs} WHERE id > ? AND (${['FALSE', ...names.map(() => 'Str LIKE ?')].join(' OR ')})`,
    ].join(' UNION ALL '),
    [...OWNED.map(([, , half]) => ids(half)), logsAfter, ...names.map(containing)],
  );
  return [
    ...counts.filter(({ n }) => Number(n) > 0).map(({ place, n }) => `rows of ${place}: ${n}`),
    ...(await filesLeft(target, ids('u'), ids('m'))),
  ];
}

async function filesLeft(target: Target, users: readonly number[], members: readonly number[]): Promise<string[]> {
  const names = [
    ...users.filter((id) => id > 0).map((id) => `gallery/user${id}`),
    ...members.filter((id) => id > 0).map((id) => `user/avatars/${id}`),
  ];
  if (names.length === 0) return [];
  const script = `cd ${shellQuote(target.dataDirectory)} && for each in ${names.join(' ')}; do [ ! -e "$each" ] || echo "$each"; done`;
  const { stdout } = await runScript(target.hosts.new, script, {
    description: 'which of the pictures uploaded by this suite are left',
  });
  return stdout.split('\n').filter((each) => each !== '');
}
