import { unique } from '../../core/lists.js';
import { compareTables } from './comparison.js';
import { DifferenceFile } from './difference-file.js';
import type { DifferingRow } from './differing-rows.js';
import type { Progress } from './progress.js';
import { Report } from './report.js';
import { Lane, LIMITS, Server, type Limits } from './server.js';
import type { Opener } from './session.js';
import { ComparisonState } from './state.js';
import { planOf, shapesOf, type TablePlan } from './table-plan.js';

export type BothServers = {
  readonly old: { readonly name: string; readonly open: Opener };
  readonly new: { readonly name: string; readonly open: Opener };
};

export type CompareOptions = {
  /** Tables whose rows are not compared. */
  readonly leaveOut?: readonly string[];
  /** No part of a value is shown. */
  readonly isSecret?: boolean;
  /** Rows may change in the meantime, which is no reason to doubt the findings. */
  readonly isLive?: boolean;
  /** Maximum number of connections to each server that compare at the same time; one more looks ahead. Default: 2. */
  readonly connections?: number;
  readonly limits?: Partial<Limits>;
  /** Stops at once; anything not compared by then is unproven. */
  readonly signal?: AbortSignal;
  /** Called after each range. */
  readonly onProgress?: (progress: Progress) => void;
  /** Called with all rows that differ. */
  readonly onRows?: (plan: TablePlan, rows: readonly DifferingRow[]) => void;
  /** Where to write all rows that differ, one line of JSON each. */
  readonly differenceFile?: string;
  /** Where to store finished ranges, so that an interrupted comparison can continue. */
  readonly state?: { readonly file: string; readonly of: string; readonly resume: boolean };
};

export type ComparedRows = {
  /** Tables whose rows were all compared. */
  readonly compared: readonly string[];
  /** How many rows of the old server were compared, by table. */
  readonly rows: ReadonlyMap<string, number>;
  /** One line for each table that differs. Both this and `unproven` are empty when the new server holds everything that the old one holds. */
  readonly differences: readonly string[];
  /** Ranges that could not be compared, and why, one line each. */
  readonly unproven: readonly string[];
  /** Statements that would make the new server like the old one, to be read and run by hand. */
  readonly repairs: readonly string[];
  /** All rows that differ, if there are any and a file was requested. */
  readonly differenceFile: string | undefined;
  /** When the comparison that this one continues was interrupted. */
  readonly continues: string | undefined;
};

/**
 * Compares the rows of a database on two servers, whatever its size: ranges of the key are checksummed on both at the same
 * time, and only where the checksums differ are smaller ranges examined, down to single rows.
 * @throws {NoAnswer} when the servers cannot even be asked for their tables
 */
export async function compareRows(
  both: BothServers,
  schema: string,
  options: CompareOptions = {},
): Promise<ComparedRows> {
  const { connections = 2, leaveOut = [], isSecret = false, isLive = false, signal, state: saved } = options;
  const limits = { ...LIMITS, ...options.limits };
  const servers = [
    new Server(both.old.name, both.old.open, limits, signal),
    new Server(both.new.name, both.new.open, limits, signal),
  ] as const;
  const first = new Lane(...servers);
  const state = stateOf(saved, schema);
  const file = options.differenceFile ? new DifferenceFile(options.differenceFile, isSecret) : undefined;
  const report = new Report(isSecret);
  const unproven: { readonly table: string; readonly line: string }[] = [];
  try {
    const [old, now] = await first.both((session) => shapesOf(session, schema));
    const names = unique([...old.keys(), ...now.keys()]).filter((table) => !leaveOut.includes(table));
    const plans = names.flatMap((table) => {
      const [before, after] = [old.get(table), now.get(table)];
      return before && after ? [planOf(schema, table, before, after)] : [];
    });
    const more = Array.from({ length: connections - 1 }, () => new Lane(...servers));
    const rows = await compareTables({
      ...{ schema, plans, lanes: [first, ...more], servers, state, isLive, signal },
      onRows: (plan, found) => {
        file?.add(plan, found);
        report.add(plan, found);
        options.onRows?.(plan, found);
      },
      onUnproven: ({ table }, where, why) => unproven.push({ table, line: `${schema}.${table}, ${where}: ${why}` }),
      onProgress: options.onProgress ?? (() => undefined),
    });
    const absent = [
      ...names
        .filter((table) => !now.has(table))
        .map((table) => `${schema}.${table}: the table is missing on the new host`),
      ...names.filter((table) => !old.has(table)).map((table) => `${schema}.${table}: only on the new host`),
    ];
    const { differences, repairs } = await report.lines([first, ...more]);
    const isEqual = absent.length + differences.length + unproven.length === 0;
    if (isEqual) state.remove();
    else state.save();
    return {
      ...{ rows, repairs, continues: state.continues },
      compared: plans.flatMap(({ table }) => (unproven.some((each) => each.table === table) ? [] : [table])),
      differences: [...absent, ...differences].sort(),
      unproven: unproven.map(({ line }) => line),
      differenceFile: file?.exists === true ? file.path : undefined,
    };
  } finally {
    for (const server of servers) server.close();
    file?.close();
  }
}

const stateOf = (saved: CompareOptions['state'], schema: string): ComparisonState =>
  new ComparisonState(saved?.file, `${schema} ${saved?.of ?? ''}`, saved?.resume === true);
