import type { Row } from '../database.js';
import type { DifferingRow } from './differing-rows.js';
import { causeOf, SECRET, shown } from './explain.js';
import { readable, type Key } from './key.js';
import type { TablePlan } from './table-plan.js';

/** Rows of one table that differ: how many, and the first ones. The evidence contains all of them. */
export class TableDifferences {
  readonly plan: TablePlan;
  readonly #kinds = { missing: new Kind(), extra: new Kind(), different: new Kind() };
  /** In how many rows a column differs. */
  readonly #columns = new Map<string, number>();
  /** The first rows with different contents. */
  readonly first: DifferingRow[] = [];

  constructor(plan: TablePlan) {
    this.plan = plan;
  }

  add(rows: readonly DifferingRow[]): void {
    for (const row of rows) {
      this.#kinds[row.is].add(row.key);
      for (const column of row.columns) this.#columns.set(column, (this.#columns.get(column) ?? 0) + 1);
      if (row.is === 'different' && this.first.length < MOST_SAMPLES) this.first.push(row);
    }
  }

  get total(): number {
    const { missing, extra, different } = this.#kinds;
    return missing.total + extra.total + different.total;
  }

  /**
   * In words, one line: how many rows, which ones, and, if known, why. Texts are described, never shown.
   * @param samples values of the first rows with different contents, by their keys
   * @param last largest keys of the two servers, if the key is a number
   */
  format(samples: readonly Sample[], last: Largest, isSecret: boolean): string {
    const { plan } = this;
    const { missing, extra, different } = this.#kinds;
    const hasNames = mayName(plan, isSecret);
    const name = plan.key.map((column) => column.name).join(', ');
    const which = (kind: Kind): string => (hasNames ? ` (${name} ${kind.names()})` : '');
    const rows = [
      different.total > 0 && `${count(different.total)} with different contents${which(different)}`,
      missing.total > 0 &&
        `${count(missing.total)} missing on the new host${which(missing)}${missing.isBeyond(last.new) ? ', newer than every row on the new host: written on the old host after the copy' : ''}`,
      extra.total > 0 &&
        `${count(extra.total)} only on the new host${which(extra)}${extra.isBeyond(last.old) ? ', newer than every row on the old host: written on the new host after the copy' : ''}`,
    ].filter((part) => part !== false);
    const columns = [...this.#columns].map(([column, total]) => `${column} in ${count(total)}`);
    return [
      `${plan.schema}.${plan.table}: ${rows.join('; ')}`,
      ...(different.total > MOST_SAMPLES ? [`columns that differ: ${columns.join(', ')}`] : []),
      ...(plan.key.length === 0
        ? ['the table has no unique key that both hosts share: a changed row counts as one missing and one extra row']
        : []),
      ...samples.flatMap((sample) =>
        cells(plan, sample, hasNames ? `${name} ${readable(sample.key)}: ` : '', isSecret),
      ),
    ].join(' | ');
  }
}

export type Sample = { readonly key: Key; readonly old: Row; readonly new: Row };
export type Largest = { readonly old: bigint | undefined; readonly new: bigint | undefined };

/** Texts in keys may also be secrets. */
export const mayName = ({ key }: TablePlan, isSecret: boolean): boolean =>
  key.length > 0 && !key.some(({ name, charset }) => charset !== null && (isSecret || SECRET.test(name)));

const MOST_SAMPLES = 3;
const MOST_NAMED = 5;

/** Keys of one kind: the first ones, their number, and the smallest if they are integers. */
class Kind {
  total = 0;
  readonly #first: Key[] = [];
  #least: bigint | undefined;
  #areNumbers = true;

  add(key: Key): void {
    this.total += 1;
    if (this.#first.length < MOST_NAMED) this.#first.push(key);
    const [only = ''] = key;
    if (key.length !== 1 || !/^-?\d+$/.test(only)) this.#areNumbers = false;
    else if (this.#least === undefined || BigInt(only) < this.#least) this.#least = BigInt(only);
  }

  names(): string {
    const more = this.total > this.#first.length ? [`and ${this.total - this.#first.length} more`] : [];
    return [...this.#first.map(readable), ...more].join('; ');
  }

  /** All of them are beyond the largest key of the other side: rows that a live table gains. */
  isBeyond(last: bigint | undefined): boolean {
    return last !== undefined && this.#areNumbers && this.#least !== undefined && this.#least > last;
  }
}

function cells(plan: TablePlan, { old: onOld, new: onNew }: Sample, who: string, isSecret: boolean): string[] {
  return Object.keys(onOld).map((name) => {
    const values = [onOld[name] ?? null, onNew[name] ?? null] as const;
    const column = plan.columns.find((each) => each.name === name) ?? { name, type: '' };
    const [before, now] = values.map((value) => shown(value, column, isSecret));
    const cause = causeOf(...values, column.type);
    const both = `${before ?? ''} on the old host, ${now ?? ''} on the new host`;
    return `${who}${name} ${cause === undefined ? `is ${both}` : `(${cause}): ${both}`}`;
  });
}

const count = (rows: number): string => (rows === 1 ? '1 row' : `${rows} rows`);
