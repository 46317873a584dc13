import type { Row } from '../database.js';
import { causeOf, shown } from './explain.js';
import type { RowDifferences } from './rows.js';
import type { TablePlan } from './table-plan.js';

/** What is known of the differences of one table. */
export type Findings = {
  readonly plan: TablePlan;
  /** Names of the chunks that differ. */
  readonly chunks: readonly string[];
  readonly rows: RowDifferences;
  /** Values of the first rows that differ, by key. */
  readonly samples: readonly { readonly key: string; readonly old: Row; readonly new: Row }[];
  /** Largest keys, where the key is a number. */
  readonly last: { readonly old: bigint | undefined; readonly new: bigint | undefined };
  /** Nothing of this table may be shown: personal data. */
  readonly isSecret: boolean;
};

const MOST_NAMED = 5;

/**
 * The differences of a table in words, one line: how many rows, where, which, and why, where that can be told.
 * Texts are described, never shown.
 */
export function formatFindings({ plan, chunks, rows, samples, last, isSecret }: Findings): string {
  const { missing, extra, different } = rows;
  const hasNames = plan.key.length > 0 && !(isSecret && plan.key.some(({ charset }) => charset !== null));
  const name = plan.key.map((column) => column.name).join(', ');
  const which = (keys: readonly string[]): string => (hasNames ? ` (${name} ${listed(keys, '; ')})` : '');
  const parts = [
    different.length > 0 && `${count(different.length)} with other contents${which(different.map(({ key }) => key))}`,
    missing.length > 0 &&
      `${count(missing.length)} missing on the new host${which(missing)}${areNewer(missing, last.new) ? ', newer than all on the new host: written on the old host after the copy' : ''}`,
    extra.length > 0 &&
      `${count(extra.length)} only on the new host${which(extra)}${areNewer(extra, last.old) ? ', newer than all on the old host: written on the new host after the copy' : ''}`,
  ].filter((part) => part !== false);
  const cells = samples.flatMap(({ key, old: onOld, new: onNew }) =>
    Object.keys(onOld).map((column) => {
      const values = [onOld[column] ?? null, onNew[column] ?? null] as const;
      const about = plan.columns.find((each) => each.name === column) ?? { name: column, type: '' };
      const [before, now] = values.map((value) => shown(value, about, isSecret));
      const cause = causeOf(...values);
      return `${hasNames ? `${name} ${key}: ` : ''}${column} is ${before ?? ''} on the old host, ${now ?? ''} on the new host${cause === undefined ? '' : `: ${cause}`}`;
    }),
  );
  return [
    `${plan.schema}.${plan.table}: ${parts.join('; ')}`,
    `in ${listed(chunks, ', ')}`,
    ...(plan.key.length === 0
      ? ['the table has no primary key: a changed row counts as one missing and one too many']
      : []),
    ...cells,
  ].join(' | ');
}

const count = (rows: number): string => (rows === 1 ? '1 row' : `${rows} rows`);

const listed = (all: readonly string[], between: string): string =>
  [...all.slice(0, MOST_NAMED), ...(all.length > MOST_NAMED ? [`and ${all.length - MOST_NAMED} more`] : [])].join(
    between,
  );

/** Beyond the largest key of the other side: what a live table gets. */
function areNewer(keys: readonly string[], last: bigint | undefined): boolean {
  return last !== undefined && keys.every((key) => /^-?\d+$/.test(key) && BigInt(key) > last);
}
