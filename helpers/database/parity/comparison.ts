import { RangeComparison, type Findings } from './compare-range.js';
import type { DifferingRow } from './differing-rows.js';
import { planRanges, type Job } from './plan-ranges.js';
import { ProgressCount, type Progress } from './progress.js';
import type { Lane, Server } from './server.js';
import type { ComparisonState } from './state.js';
import type { TablePlan } from './table-plan.js';

export type Tasks = {
  readonly schema: string;
  readonly plans: readonly TablePlan[];
  readonly lanes: readonly Lane[];
  readonly servers: readonly [old: Server, now: Server];
  readonly state: ComparisonState;
  readonly isLive: boolean;
  readonly signal: AbortSignal | undefined;
  readonly onRows: (plan: TablePlan, rows: readonly DifferingRow[]) => void;
  readonly onUnproven: (plan: TablePlan, where: string, why: string) => void;
  readonly onProgress: (progress: Progress) => void;
};

/**
 * Compares the rows of some tables, several ranges at a time.
 * @returns how many rows of each table on the old server were compared, those of an interrupted comparison among them
 */
export async function compareTables(tasks: Tasks): Promise<Map<string, number>> {
  const { schema, plans, lanes, servers, state } = tasks;
  const count = new ProgressCount(schema, plans, () => servers[0].waits ?? servers[1].waits);
  const rows = new Map<string, number>();
  const add = ({ table }: TablePlan, more: number, isAll: boolean): void => {
    rows.set(table, (rows.get(table) ?? 0) + more);
    tasks.onProgress(count.add(table, more, isAll));
  };
  for (const plan of plans) {
    const known = state.begin(plan);
    if (known > 0) add(plan, known, state.openOf(plan).length === 0);
  }
  const jobs = planRanges(servers[0], plans, state, tasks.onUnproven);
  // If one table differs, the next one probably does too.
  const last = { differed: false };
  const work = async (lane: Lane): Promise<void> => {
    for (let next = await jobs.next(); next.done !== true; next = await jobs.next()) {
      const { plan } = next.value;
      add(plan, await runJob(lane, next.value, tasks, last), state.openOf(plan).length === 0);
    }
  };
  await Promise.all(lanes.map(work));
  return rows;
}

async function runJob(
  lane: Lane,
  { plan, pace, range, rows: planned }: Job,
  tasks: Tasks,
  last: { differed: boolean },
): Promise<number> {
  const findings: Findings = {
    differs: (found) => {
      tasks.onRows(plan, found);
    },
    unproven: (where, why) => {
      tasks.onUnproven(plan, where, why);
    },
  };
  const started = performance.now();
  const comparison = new RangeComparison(lane, plan, findings, tasks.isLive);
  const { rows, isSame } = await comparison.compare(range, planned, pace.isSuspect ?? last.differed);
  pace.isSuspect = last.differed = !isSame;
  pace.took(rows, performance.now() - started, isSame);
  if (isSame) tasks.state.finish(plan, range, rows);
  return rows;
}
