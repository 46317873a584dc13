import { errorMessage } from '../../core/no-answer.js';
import { findDifferingRows, type DifferingRow } from './differing-rows.js';
import { formatRange, type Key, type Range } from './key.js';
import { differingParts, rowsIn, totalsOf, type Part } from './parts.js';
import { isSame, keyAfter, rowsOfParts, sumOf, type Sum } from './range.js';
import type { Lane } from './server.js';
import { Ended } from './session.js';
import type { TablePlan } from './table-plan.js';

/** Results of a comparison, as they become known. */
export type Findings = {
  readonly differs: (rows: readonly DifferingRow[]) => void;
  /** A part that could not be compared, and why. */
  readonly unproven: (where: string, why: string) => void;
};

export type Compared = {
  /** Rows of the old server in the range. */
  readonly rows: number;
  readonly isSame: boolean;
};

/** Two answers of one server about the same rows differ. */
const CHANGED = 'the rows changed while they were being compared';
/** Into how many ranges to split one that a server cannot answer as a whole, unless it already has no more rows than this. */
const FAN_OUT = 16;
const LEAF = 2_000;
/** Each pass examines parts that together hold about this many rows, and no more parts than a statement should name. */
const ROWS_AT_ONCE = 50_000;
const PARTS_AT_ONCE = 1_000;

/**
 * Compares ranges of one table by checksums: of the whole range, of its parts if those differ, and row by row in the parts
 * that differ. A table that no index sorts alike on both servers, or that has no key at all, is one range, and each
 * question reads all of it, however long that takes.
 */
export class RangeComparison {
  readonly #lane: Lane;
  readonly #plan: TablePlan;
  readonly #findings: Findings;
  readonly #isLive: boolean;

  /** @param isLive rows may change in the meantime, which is no reason for doubt */
  constructor(lane: Lane, plan: TablePlan, findings: Findings, isLive: boolean) {
    this.#lane = lane;
    this.#plan = plan;
    this.#findings = findings;
    this.#isLive = isLive;
  }

  /**
   * A range that cannot be compared does not keep the others from being compared.
   * @param planned the estimated number of rows in the range
   * @param isSuspect the parts are checksummed right away
   */
  async compare(range: Range, planned: number, isSuspect: boolean): Promise<Compared> {
    const mayEnd = this.#plan.index !== undefined && planned > LEAF;
    try {
      return await this.#look(range, planned, isSuspect, mayEnd).catch((cause: unknown) => {
        if (cause instanceof Ended) return this.#inSmallerRanges(range, planned, isSuspect);
        throw cause;
      });
    } catch (cause) {
      this.#findings.unproven(formatRange(this.#plan, range), errorMessage(cause).split('\n')[0] ?? '');
      return { rows: 0, isSame: false };
    }
  }

  /** After a server has aborted a statement: a query for fewer rows may succeed. */
  async #inSmallerRanges(range: Range, planned: number, isSuspect: boolean): Promise<Compared> {
    const step = Math.ceil(planned / FAN_OUT);
    const smaller = await this.#cut(range, step);
    if (smaller.length === 1) return this.#look(range, planned, isSuspect, false);
    const all = { rows: 0, isSame: true };
    for (const each of smaller) {
      const { rows, isSame } = await this.compare(each, step, isSuspect);
      all.rows += rows;
      all.isSame &&= isSame;
    }
    return all;
  }

  /** @throws {Ended} with `mayEnd`, before any finding */
  async #look(range: Range, planned: number, isSuspect: boolean, mayEnd: boolean): Promise<Compared> {
    if (isSuspect || this.#plan.index === undefined) return this.#byParts(range, planned, undefined, mayEnd);
    const sums = await this.#lane.both((session) => sumOf(session, this.#plan, range), mayEnd);
    if (isSame(...sums)) return { rows: sums[0].rows, isSame: true };
    return this.#byParts(range, Math.max(...sums.map(({ rows }) => rows)), sums, mayEnd);
  }

  /** @param whole the servers' previous checksums of the range */
  async #byParts(
    range: Range,
    planned: number,
    whole: readonly [Sum, Sum] | undefined,
    mayEnd: boolean,
  ): Promise<Compared> {
    const { totals, differing, within } = await differingParts({
      ...{ lane: this.#lane, plan: this.#plan, range, planned, mayEnd },
      requireUnchanged: this.#requireUnchanged,
    });
    if (whole !== undefined) this.#requireUnchanged(whole, totals);
    for (const some of batches(differing)) {
      const [old, now] = await this.#lane.both((session) => rowsOfParts(session, this.#plan, range, within(some)));
      this.#requireUnchanged(totalsOf(some), [old.sum, now.sum]);
      const found = findDifferingRows(this.#plan, old.rows, now.rows);
      // Checksums that differ while the rows do not prove nothing.
      if (found.length === 0 && !this.#isLive) throw new Error(CHANGED);
      this.#findings.differs(found);
    }
    return { rows: totals[0].rows, isSame: differing.length === 0 };
  }

  /** @throws Error when one of the servers gives a different answer about the same rows */
  readonly #requireUnchanged = (sums: readonly [Sum, Sum], again: readonly [Sum, Sum]): void => {
    if (!this.#isLive && !(isSame(sums[0], again[0]) && isSame(sums[1], again[1]))) throw new Error(CHANGED);
  };

  /** Splits at keys of the old server. */
  async #cut(range: Range, step: number): Promise<Range[]> {
    const ends: Key[] = [];
    for (let after = range.after; ; after = ends.at(-1)) {
      const rest = { after, upTo: range.upTo };
      const end = await this.#lane.old((session) => keyAfter(session, this.#plan, rest, step));
      if (end === undefined || end.join() === range.upTo?.join()) break;
      ends.push(end);
    }
    return [...ends, range.upTo].map((upTo, index) => ({ after: ends[index - 1] ?? range.after, upTo }));
  }
}

/** Splits a list into runs of about {@link ROWS_AT_ONCE} rows, each with at least one part. */
function batches(parts: readonly Part[]): Part[][] {
  const found: Part[][] = [];
  let room = 0;
  for (const part of parts) {
    if (room < rowsIn(part) || (found.at(-1)?.length ?? 0) >= PARTS_AT_ONCE) {
      found.push([]);
      room = ROWS_AT_ONCE;
    }
    room -= rowsIn(part);
    found.at(-1)?.push(part);
  }
  return found;
}
