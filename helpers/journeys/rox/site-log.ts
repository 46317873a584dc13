import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Target } from '../../../targets/schema.js';
import type { Database } from '../../database/database.js';
import { containing, tableOf } from './forget-member.js';

/**
 * The lines of the site's own log that this suite caused. Members who were taken out are still named in it, so nothing but
 * its ids tells where to look: the end that the log had before the first run whose lines are not known to be gone is kept
 * from one run to the next.
 */
const NOTE = 'end-of-site-log.txt';

/**
 * @param folder what an operator keeps of the target from one run to the next
 * @param id the last line that the log has now
 * @returns the last line before which none is of this suite
 */
export function keepEndOfLog(folder: string, id: number): number {
  const kept = existsSync(join(folder, NOTE)) ? Number(readFileSync(join(folder, NOTE), 'utf8')) : undefined;
  // A log that is shorter than it was is another one: the database was loaded again.
  if (kept !== undefined && kept <= id) return kept;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeFileSync(join(folder, NOTE), String(id));
  return id;
}

/** Says that no line of this suite is left in the log. */
export const forgetEndOfLog = (folder: string): void => {
  rmSync(join(folder, NOTE), { force: true });
};

/**
 * Takes out lines of the site's log that have any of some words in them.
 * @param range after the first of these ids, and up to the second
 * @returns how many these were
 */
export async function forgetLogLines(
  target: Target,
  writer: Pick<Database, 'execute'>,
  words: readonly string[],
  [after, until]: readonly [after: number, until: number],
): Promise<number> {
  const any = words.map(() => 'Str LIKE ?').join(' OR ');
  const { changed } = await writer.execute(
    `DELETE FROM ${tableOf(target, 'BW_ARCH.logs')} WHERE id > ? AND id <= ? AND (${any})`,
    [after, until, ...words.map(containing)],
  );
  return changed;
}
