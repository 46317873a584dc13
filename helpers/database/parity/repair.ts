import type { Row } from '../database.js';
import { shellQuote } from '../../ssh/ssh-errors.js';
import type { DifferingRow } from './differing-rows.js';
import { at, type Key } from './key.js';
import { mayName } from './table-report.js';
import { named, tableOf, type TablePlan } from './table-plan.js';

/** With more rows than this, it is faster and safer to load the whole table again. */
const MOST_ROWS = 10_000;
const ROWS_IN_A_STATEMENT = 100;
const DUMP = 'mysqldump --hex-blob --default-character-set=utf8mb4';

/**
 * Commands and statements that would make a table of the new server like that of the old one, to be read and run by
 * hand. Nothing here runs them, and none contains values of a row, except numbers that mysqldump would truncate.
 */
export class Repair {
  readonly #plan: TablePlan;
  readonly #isSecret: boolean;
  readonly #copied: Key[] = [];
  readonly #removed: Key[] = [];
  /** Rows in which only FLOAT columns differ. */
  readonly floats: DifferingRow[] = [];
  #total = 0;

  constructor(plan: TablePlan, isSecret: boolean) {
    this.#plan = plan;
    this.#isSecret = isSecret;
  }

  add(rows: readonly DifferingRow[]): void {
    this.#total += rows.length;
    if (this.#isWhole) return;
    const areFloats = (names: readonly string[]): boolean =>
      names.every((name) => this.#plan.columns.some((column) => column.name === name && column.type === 'float'));
    for (const row of rows) {
      if (row.is === 'extra') this.#removed.push(row.key);
      else if (row.is === 'different' && !this.#isSecret && areFloats(row.columns)) this.floats.push(row);
      else this.#copied.push(row.key);
    }
  }

  get #isWhole(): boolean {
    return this.#total > MOST_ROWS || !mayName(this.#plan, this.#isSecret);
  }

  /** @param exact values of {@link floats} on the old server, in their order */
  lines(exact: readonly Row[]): string[] {
    const { schema, table } = this.#plan;
    const dump = (options: string): string => `${DUMP} ${options} ${shellQuote(schema)} ${shellQuote(table)}`;
    const floats = this.#plan.columns.filter(({ type }) => type === 'float').map(({ name }) => name);
    const warning = `-- mysqldump writes FLOAT with six digits: ${floats.join(', ')} would differ afterward`;
    const cut = floats.length > 0 ? [warning] : [];
    if (this.#isWhole)
      return [`-- ${schema}.${table}: load the whole table again`, ...cut, dump('--add-drop-table --triggers')];
    const groups = (keys: readonly Key[]): string[] =>
      Array.from({ length: Math.ceil(keys.length / ROWS_IN_A_STATEMENT) }, (_, index) =>
        this.#where(keys.slice(index * ROWS_IN_A_STATEMENT, (index + 1) * ROWS_IN_A_STATEMENT)),
      );
    return [
      `-- ${schema}.${table}`,
      ...(this.#copied.length > 0 ? cut : []),
      ...groups(this.#copied).map((where) =>
        dump(`--skip-triggers --no-create-info --replace --where=${shellQuote(where)}`),
      ),
      ...groups(this.#removed).map((where) => `DELETE FROM ${tableOf(this.#plan)} WHERE ${where};`),
      ...this.floats.map(({ key }, index) => {
        const values = Object.entries(exact[index] ?? {}).map(([name, value]) => `${named(name)} = ${String(value)}`);
        return `UPDATE ${tableOf(this.#plan)} SET ${values.join(', ')} WHERE ${at(this.#plan, key)};`;
      }),
    ];
  }

  #where(keys: readonly Key[]): string {
    const [column] = this.#plan.key;
    return this.#plan.key.length === 1 && column !== undefined
      ? `${named(column.name)} IN (${keys.map(([literal]) => literal).join(', ')})`
      : keys.map((key) => `(${at(this.#plan, key)})`).join(' OR ');
  }
}
