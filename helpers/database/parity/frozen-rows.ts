import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Target } from '../../../targets/schema.js';
import { NoAnswer } from '../../core/no-answer.js';
import { stateFolder } from '../../core/folders.js';
import { Database } from '../database.js';
import { writePosition, type WritePosition } from '../write-activity.js';
import { compareRows, type ComparedRows, type CompareOptions } from './compare.js';

type Readers = { readonly old: Database; readonly new: Database };
type Options = Pick<CompareOptions, 'leaveOut' | 'isSecret' | 'differenceFile' | 'onProgress'>;

/** The comparison limits how long its queries run, and aborts them on the server. */
const BOUNDS = { connect: 10_000, query: 24 * 3_600_000 };
const MOST_NAMED = 10;

/**
 * Compares the rows of a database on both hosts while no one writes to them, within the limits of the target.
 * @param readers connections for small queries on the side
 * @param resume continues an interrupted comparison if no one has written to the servers since
 * @returns what was compared on which servers; anything that could not be compared is listed among the differences
 * @throws {NoAnswer} when nothing differs, but something could not be compared
 */
export async function compareFrozenRows(
  target: Target,
  readers: Readers,
  schema: string,
  { resume, ...options }: Options & { readonly resume: boolean },
): Promise<ComparedRows & { readonly of: readonly unknown[] }> {
  const { minutes, connections, threadsRunning } = target.databases.comparison;
  const before = await writePosition(readers.old);
  const of = [await readers.old.identity(), before, await readers.new.identity(), await writePosition(readers.new)];
  const server = (role: 'old' | 'new') => ({
    name: `MySQL on ${target.hosts[role].name}`,
    open: async (): Promise<Database> => {
      const database = await Database.open(target, target.hosts[role], 'reader', BOUNDS);
      await database.query("SET SESSION time_zone = '+00:00', sql_mode = ''");
      return database;
    },
  });
  const result = await compareRows({ old: server('old'), new: server('new') }, schema, {
    ...options,
    connections,
    limits: { threadsRunning },
    signal: AbortSignal.timeout(minutes * 60_000),
    state: { file: join(stateFolder(target.name), `comparison-${schema}.json`), of: JSON.stringify(of), resume },
  });
  const unproven = [...result.unproven, ...writtenMeanwhile(before, await writePosition(readers.old))];
  if (result.differences.length === 0 && unproven.length > 0)
    throw new NoAnswer(
      `whether ${schema} holds the same rows on both hosts`,
      'both servers',
      `not proven (${unproven.length}): ${unproven.slice(0, MOST_NAMED).join('; ')}`,
    );
  return {
    ...{ ...result, of, unproven },
    differences: [...result.differences, ...unproven.map((line) => `not proven: ${line}`)],
  };
}

/** Refused statements are counted too, so these counters do not show whether anything was written. */
function writtenMeanwhile(before: WritePosition, after: WritePosition): string[] {
  const isSame = isDeepStrictEqual(before, after) || before.witness.startsWith('Com_');
  return isSame ? [] : [`the old host was written to in the meantime, according to ${before.witness}`];
}
