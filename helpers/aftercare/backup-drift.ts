import type { Database } from '../database/database.js';
import { chunkSums, cutOf, differingChunks, lastKey } from '../database/parity/chunks.js';
import { findDifferingRows, rowsOf } from '../database/parity/rows.js';
import { diffSchemaObjects, withoutCounter } from '../database/parity/structure-diff.js';
import { ASPECTS, Structure } from '../database/parity/structure.js';
import { planOf, shapesOf, type TablePlan } from '../database/parity/table-plan.js';

type Reader = Pick<Database, 'query' | 'queryOne'>;

/** What of a restored database is not built as the live one is; of a table that is not there, nothing but that. */
export async function builtDifferently(live: Reader, restored: Reader, schema: string): Promise<string[]> {
  const found: string[] = [];
  const isListed = (line: string): boolean =>
    found.some((earlier) => line.startsWith(`${earlier.split(':')[0] ?? ''}.`));
  const names = ['the live one', 'the restored one'] as const;
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
  /** Tables of which more has changed than a day or so explains, one line each. */
  readonly differences: readonly string[];
};

/** A table of few rows may change all of them. */
const ALWAYS_ALLOWED = 10;
/** Rows of more chunks than these are not looked at one by one: what these hold stands for the rest. */
const MOST_CHUNKS = 20;

/**
 * Compares an older state of a database with the live one. What was written since is no difference: rows with a higher
 * number than all of the backup's, and counters and times that moved on. Of the rest, a little may differ.
 * @param percent how much of a table
 */
export async function compareBackup(
  live: Reader,
  restored: Reader,
  schema: string,
  { percent, leaveOut }: { readonly percent: number; readonly leaveOut: readonly string[] },
): Promise<Drift> {
  const [now, before] = await Promise.all([shapesOf(live, schema), shapesOf(restored, schema)]);
  const tables = [...now].filter(([table]) => before.has(table) && !leaveOut.includes(table));
  const differences: string[] = [];
  for (const [table, shape] of tables) {
    const plan = planOf(schema, table, shape, before.get(table) ?? shape);
    const { rows, differing } = await countDiffering(live, restored, plan);
    if (differing > Math.max(ALWAYS_ALLOWED, (rows * percent) / 100))
      differences.push(`${schema}.${table}: ${differing} of ${rows} rows are not the same in the backup`);
  }
  return { compared: tables.map(([table]) => table), differences };
}

async function countDiffering(
  live: Reader,
  restored: Reader,
  plan: TablePlan,
): Promise<{ rows: number; differing: number }> {
  const ask = <T>(question: (reader: Reader) => Promise<T>): Promise<[T, T]> =>
    Promise.all([question(live), question(restored)]);
  const last = await ask((reader) => lastKey(reader, plan));
  const cut = cutOf(
    plan,
    last.reduce((a, b) => (a === undefined || (b !== undefined && b > a) ? b : a)),
  );
  const [now, before] = await ask((reader) => chunkSums(reader, plan, cut));
  const chunks = differingChunks(now, before);
  const rows = Math.max(...[now, before].map((sums) => sums.reduce((sum, { total }) => sum + Number(total), 0)));
  if (chunks.length === 0) return { rows, differing: 0 };
  const looked = chunks.slice(0, MOST_CHUNKS);
  const [rowsNow, rowsBefore] = await ask((reader) => rowsOf(reader, plan, cut, looked));
  const { missing, extra, different } = findDifferingRows(plan, rowsNow, rowsBefore);
  const found = [
    ...missing.filter((key) => !isNewer(key, last[1])),
    // Without a primary key a changed row is one that is missing and one too many.
    ...(plan.key.length > 0 ? extra : []),
    ...different.filter(({ columns }) => columns.some((name) => isText(plan, name))),
  ].length;
  return { rows, differing: Math.round((found * chunks.length) / looked.length) };
}

const isNewer = (key: string, last: bigint | undefined): boolean =>
  last !== undefined && /^-?\d+$/.test(key) && BigInt(key) > last;

/** A dump in the wrong character set mangles texts; what counts and what tells the time changes by itself. */
const isText = ({ columns }: TablePlan, name: string): boolean =>
  columns.some((column) => column.name === name && column.charset !== null);
