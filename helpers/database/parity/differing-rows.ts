import type { Key } from './key.js';
import type { RowSums } from './range.js';
import type { TablePlan } from './table-plan.js';

/** One row that is not the same on both servers. If the table has no key, the row has none and is never `different`. */
export type DifferingRow = {
  readonly key: Key;
  readonly is: 'missing' | 'extra' | 'different';
  readonly columns: readonly string[];
};

/**
 * Compares rows by key. Without a unique key, a row is identified by all of its values, and a changed row appears as one
 * missing row and one extra row.
 */
export function findDifferingRows(plan: TablePlan, old: readonly RowSums[], now: readonly RowSums[]): DifferingRow[] {
  const name = ({ key, sums }: RowSums): string => (plan.key.length > 0 ? key : sums).join('\n');
  const onNew = new Map<string, RowSums[]>();
  for (const row of now) {
    const alike = onNew.get(name(row));
    if (alike) alike.push(row);
    else onNew.set(name(row), [row]);
  }
  const found: DifferingRow[] = [];
  for (const row of old) {
    // A table without a key may hold the same row more than once: each copy has to find its counterpart.
    const other = onNew.get(name(row))?.pop();
    if (other === undefined) {
      found.push({ key: row.key, is: 'missing', columns: [] });
      continue;
    }
    const columns = plan.columns.filter((_, index) => other.sums[index] !== row.sums[index]).map((each) => each.name);
    if (columns.length > 0) found.push({ key: row.key, is: 'different', columns });
  }
  for (const rows of onNew.values()) for (const { key } of rows) found.push({ key, is: 'extra', columns: [] });
  return found;
}
