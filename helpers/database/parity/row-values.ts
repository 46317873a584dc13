import type { Row } from '../database.js';
import { at, keyIn, literalsOf, type Key } from './key.js';
import { boundsOf, type Asker } from './range.js';
import { agreedOn } from './row-sum.js';
import { named, numberedBy, tableOf, type TablePlan } from './table-plan.js';

/** Rows in one statement. */
const AT_ONCE = 100;

/** The values of some columns in each of these rows, a FLOAT with all of its digits; nothing for a row that is gone. */
export async function valuesOf(
  asker: Asker,
  plan: TablePlan,
  rows: readonly { readonly key: Key; readonly columns: readonly string[] }[],
): Promise<Row[]> {
  const columns = plan.columns.filter(({ name }) => rows.some((row) => row.columns.includes(name)));
  const values = columns.map(
    (column, index) => `${column.type === 'float' ? agreedOn(column, plan) : named(column.name)} AS v${index}`,
  );
  const found = new Map<string, Row>();
  for (let from = 0; from < rows.length; from += AT_ONCE) {
    const where = rows.slice(from, from + AT_ONCE).map(({ key }) => `(${at(plan, key)})`);
    const answers = await asker.query<Row>(
      `SELECT ${[literalsOf(plan), ...values].join(', ')} FROM ${tableOf(plan)} WHERE ${where.join(' OR ')}`,
    );
    for (const answer of answers) found.set(keyIn(plan, answer).join(), answer);
  }
  return rows.map(({ key, columns: wanted }) => {
    const answer = found.get(key.join());
    if (answer === undefined) return {};
    return Object.fromEntries(
      columns.flatMap(({ name }, index) => (wanted.includes(name) ? [[name, answer[`v${index}`] ?? null]] : [])),
    );
  });
}

/** The largest key; undefined if there is no row, or if the key is not a number. */
export async function largestKey(asker: Asker, plan: TablePlan): Promise<bigint | undefined> {
  const number = numberedBy(plan);
  return number === undefined ? undefined : (await boundsOf(asker, plan, {}, number))?.[1];
}
