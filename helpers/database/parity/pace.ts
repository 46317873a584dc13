/** A query for rows should take about this long: short enough to stop, to repeat, and to base estimates on. */
const TARGET_MS = 1_000;
/** For a larger query, the server would write its intermediate result to disk. */
const MOST_ROWS = 1_000_000;
/** A busy server is slow whatever it is asked: fewer rows than this would not make it faster. */
const LEAST = { bytes: 1024 ** 2, rows: 100, mostRows: 20_000 };
/** The first guess. */
const FIRST = { bytes: 8 * 1024 ** 2, rows: 100, mostRows: 50_000 };
/** One answer that was fast by chance must not make the next query too large. */
const MOST_CHANGE = 4;

/** How many rows of one table to request at a time, based on how long the last answers took. */
export class Pace {
  #rows: number;
  readonly #least: number;
  /** Whether the last rows differed: the next ones probably do too. Undefined before the first ones. */
  isSuspect: boolean | undefined;

  /** @param bytesPerRow the server's estimate */
  constructor(bytesPerRow: number) {
    const rowsIn = ({ bytes, rows, mostRows }: typeof FIRST): number =>
      bounded(bytes / Math.max(bytesPerRow, 1), rows, mostRows);
    this.#rows = rowsIn(FIRST);
    this.#least = rowsIn(LEAST);
  }

  get rows(): number {
    return Math.round(this.#rows);
  }

  /** Both servers answered a query about this many rows within this time. */
  took(rows: number, ms: number): void {
    const change = bounded(TARGET_MS / Math.max(ms, 1), 1 / MOST_CHANGE, MOST_CHANGE);
    const next = bounded(rows * change, this.#least, MOST_ROWS);
    // A few rows in a short time are the rest of a table, and say nothing about larger queries.
    if (ms > TARGET_MS || rows * 2 > this.#rows) this.#rows = next;
  }
}

const bounded = (value: number, least: number, most: number): number => Math.min(Math.max(value, least), most);
