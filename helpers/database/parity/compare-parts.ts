import { unique } from '../../core/lists.js';
import { errorMessage } from '../../core/no-answer.js';
import { CHANGED, type Compared, type Findings } from './compare-range.js';
import { findDifferingRows } from './differing-rows.js';
import { isSame, rowsOfParts, sumsOfParts } from './range.js';
import type { Lane } from './server.js';
import type { TablePlan } from './table-plan.js';

/** Rows of as many parts as hold this many are looked at in one pass. */
const ROWS_AT_ONCE = 50_000;
const NONE = { rows: 0, sums: '' };

/**
 * Compares a table that no index sorts alike on both servers, or that has no key at all: as a multiset of rows, cut into
 * parts by checksum. Each question reads the whole table, however long that takes.
 */
export async function compareParts(
  lane: Lane,
  plan: TablePlan,
  findings: Findings,
  isLive: boolean,
): Promise<Compared> {
  try {
    const [old, now] = await lane.both((session) => sumsOfParts(session, plan));
    const parts = unique([...old.keys(), ...now.keys()]).sort((a, b) => a - b);
    const differing = parts.filter((part) => !isSame(old.get(part) ?? NONE, now.get(part) ?? NONE));
    const rowsIn = (part: number): number => Math.max((old.get(part) ?? NONE).rows, (now.get(part) ?? NONE).rows);
    let found = 0;
    for (let from = 0; from < differing.length;) {
      let [to, rows] = [from, 0];
      while (to < differing.length && (to === from || rows + rowsIn(differing[to] ?? 0) <= ROWS_AT_ONCE)) {
        rows += rowsIn(differing[to] ?? 0);
        to += 1;
      }
      const some = differing.slice(from, to);
      const both = await lane.both((session) => rowsOfParts(session, plan, some));
      const rowsFound = findDifferingRows(plan, ...both);
      findings.differs(rowsFound);
      found += rowsFound.length;
      from = to;
    }
    if (differing.length > 0 && found === 0 && !isLive) throw new Error(CHANGED);
    return { rows: [...old.values()].reduce((sum, { rows }) => sum + rows, 0), isSame: differing.length === 0 };
  } catch (cause) {
    findings.unproven('all rows', errorMessage(cause).split('\n')[0] ?? '');
    return { rows: 0, isSame: false };
  }
}
