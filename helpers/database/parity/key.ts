import { named, type Column, type TablePlan } from './table-plan.js';

/** One row's key as SQL literals, one per column, e.g. `5` or `_latin1 x'416e6e61'`: exact, and free of quotes to escape. */
export type Key = readonly string[];

/** Rows after one key, up to and including another; an undefined end is open. */
export type Range = { readonly after?: Key | undefined; readonly upTo?: Key | undefined };

const NUMBER = /^(tinyint|smallint|mediumint|int|bigint|decimal|year)$/;

/** SQL for the literal of a column of the key. */
function literalOf({ name, type, charset }: Column, plan: TablePlan): string {
  const column = named(name);
  if (NUMBER.test(type)) return `CAST(${column} AS CHAR)`;
  if (type === 'bit') return `CAST(${column} + 0 AS CHAR)`;
  if (type === 'float' || type === 'double') return `CAST(${column} + 0e0 AS CHAR)`;
  if (/binary|blob/.test(type)) return `CONCAT('x''', HEX(${column}), '''')`;
  if (charset === null) return `CONCAT('''', ${column}, '''')`;
  if (plan.transcoded.includes(name)) return `CONCAT('_utf8mb4 x''', HEX(CONVERT(${column} USING utf8mb4)), '''')`;
  // All versions know the older name.
  return `CONCAT('_${charset.replace('utf8mb3', 'utf8')} x''', HEX(${column}), '''')`;
}

/** SQL for all literals of the key, as `k0`, `k1`, ... */
export const literalsOf = (plan: TablePlan): string =>
  plan.key.map((column, index) => `${literalOf(column, plan)} AS k${index}`).join(', ');

/** The key in a row that was selected with {@link literalsOf}. */
export const keyIn = (plan: TablePlan, row: Readonly<Record<string, unknown>>): Key =>
  plan.key.map((_, index) => String(row[`k${index}`]));

/** SQL that holds for the rows of a range. The bounds of the first column come first: an index can always serve them. */
export function within(plan: TablePlan, { after, upTo }: Range): string {
  const columns = plan.key.map(({ name }) => named(name));
  const [first = ''] = columns;
  const isLong = columns.length > 1;
  return [
    ...(after && isLong ? [`${first} >= ${after[0] ?? ''}`] : []),
    ...(upTo && isLong ? [`${first} <= ${upTo[0] ?? ''}`] : []),
    ...(after ? [beyond(columns, after, '>', '>')] : []),
    ...(upTo ? [beyond(columns, upTo, '<', '<=')] : []),
  ].join(' AND ');
}

/** Compares tuples column by column: servers do not use an index to compare whole tuples. */
function beyond(columns: readonly string[], [literal = '', ...more]: Key, than: string, last: string): string {
  const [column = '', ...others] = columns;
  if (others.length === 0) return `${column} ${last} ${literal}`;
  return `(${column} ${than} ${literal} OR (${column} = ${literal} AND ${beyond(others, more, than, last)}))`;
}

/** SQL that holds for one row. */
export const at = (plan: TablePlan, key: Key): string =>
  plan.key.map(({ name }, index) => `${named(name)} = ${key[index] ?? 'NULL'}`).join(' AND ');

/** A key in readable form. Bytes, and letters of unusual character sets, stay hexadecimal. */
export const readable = (key: Key): string => key.map(readableLiteral).join(', ');

function readableLiteral(literal: string): string {
  const [, charset, hex] = /^(?:_(\w+) )?x'([0-9A-F]*)'$/i.exec(literal) ?? [];
  if (hex === undefined) return literal.replaceAll("'", '');
  const bytes = Buffer.from(hex, 'hex');
  if (charset === 'latin1' || charset === 'ascii') return new TextDecoder('windows-1252').decode(bytes);
  return charset?.startsWith('utf8') === true ? bytes.toString('utf8') : hex;
}

/** A range in words. */
export function formatRange(plan: TablePlan, { after, upTo }: Range): string {
  const name = plan.key.map((column) => column.name).join(', ');
  if (!after && !upTo) return 'all rows';
  return [
    ...(after ? [`${name} after ${readable(after)}`] : [name]),
    ...(upTo ? [`up to ${readable(upTo)}`] : []),
  ].join(' ');
}
