import { NoAnswer } from '../core/no-answer.js';
import type { Database } from '../database/database.js';
import { compareRows } from '../database/parity/compare.js';
import type { DifferingRow } from '../database/parity/differing-rows.js';
import { sumOf } from '../database/parity/range.js';
import { largestKey } from '../database/parity/row-values.js';
import { Session, type Opener } from '../database/parity/session.js';
import { ASPECTS, Structure } from '../database/structure/structure.js';
import { diffSchemaObjects, withoutCounter } from '../database/structure/structure-diff.js';
import type { TablePlan } from '../database/parity/table-plan.js';

type Reader = Pick<Database, 'query'>;

/** Parts of a restored database whose structure differs from the live one; one line for a missing table. */
export async function builtDifferently(live: Reader, restored: Reader, schema: string): Promise<string[]> {
  const found: string[] = [];
  const isListed = (line: string): boolean =>
    found.some((earlier) => line.startsWith(`${earlier.split(':')[0] ?? ''}.`));
  const names = ['the live server', 'the restored server'] as const;
  const both = [new Structure(live, schema, names[0]), new Structure(restored, schema, names[1])] as const;
  for (const aspect of ASPECTS) {
    const [now, then] = await Promise.all([both[0].objects(aspect), both[1].objects(aspect)]);
    const lines = diffSchemaObjects(withoutCounter(now), withoutCounter(then), names);
    found.push(...lines.filter((line) => !isListed(line)));
  }
  return found;
}

export type Drift = {
  readonly compared: readonly string[];
  /** Tables that have changed more than a day or so explains, one line each. */
  readonly differences: readonly string[];
};

/** In a small table, all rows may change. */
const ALWAYS_ALLOWED = 10;

/**
 * Compares an older state of a database with the live one. Later writes are not a difference: rows with a higher
 * number than all of the backup's, and counters and times that moved on. Of the rest, a little may differ.
 * @param percent how much of a table
 * @throws {NoAnswer} when a table could not be compared
 */
export async function compareBackup(
  live: Opener,
  restored: Opener,
  schema: string,
  { percent, leaveOut }: { readonly percent: number; readonly leaveOut: readonly string[] },
): Promise<Drift> {
  const found = new Map<TablePlan, number>();
  const { compared, rows, unproven } = await compareRows(
    { old: { name: 'the live server', open: live }, new: { name: 'the restored server', open: restored } },
    schema,
    {
      leaveOut,
      isLive: true,
      connections: 1,
      onRows: (plan, differing) => {
        found.set(plan, (found.get(plan) ?? 0) + differing.filter((row) => matters(plan, row)).length);
      },
    },
  );
  if (unproven[0] !== undefined) throw new NoAnswer('whether the backup holds the live rows', schema, unproven[0]);
  const differences: string[] = [];
  for (const [plan, differing] of found) {
    const total = rows.get(plan.table) ?? 0;
    const lost = differing - (await newerRows(plan, live, restored));
    if (lost > Math.max(ALWAYS_ALLOWED, (total * percent) / 100))
      differences.push(`${schema}.${plan.table}: ${lost} of ${total} rows differ in the backup`);
  }
  return { compared, differences };
}

/** A dump in the wrong character set mangles texts; counters and timestamps change on their own. */
function matters({ columns, key }: TablePlan, { is, columns: differing }: DifferingRow): boolean {
  // Without a unique key, a changed row appears as one missing row and one extra row.
  if (is !== 'different') return is === 'missing' || key.length > 0;
  return differing.some((name) => columns.some((column) => column.name === name && column.charset !== null));
}

/** How many rows of a numbered table were added after the backup. */
async function newerRows(plan: TablePlan, live: Opener, restored: Opener): Promise<number> {
  const [now, then] = [new Session(live), new Session(restored)];
  try {
    const last = await largestKey(then, plan);
    return last === undefined ? 0 : (await sumOf(now, plan, { after: [String(last)] })).rows;
  } finally {
    now.close();
    then.close();
  }
}
