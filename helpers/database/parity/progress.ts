import type { TablePlan } from './table-plan.js';

/** How far a comparison has come. */
export type Progress = {
  readonly schema: string;
  /** The most recent table. */
  readonly table: string;
  readonly rows: number;
  /** Share of all bytes to be read, by the servers' own estimates; at most 0.99 until the end. */
  readonly share: number;
  readonly seconds: number;
  /** At the pace so far; undefined while there is too little to estimate from. */
  readonly secondsLeft: number | undefined;
  /** Why the comparison is paused at the moment. */
  readonly waits: string | undefined;
};

/** `progress: BW_MAIN.words, 3,400,000 rows, 41%, about 2 min left` */
export function formatProgress({ schema, table, rows, share, secondsLeft, waits }: Progress): string {
  const left = secondsLeft === undefined ? 'time left unknown' : `about ${inUnits(secondsLeft)} left`;
  const words = [`${schema}.${table}`, `${rows.toLocaleString('en')} rows`, `${Math.floor(share * 100)}%`, left];
  return `progress: ${[...words, ...(waits === undefined ? [] : [`waiting: ${waits}`])].join(', ')}`;
}

const inUnits = (seconds: number): string =>
  seconds < 90
    ? `${Math.ceil(seconds)} s`
    : seconds < 5_400
      ? `${Math.ceil(seconds / 60)} min`
      : `${Math.ceil(seconds / 360) / 10} h`;

/** A share smaller than this says nothing about the rest. */
const LEAST_SHARE = 0.02;

/** Counts the progress over some tables. Rows are weighted by the size of their table in bytes. */
export class ProgressCount {
  readonly #schema: string;
  readonly #started = performance.now();
  readonly #total: number;
  readonly #shares = new Map<string, { readonly bytes: number; readonly rows: number; done: number }>();
  readonly #waits: () => string | undefined;
  #rows = 0;

  /** @param waits says why the comparison is paused at the moment */
  constructor(schema: string, plans: readonly TablePlan[], waits: () => string | undefined) {
    this.#schema = schema;
    this.#waits = waits;
    for (const { table, bytes, rows } of plans) this.#shares.set(table, { bytes: bytes + 1, rows, done: 0 });
    this.#total = [...this.#shares.values()].reduce((sum, { bytes }) => sum + bytes, 0);
  }

  /** Notes that this many more rows of a table have been compared; with `isAll`, its last ones. */
  add(table: string, rows: number, isAll = false): Progress {
    const share = this.#shares.get(table);
    this.#rows += rows;
    if (share) share.done = isAll ? 1 : Math.min(share.done + rows / Math.max(share.rows, 1), 0.99);
    return this.now(table);
  }

  now(table: string): Progress {
    const done = [...this.#shares.values()].reduce((sum, { bytes, done: part }) => sum + bytes * part, 0) / this.#total;
    const seconds = (performance.now() - this.#started) / 1000;
    return {
      ...{ schema: this.#schema, table, rows: this.#rows, share: done, seconds, waits: this.#waits() },
      secondsLeft: done < LEAST_SHARE ? undefined : (seconds * (1 - done)) / done,
    };
  }
}
