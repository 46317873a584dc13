import { unique } from '../../core/lists.js';
import type { Database } from '../database.js';
import { named, numberedBy, rowSum, type TablePlan } from './table-plan.js';

type Reader = Pick<Database, 'query' | 'queryOne'>;

/** What one server says of a chunk: how many rows, and two sums over their check sums. */
export type ChunkSum = {
  readonly chunk: string;
  readonly total: string;
  readonly sum: string;
  readonly squares: string;
};

/** Rows of a chunk, where the key is a number; hash parts of a table, where it is not. */
const ROWS_IN_A_CHUNK = 1000n;
const MOST_CHUNKS = 1000n;
const PARTS = 64n;

/** How a table is cut; the same cut for both servers. */
export type Cut = { readonly sql: string; readonly nameOf: (chunk: string) => string };

/** @param last largest key on either server; undefined where the table is empty on both */
export function cutOf(plan: TablePlan, last: bigint | undefined): Cut {
  const number = numberedBy(plan);
  if (number !== undefined) {
    const perChunk = (last ?? 0n) / MOST_CHUNKS;
    const size = perChunk > ROWS_IN_A_CHUNK ? perChunk : ROWS_IN_A_CHUNK;
    return {
      sql: `(${named(number)} DIV ${size})`,
      nameOf: (chunk) => {
        const from = BigInt(chunk) * size;
        // DIV cuts towards zero: the chunk of the negative ones ends, rather than starts, at its multiple.
        return from < 0n ? `${number} ${from - size + 1n} to ${from}` : `${number} ${from} to ${from + size - 1n}`;
      },
    };
  }
  const by = plan.key.length > 0 ? plan.key : plan.columns;
  return {
    sql: `(${rowSum(by, plan)} MOD ${PARTS})`,
    nameOf: (chunk) =>
      `part ${chunk} of ${PARTS}${plan.key.length > 0 ? ` by ${plan.key.map(({ name }) => name).join(' and ')}` : ''}`,
  };
}

/** Largest number of the key; undefined where there is no row, or the key is no number. */
export async function lastKey(reader: Reader, plan: TablePlan): Promise<bigint | undefined> {
  const number = numberedBy(plan);
  if (number === undefined) return undefined;
  const { last } = await reader.queryOne<{ last: string | null }>(
    `SELECT CAST(MAX(${named(number)}) AS CHAR) AS last FROM ??.??`,
    [plan.schema, plan.table],
  );
  return last === null ? undefined : BigInt(last);
}

/**
 * Sums of all chunks in one pass. The sum of the squares stands beside the sum because check sums are linear: the same
 * change in two rows takes itself out of an exclusive or, and now and then out of a plain sum.
 */
export async function chunkSums(reader: Reader, plan: TablePlan, cut: Cut): Promise<ChunkSum[]> {
  return reader.query<ChunkSum>(
    `SELECT CAST(chunk AS CHAR) AS chunk, CAST(COUNT(*) AS CHAR) AS total,
            CAST(SUM(crc) AS CHAR) AS sum, CAST(SUM(crc * crc) AS CHAR) AS squares
       FROM (SELECT ${cut.sql} AS chunk, ${rowSum(plan.columns, plan)} AS crc FROM ??.??) AS summed
      GROUP BY chunk`,
    [plan.schema, plan.table],
  );
}

/** Chunks that are not the same on both servers, in order. */
export function differingChunks(onOld: readonly ChunkSum[], onNew: readonly ChunkSum[]): string[] {
  const text = ({ total, sum, squares }: ChunkSum): string => [total, sum, squares].join();
  const [before, now] = [onOld, onNew].map((sums) => new Map(sums.map((each) => [each.chunk, text(each)])));
  const chunks = unique([...onOld, ...onNew].map(({ chunk }) => chunk));
  return chunks
    .filter((chunk) => before?.get(chunk) !== now?.get(chunk))
    .sort((a, b) => (BigInt(a) < BigInt(b) ? -1 : 1));
}
