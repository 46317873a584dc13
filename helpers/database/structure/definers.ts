import type { Database } from '../database.js';

type Reader = Pick<Database, 'query'>;

/** Definers of all that runs with somebody's rights, e.g. `view cities: root@localhost`. */
export async function definersOf(reader: Reader, schema: string): Promise<string[]> {
  const of = (what: string, name: string, table: string, column: string): string =>
    `SELECT CONCAT(${what}, ' ', ${name}, ': ', DEFINER) AS name FROM information_schema.${table} WHERE ${column} = ?`;
  const sql = [
    of("'view'", 'TABLE_NAME', 'VIEWS', 'TABLE_SCHEMA'),
    of('LOWER(ROUTINE_TYPE)', 'ROUTINE_NAME', 'ROUTINES', 'ROUTINE_SCHEMA'),
    of("'trigger'", 'TRIGGER_NAME', 'TRIGGERS', 'TRIGGER_SCHEMA'),
    of("'event'", 'EVENT_NAME', 'EVENTS', 'EVENT_SCHEMA'),
  ].join(' UNION ALL ');
  return (await reader.query<{ name: string }>(sql, [schema, schema, schema, schema])).map(({ name }) => name).sort();
}
