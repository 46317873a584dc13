import { named, type Column, type TablePlan } from './table-plan.js';

/** Their texts are short, contain no comma, and are the same on every server. */
const PLAIN = /^(tinyint|smallint|mediumint|int|bigint|decimal|year|date|datetime|timestamp|time)$/;

/** A column as text or bytes that two servers agree on, whatever character set and version they have. */
export function agreedOn({ name, type }: Column, plan: TablePlan): string {
  if (type === 'bit') return `(${named(name)} + 0)`;
  // A FLOAT is printed with six digits but holds more.
  if (type === 'float' || type === 'double') return `(${named(name)} + 0e0)`;
  return plan.transcoded.includes(name) ? `CONVERT(${named(name)} USING utf8mb4)` : named(name);
}

/** SQL for the checksum of one column; NULL stays NULL. */
export const columnSum = (column: Column, plan: TablePlan): string => `CRC32(${agreedOn(column, plan)})`;

/**
 * SQL for one checksum over some columns. Texts are included as checksums, so the column separator occurs in none
 * of them, and no row is too long for max_allowed_packet. NULL is distinguished from an empty text.
 */
export function rowSum(columns: readonly Column[], plan: TablePlan): string {
  const parts = columns.map((column) => {
    const part = PLAIN.test(column.type) ? agreedOn(column, plan) : columnSum(column, plan);
    return column.isNullable ? `IFNULL(${part}, 'N')` : part;
  });
  return `CRC32(CONCAT_WS(',', ${parts.join(', ')}))`;
}
