/** A query for rows should take about this long: short enough to stop, to repeat, and to base estimates on. */
const TARGET_MS = 1_000;
/** For a larger query, the server would write its intermediate result to disk. */
const MOST_ROWS = 1_000_000;
/** No table starts with more, since a server's estimate of the size of its rows may be wrong a thousand times. */
const MOST_BYTES = 64 * 1024 ** 2;
/** A busy server is slow whatever it is asked: fewer rows than this would not make it faster. */
const LEAST = { bytes: 1024 ** 2, rows: 100, mostRows: 20_000 };
/** The first guess. */
const FIRST = { bytes: 8 * 1024 ** 2, rows: 100, mostRows: 50_000 };
/** One answer that was fast by chance must not make the next query too large. */
const MOST_CHANGE = 4;

/** How many bytes to request at a time from the two servers, as far as that is known. */
export type Known = { bytes: number | undefined };

/** How many rows of one table to request at a time, based on how long the last answers took. */
export class Pace {
  #rows: number;
  readonly #least: number;
  readonly #bytesPerRow: number;
  readonly #known: Known;
  /** Whether the last rows differed: the next ones probably do too. Undefined before the first ones. */
  isSuspect: boolean | undefined;

  /**
   * @param bytesPerRow the server's estimate
   * @param known what the last answers showed, whatever the table
   */
  constructor(bytesPerRow: number, known: Known = { bytes: undefined }) {
    this.#bytesPerRow = Math.max(bytesPerRow, 1);
    this.#known = known;
    const rowsIn = ({ bytes, rows, mostRows }: typeof FIRST): number =>
      bounded(bytes / this.#bytesPerRow, rows, mostRows);
    this.#least = rowsIn(LEAST);
    this.#rows =
      known.bytes === undefined
        ? rowsIn(FIRST)
        : bounded(Math.min(known.bytes, MOST_BYTES) / this.#bytesPerRow, this.#least, MOST_ROWS);
  }

  get rows(): number {
    return Math.round(this.#rows);
  }

  /**
   * Both servers answered a query about this many rows within this time.
   * @param isSame if not, the time includes other queries: the servers are at least this fast
   */
  took(rows: number, ms: number, isSame = true): void {
    if (!isSame && ms > TARGET_MS) return;
    const change = bounded(TARGET_MS / Math.max(ms, 1), 1 / MOST_CHANGE, MOST_CHANGE);
    const next = bounded(rows * change, this.#least, MOST_ROWS);
    // A few rows in a short time are the rest of a table, and say nothing about larger queries.
    if (ms <= TARGET_MS && rows * 2 <= this.#rows) return;
    this.#rows = next;
    this.#known.bytes = next * this.#bytesPerRow;
  }
}

const bounded = (value: number, least: number, most: number): number => Math.min(Math.max(value, least), most);
