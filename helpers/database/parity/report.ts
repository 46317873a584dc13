import type { DifferingRow } from './differing-rows.js';
import { Repair } from './repair.js';
import { largestKey, valuesOf } from './row-values.js';
import type { Lane } from './server.js';
import { TableDifferences, type Largest, type Sample } from './table-report.js';
import type { TablePlan } from './table-plan.js';

const BEFORE_REPAIRS = [
  '-- None of this has been run. Run the commands in a shell on the old host, and pass their output and the SQL',
  '-- statements to the MySQL server on the new host. Its triggers will fire, except where a whole table is loaded.',
];

/** The differences of each table, in words and as statements that would repair them. */
export class Report {
  readonly #isSecret: boolean;
  readonly #tables = new Map<TablePlan, { readonly differences: TableDifferences; readonly repair: Repair }>();

  constructor(isSecret: boolean) {
    this.#isSecret = isSecret;
  }

  add(plan: TablePlan, rows: readonly DifferingRow[]): void {
    if (rows.length === 0) return;
    const table = this.#tables.get(plan) ?? {
      differences: new TableDifferences(plan),
      repair: new Repair(plan, this.#isSecret),
    };
    this.#tables.set(plan, table);
    table.differences.add(rows);
    table.repair.add(rows);
  }

  /** @param lanes asked for values of the first rows; if they are unavailable, the rest is still reported */
  async lines(lanes: readonly Lane[]): Promise<{ differences: string[]; repairs: string[] }> {
    const [differences, repairs]: [string[], string[][]] = [[], []];
    const tables = [...this.#tables].entries();
    const work = async (lane: Lane): Promise<void> => {
      for (const [index, [plan, { differences: found, repair }]] of tables) {
        const samples = await samplesOf(lane, plan, found.first).catch((): Sample[] => []);
        const last = await largestOf(lane, plan).catch((): Largest => ({ old: undefined, new: undefined }));
        const exact = await lane.old((session) => valuesOf(session, plan, repair.floats)).catch(() => undefined);
        differences[index] = found.format(samples, last, this.#isSecret);
        repairs[index] = exact === undefined ? [] : repair.lines(exact);
      }
    };
    await Promise.all(lanes.map(work));
    const all = repairs.flat();
    return { differences, repairs: all.length === 0 ? [] : [...BEFORE_REPAIRS, ...all] };
  }
}

async function samplesOf(lane: Lane, plan: TablePlan, rows: readonly DifferingRow[]): Promise<Sample[]> {
  const [onOld, onNew] = await lane.both((session) => valuesOf(session, plan, rows));
  return rows.map(({ key }, index) => ({ key, old: onOld[index] ?? {}, new: onNew[index] ?? {} }));
}

async function largestOf(lane: Lane, plan: TablePlan): Promise<Largest> {
  const [onOld, onNew] = await lane.both((session) => largestKey(session, plan));
  return { old: onOld, new: onNew };
}
