import { errorMessage } from '../../core/no-answer.js';
import { findDifferingRows, type DifferingRow } from './differing-rows.js';
import { formatRange, type Key, type Range } from './key.js';
import { isSame, keyAfter, rowsOf, sumOf, total, type Sum } from './range.js';
import type { Lane } from './server.js';
import { Ended } from './session.js';
import type { TablePlan } from './table-plan.js';

/** What becomes of a comparison, as it becomes known. */
export type Findings = {
  readonly differs: (rows: readonly DifferingRow[]) => void;
  /** What could not be compared, and why. */
  readonly unproven: (where: string, why: string) => void;
};

export type Compared = {
  /** Rows of the old server in the range. */
  readonly rows: number;
  readonly isSame: boolean;
};

/** Two answers of one server about the same rows are not the same. */
export const CHANGED = 'it changed while it was compared';
/** So many rows are looked at one by one. */
const LEAF = 2_000;
/** Into how many ranges one that differs is cut. */
const FAN_OUT = 16;

/** Compares ranges of one table by sums, and down to the rows where these differ. */
export class RangeComparison {
  readonly #lane: Lane;
  readonly #plan: TablePlan;
  readonly #findings: Findings;
  readonly #isLive: boolean;

  /** @param isLive rows may change meanwhile, and that is no reason to doubt */
  constructor(lane: Lane, plan: TablePlan, findings: Findings, isLive: boolean) {
    this.#lane = lane;
    this.#plan = plan;
    this.#findings = findings;
    this.#isLive = isLive;
  }

  /** @param planned how many rows the range is thought to have */
  async compare(range: Range, planned: number): Promise<Compared> {
    return this.#orUnproven(range, async () => {
      const sums = await this.#sums(range);
      if (sums !== undefined && isSame(...sums)) return { rows: sums[0].rows, isSame: true };
      await this.#descend(range, sums, planned);
      return { rows: sums?.[0].rows ?? planned, isSame: false };
    });
  }

  /** Undefined when a server ended the statement: fewer rows may get through. */
  async #sums(range: Range): Promise<[Sum, Sum] | undefined> {
    try {
      return await this.#lane.both((session) => sumOf(session, this.#plan, range), true);
    } catch (cause) {
      if (cause instanceof Ended) return undefined;
      throw cause;
    }
  }

  async #descend(range: Range, sums: [Sum, Sum] | undefined, planned: number): Promise<void> {
    const rows = sums === undefined ? planned : Math.max(sums[0].rows, sums[1].rows);
    const parts = rows <= LEAF ? [] : await this.#cut(range, rows, sums);
    if (parts.length <= 1) {
      if (sums !== undefined) this.#requireUnchanged(sums, await this.#sums(range));
      await this.#rowByRow(range, sums !== undefined);
      return;
    }
    const found: { readonly part: Range; readonly its: [Sum, Sum] | undefined }[] = [];
    for (const part of parts)
      await this.#orUnproven(part, async () => {
        found.push({ part, its: await this.#sums(part) });
        return { rows: 0, isSame: true };
      });
    // What the parts have in all is what the range had, on each server: so nobody has to sum it up once more.
    const known = found.flatMap(({ its }) => (its === undefined ? [] : [its]));
    if (sums !== undefined)
      this.#requireUnchanged(
        sums,
        known.length < parts.length
          ? await this.#sums(range)
          : [total(known.map(([old]) => old)), total(known.map(([, now]) => now))],
      );
    for (const { part, its } of found)
      if (its === undefined || !isSame(...its))
        await this.#orUnproven(part, async () => {
          await this.#descend(part, its, Math.ceil(rows / FAN_OUT));
          return { rows: 0, isSame: true };
        });
  }

  /** @throws Error when one of the servers says something else of the same rows */
  #requireUnchanged(sums: [Sum, Sum], again: [Sum, Sum] | undefined): void {
    if (this.#isLive || again === undefined) return;
    if (!isSame(sums[0], again[0]) || !isSame(sums[1], again[1])) throw new Error(CHANGED);
  }

  /** Cuts at keys of the server that has more rows. */
  async #cut(range: Range, rows: number, sums: [Sum, Sum] | undefined): Promise<Range[]> {
    const which = sums !== undefined && sums[1].rows > sums[0].rows ? 'new' : 'old';
    const step = Math.ceil(rows / FAN_OUT);
    const ends: Key[] = [];
    for (let after = range.after; ; after = ends.at(-1)) {
      const rest = { after, upTo: range.upTo };
      const end = await this.#lane[which]((session) => keyAfter(session, this.#plan, rest, step));
      if (end === undefined || end.join() === range.upTo?.join()) break;
      ends.push(end);
    }
    return [...ends, range.upTo].map((upTo, index) => ({ after: ends[index - 1] ?? range.after, upTo }));
  }

  /** @param isCertain that the rows differ */
  async #rowByRow(range: Range, isCertain: boolean): Promise<void> {
    const rows = await this.#lane.both((session) => rowsOf(session, this.#plan, range));
    const found = findDifferingRows(this.#plan, ...rows);
    if (found.length === 0 && isCertain && !this.#isLive) throw new Error(CHANGED);
    this.#findings.differs(found);
  }

  /** One range that cannot be compared leaves the others to be compared. */
  async #orUnproven(range: Range, compare: () => Promise<Compared>): Promise<Compared> {
    try {
      return await compare();
    } catch (cause) {
      this.#findings.unproven(formatRange(this.#plan, range), errorMessage(cause).split('\n')[0] ?? '');
      return { rows: 0, isSame: false };
    }
  }
}
