import type { Database } from '../database.js';

type Reader = Pick<Database, 'query'>;

const from = (kind: string, name: string, table: string, schema: string): string =>
  `SELECT CONCAT(${kind}, ' ', ${name}, ': ', DEFINER) AS name, DEFINER AS definer
     FROM information_schema.${table} WHERE ${schema} = ?`;

/** Everything in a database that runs with a definer's rights, as `name` and `definer`; each `?` is the name of the database. */
export const WITH_DEFINER = [
  from("'view'", 'TABLE_NAME', 'VIEWS', 'TABLE_SCHEMA'),
  from('LOWER(ROUTINE_TYPE)', 'ROUTINE_NAME', 'ROUTINES', 'ROUTINE_SCHEMA'),
  from("'trigger'", 'TRIGGER_NAME', 'TRIGGERS', 'TRIGGER_SCHEMA'),
  from("'event'", 'EVENT_NAME', 'EVENTS', 'EVENT_SCHEMA'),
].join(' UNION ALL ');

/** The values for {@link WITH_DEFINER}. */
export const ofSchema = (schema: string): string[] => [schema, schema, schema, schema];

/** Definers of all objects that run with a definer's rights, e.g. `view cities: root@localhost`. */
export async function definersOf(reader: Reader, schema: string): Promise<string[]> {
  return (await reader.query<{ name: string }>(WITH_DEFINER, ofSchema(schema))).map(({ name }) => name).sort();
}
