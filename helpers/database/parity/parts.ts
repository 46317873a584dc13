import { unique } from '../../core/lists.js';
import type { Range } from './key.js';
import { boundsOf, dividedBy, isSame, NO_ROWS, sumsByPart, sumsOf, total, type Sum } from './range.js';
import { rowSum } from './row-sum.js';
import type { Lane } from './server.js';
import { named, type TablePlan } from './table-plan.js';

/** A part of a range, and what the old server and the new one hold in it. */
export type Part = {
  readonly name: string;
  readonly sums: readonly [Sum, Sum];
};
export type Divided = {
  /** Of the whole range. */
  readonly totals: readonly [Sum, Sum];
  readonly differing: readonly Part[];
  /** SQL that holds for the rows of some parts. */
  readonly within: (parts: readonly Part[]) => string;
};

/** What to look at. */
export type Question = {
  readonly lane: Lane;
  readonly plan: TablePlan;
  readonly range: Range;
  /** How many rows it probably has. */
  readonly planned: number;
  /** Statements that a server aborts are not repeated. */
  readonly mayEnd: boolean;
  /** Called with two answers of both servers about the same rows. */
  readonly requireUnchanged: (sums: readonly [Sum, Sum], again: readonly [Sum, Sum]) => void;
};

/** Maximum number of parts that a range is divided into. */
const MOST_PARTS = { bySum: 1021, bySize: 128 };
/** A part with at most this many rows is read row by row: fewer if most of what is read would be the same on both servers. */
const FEW_ROWS = { someDiffer: 200, mostDiffer: 2_000 };

export const rowsIn = ({ sums }: Part): number => Math.max(...sums.map(({ rows }) => rows));
const differs = ({ sums }: Part): boolean => !isSame(...sums);
export const totalsOf = (parts: readonly Part[]): [Sum, Sum] => [
  total(parts.map(({ sums }) => sums[0])),
  total(parts.map(({ sums }) => sums[1])),
];

/**
 * Finds the parts of a range that differ, each with few rows unless most of them differ. If there is a key, a changed row
 * stays in its part.
 */
export const differingParts = (question: Question): Promise<Divided> => {
  const number = dividedBy(question.plan);
  return number === undefined ? dividedBySum(question) : dividedBySize(question, number);
};

/** By checksums of the keys, whatever their type: each statement reads the whole range. */
async function dividedBySum({ lane, plan, range, planned, mayEnd }: Question): Promise<Divided> {
  const most = MOST_PARTS.bySum;
  // About as many parts as each part has rows.
  const count = plan.index === undefined ? most : Math.min(most, Math.max(1, Math.ceil(Math.sqrt(planned))));
  const of = `(${rowSum(plan.key.length > 0 ? plan.key : plan.columns, plan)} MOD ${count})`;
  const within = (some: readonly Part[]): string => `${of} IN (${some.map(({ name }) => name).join(', ')})`;
  const [old, now] = await lane.both((session) => sumsByPart(session, plan, range, of), mayEnd);
  const parts = unique([...old.keys(), ...now.keys()]).map((part) => ({
    name: part,
    sums: [old.get(part) ?? NO_ROWS, now.get(part) ?? NO_ROWS] as const,
  }));
  return { totals: totalsOf(parts), differing: parts.filter(differs), within };
}

/** By the size of the keys, which are integers: an index finds the rows of each part. */
async function dividedBySize(question: Question, column: string): Promise<Divided> {
  const { lane, plan, range, planned, mayEnd, requireUnchanged } = question;
  const within = (some: readonly Part[]): string => `(${some.map(({ name }) => name).join(' OR ')})`;
  const ask = async (spans: readonly Span[], mayStop: boolean): Promise<(Part & { readonly span: Span })[]> => {
    // Not BETWEEN: older servers compare BIGINT UNSIGNED as signed there.
    const groups = spans.map(({ first, last }) => `(${named(column)} >= ${first} AND ${named(column)} <= ${last})`);
    const [old, now] = await lane.both((session) => sumsOf(session, plan, groups), mayStop);
    return spans.map((span, index) => ({
      ...{ span, name: groups[index] ?? '' },
      sums: [old[index] ?? NO_ROWS, now[index] ?? NO_ROWS],
    }));
  };
  const bounds = (await lane.both((session) => boundsOf(session, plan, range, column))).flatMap((each) => each ?? []);
  if (bounds.length === 0) return { totals: [NO_ROWS, NO_ROWS], differing: [], within };
  const whole = { first: smallest(bounds), last: largest(bounds) };
  let parts = await ask(split(whole, planned, FEW_ROWS.someDiffer), mayEnd);
  const totals = totalsOf(parts);
  const found: Part[] = [];
  for (;;) {
    const differing = parts.filter(differs);
    const few = differing.length * 2 > parts.length ? FEW_ROWS.mostDiffer : FEW_ROWS.someDiffer;
    found.push(...differing.filter((part) => rowsIn(part) <= few));
    const large = differing.filter((part) => rowsIn(part) > few);
    if (large.length === 0) return { totals, differing: found, within };
    parts = await ask(
      large.flatMap((part) => split(part.span, 2 * rowsIn(part), few)),
      false,
    );
    requireUnchanged(totalsOf(large), totalsOf(parts));
  }
}

/** Keys from the first to the last, both included. */
type Span = { readonly first: bigint; readonly last: bigint };

/** Splits keys that probably have this many rows into parts with few; at least two, if there is more than one key. */
function split({ first, last }: Span, rows: number, few: number): Span[] {
  const count = Math.max(2, Math.min(MOST_PARTS.bySize, Math.ceil(rows / few)));
  const width = (last - first) / BigInt(count) + 1n;
  const spans: Span[] = [];
  for (let start = first; start <= last; start += width)
    spans.push({ first: start, last: start + width > last ? last : start + width - 1n });
  return spans;
}

const largest = (all: readonly bigint[]): bigint => all.reduce((most, each) => (each > most ? each : most));
const smallest = (all: readonly bigint[]): bigint => all.reduce((least, each) => (each < least ? each : least));
