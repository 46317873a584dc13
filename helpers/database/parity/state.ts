import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import * as z from 'zod';
import type { Range } from './key.js';
import type { TablePlan } from './table-plan.js';

const Key = z.array(z.string());
const Saved = z.strictObject({
  /** The two servers that were compared, and their write positions. */
  of: z.string(),
  saved: z.string(),
  tables: z.record(
    z.string(),
    z.strictObject({
      plan: z.string(),
      /** Rows that were found to be the same. */
      rows: z.number(),
      /** Ranges that were found to differ or have not been compared yet. */
      open: z.array(z.strictObject({ after: Key.optional(), upTo: Key.optional() })),
    }),
  ),
});
type Saved = z.infer<typeof Saved>;

type Table = { readonly plan: string; rows: number; readonly open: Set<Range> };

/**
 * The finished part of a comparison, in a file, so that an interrupted one can continue. Only ranges that were
 * the same on both servers are finished; those that differed or could not be compared are compared again.
 */
export class ComparisonState {
  readonly #path: string | undefined;
  readonly #of: string;
  readonly #earlier: Saved | undefined;
  readonly #tables = new Map<string, Table>();
  #lastSaved = -Infinity;

  /**
   * @param path undefined: nothing is stored
   * @param of what is compared; a file about anything else is not used
   * @param resume whether such a file is used at all
   */
  constructor(path: string | undefined, of: string, resume: boolean) {
    this.#path = path;
    this.#of = of;
    this.#earlier = path === undefined || !resume ? undefined : read(path, of);
  }

  /** When the comparison that this one continues was interrupted, ISO 8601. */
  get continues(): string | undefined {
    return this.#earlier?.saved;
  }

  /** Registers a table as part of the comparison. @returns how many of its rows are known to be the same */
  begin(plan: TablePlan): number {
    const fingerprint = JSON.stringify([plan.columns, plan.key, plan.index, plan.transcoded]);
    const earlier = this.#earlier?.tables[plan.table];
    const { open, rows } = earlier?.plan === fingerprint ? earlier : { open: [{}], rows: 0 };
    this.#tables.set(plan.table, { plan: fingerprint, rows, open: new Set<Range>(open) });
    return rows;
  }

  /** Ranges of a table that are not known to be the same. */
  openOf(plan: TablePlan): Range[] {
    return [...(this.#tables.get(plan.table)?.open ?? [])];
  }

  /** Splits a range in two. */
  cut(plan: TablePlan, range: Range, parts: readonly Range[]): void {
    const open = this.#tables.get(plan.table)?.open;
    if (open?.delete(range) === true) for (const part of parts) open.add(part);
  }

  /** Notes that a range is the same on both servers. */
  finish(plan: TablePlan, range: Range, rows: number): void {
    const table = this.#tables.get(plan.table);
    if (table?.open.delete(range) === true) table.rows += rows;
    if (performance.now() - this.#lastSaved > SAVE_EVERY_MS) this.save();
  }

  save(): void {
    if (this.#path === undefined) return;
    const tables = [...this.#tables].map(([name, { open, ...rest }]) => [name, { ...rest, open: [...open] }]);
    const saved = { of: this.#of, saved: new Date().toISOString(), tables: Object.fromEntries(tables) as unknown };
    mkdirSync(dirname(this.#path), { recursive: true, mode: 0o700 });
    writeFileSync(`${this.#path}.new`, JSON.stringify(saved), { mode: 0o600 });
    renameSync(`${this.#path}.new`, this.#path);
    this.#lastSaved = performance.now();
  }

  /** There is nothing to continue. */
  remove(): void {
    if (this.#path !== undefined) rmSync(this.#path, { force: true });
  }
}

const SAVE_EVERY_MS = 1_000;

function read(path: string, of: string): Saved | undefined {
  try {
    const saved = Saved.parse(JSON.parse(readFileSync(path, 'utf8')));
    return saved.of === of ? saved : undefined;
  } catch {
    // Without a readable file, everything is compared.
    return undefined;
  }
}
