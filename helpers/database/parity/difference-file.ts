import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import type { DifferingRow } from './differing-rows.js';
import { readable } from './key.js';
import { mayName } from './table-report.js';
import type { TablePlan } from './table-plan.js';

/** All rows that differ, one line of JSON each, written as they are found: there may be millions. */
export class DifferenceFile {
  readonly path: string;
  readonly #isSecret: boolean;
  #file: number | undefined;

  /** @param isSecret texts in keys are left out */
  constructor(path: string, isSecret: boolean) {
    this.path = path;
    this.#isSecret = isSecret;
  }

  /** Whether anything was written. */
  get exists(): boolean {
    return this.#file !== undefined;
  }

  add(plan: TablePlan, rows: readonly DifferingRow[]): void {
    if (rows.length === 0) return;
    if (this.#file === undefined) {
      mkdirSync(dirname(this.path), { recursive: true });
      this.#file = openSync(this.path, 'w', 0o600);
    }
    const lines = rows.map(({ is, key, columns }) => {
      const names = plan.key.map(({ name }, index) => [name, readable(key.slice(index, index + 1))]);
      return JSON.stringify({
        ...{ table: `${plan.schema}.${plan.table}`, is },
        ...(mayName(plan, this.#isSecret) ? { key: Object.fromEntries(names) as unknown } : {}),
        ...(columns.length > 0 ? { columns } : {}),
      });
    });
    writeSync(this.#file, `${lines.join('\n')}\n`);
  }

  close(): void {
    if (this.#file !== undefined) closeSync(this.#file);
  }
}
