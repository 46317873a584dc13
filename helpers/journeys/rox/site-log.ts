import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Target } from '../../../targets/schema.js';
import type { Database } from '../../database/database.js';
import { containing, tableOf } from './forget-member.js';

/**
 * The lines of the site's own log that this suite caused. Members who have been removed are still named in it, so only
 * its ids tell where to look: the last id in the log before the first run whose lines may remain is kept
 * from one run to the next.
 */
const NOTE = 'end-of-site-log.txt';

/**
 * @param folder where an operator keeps data about the target from one run to the next
 * @param id the last line that the log has now
 * @returns the id up to which no line comes from this suite
 */
export function keepEndOfLog(folder: string, id: number): number {
  const kept = existsSync(join(folder, NOTE)) ? Number(readFileSync(join(folder, NOTE), 'utf8')) : undefined;
  // A log that is shorter than before is a new one: the database was loaded again.
  if (kept !== undefined && kept <= id) return kept;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeFileSync(join(folder, NOTE), String(id));
  return id;
}

/** Notes that no line of this suite is left in the log. */
export const forgetEndOfLog = (folder: string): void => {
  rmSync(join(folder, NOTE), { force: true });
};

/**
 * Removes lines of the site's log that contain any of the given words.
 * @param range after the first of these ids, and up to the second
 * @returns how many were removed
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
