import type { Database } from '../database.js';

type Reader = Pick<Database, 'query'>;

/** What a database is made of, beside its rows. */
export const ASPECTS = [
  'tables',
  'columns',
  'indexes',
  'foreign keys',
  'views',
  'routines',
  'triggers',
  'events',
] as const;
export type SchemaAspect = (typeof ASPECTS)[number];

/** Of MySQL 5.1 as well as of MariaDB 10: columns that all of them have. Definers are a matter of their own. */
const QUESTIONS: Readonly<Record<SchemaAspect, string>> = {
  tables: `SELECT TABLE_NAME AS name, ENGINE AS engine, TABLE_COLLATION AS collation, AUTO_INCREMENT AS \`AUTO_INCREMENT\`,
                  CREATE_OPTIONS AS options, TABLE_COMMENT AS comment
             FROM information_schema.TABLES WHERE TABLE_SCHEMA = ? AND TABLE_TYPE = 'BASE TABLE'`,
  columns: `SELECT CONCAT(TABLE_NAME, '.', COLUMN_NAME) AS name, ORDINAL_POSITION AS position, COLUMN_TYPE AS type,
                   IS_NULLABLE AS nullable, COLUMN_DEFAULT AS \`default\`, EXTRA AS extra,
                   CHARACTER_SET_NAME AS \`character set\`, COLLATION_NAME AS collation, COLUMN_COMMENT AS comment
              FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = ?`,
  indexes: `SELECT CONCAT(TABLE_NAME, '.', INDEX_NAME) AS name, MIN(NON_UNIQUE) AS \`not unique\`, MIN(INDEX_TYPE) AS type,
                   GROUP_CONCAT(CONCAT(COLUMN_NAME, IFNULL(CONCAT('(', SUB_PART, ')'), '')) ORDER BY SEQ_IN_INDEX) AS columns
              FROM information_schema.STATISTICS WHERE TABLE_SCHEMA = ? GROUP BY TABLE_NAME, INDEX_NAME`,
  'foreign keys': `SELECT CONCAT(TABLE_NAME, '.', CONSTRAINT_NAME) AS name, MIN(REFERENCED_TABLE_NAME) AS \`table\`,
                          GROUP_CONCAT(CONCAT(COLUMN_NAME, ' to ', REFERENCED_COLUMN_NAME) ORDER BY ORDINAL_POSITION) AS columns
                     FROM information_schema.KEY_COLUMN_USAGE
                    WHERE TABLE_SCHEMA = ? AND REFERENCED_TABLE_NAME IS NOT NULL GROUP BY TABLE_NAME, CONSTRAINT_NAME`,
  views: `SELECT TABLE_NAME AS name, VIEW_DEFINITION AS text, CHECK_OPTION AS \`check\`, SECURITY_TYPE AS \`security\`
            FROM information_schema.VIEWS WHERE TABLE_SCHEMA = ?`,
  routines: `SELECT CONCAT(ROUTINE_TYPE, ' ', ROUTINE_NAME) AS name, ROUTINE_DEFINITION AS text, DTD_IDENTIFIER AS \`returns\`,
                    SECURITY_TYPE AS \`security\`, SQL_DATA_ACCESS AS \`access\`, IS_DETERMINISTIC AS \`deterministic\`,
                    SQL_MODE AS \`sql_mode\`, DATABASE_COLLATION AS collation
               FROM information_schema.ROUTINES WHERE ROUTINE_SCHEMA = ?`,
  triggers: `SELECT TRIGGER_NAME AS name, ACTION_TIMING AS \`when\`, EVENT_MANIPULATION AS event, EVENT_OBJECT_TABLE AS \`table\`,
                    ACTION_STATEMENT AS text, SQL_MODE AS \`sql_mode\` FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA = ?`,
  events: `SELECT EVENT_NAME AS name, STATUS AS status, EVENT_TYPE AS type, EXECUTE_AT AS at, INTERVAL_VALUE AS every,
                  INTERVAL_FIELD AS unit, ENDS AS ends, EVENT_DEFINITION AS text, SQL_MODE AS \`sql_mode\`
             FROM information_schema.EVENTS WHERE EVENT_SCHEMA = ?`,
};

/** Things of one kind by name, each with its properties as texts; null is the server's NULL. */
export type SchemaObjects = Readonly<Record<string, Readonly<Record<string, string | null>>>>;

/** What a server says of one aspect of a database. */
export async function schemaObjects(reader: Reader, schema: string, aspect: SchemaAspect): Promise<SchemaObjects> {
  const rows = await reader.query<Record<string, string | number | null>>(QUESTIONS[aspect], [schema]);
  return Object.fromEntries(
    rows.map(({ name, ...rest }) => [
      String(name),
      Object.fromEntries(Object.entries(rest).map(([key, value]) => [key, value === null ? null : String(value)])),
    ]),
  );
}

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

/** Without what counts up while the site lives. */
export const withoutCounter = (things: SchemaObjects): SchemaObjects =>
  Object.fromEntries(
    Object.entries(things).map(([name, properties]) => [
      name,
      Object.fromEntries(Object.entries(properties).filter(([property]) => property !== 'AUTO_INCREMENT')),
    ]),
  );

/** Longer texts (bodies of routines, views) are told by where they part. */
const LONGEST_SHOWN = 80;

/**
 * What differs between the things of two servers, one line each.
 * @param names how the lines call the two
 */
export function diffSchemaObjects(
  onOld: SchemaObjects,
  onNew: SchemaObjects,
  names: Pair = ['the old host', 'the new host'],
): string[] {
  const [, after] = names;
  const all = [...new Set([...Object.keys(onOld), ...Object.keys(onNew)])].sort();
  return all.flatMap((name) => {
    const [before, now] = [onOld[name], onNew[name]];
    if (before === undefined) return [`${name}: only on ${after}`];
    if (now === undefined) return [`${name}: missing on ${after}`];
    return Object.keys(before)
      .filter((property) => before[property] !== now[property])
      .map((property) => `${name}: ${property} is ${pair(before[property] ?? null, now[property] ?? null, names)}`);
  });
}

type Pair = readonly [before: string, now: string];

function pair(onOld: string | null, onNew: string | null, [before, now]: Pair): string {
  const [a, b] = [onOld ?? 'NULL', onNew ?? 'NULL'];
  if (Math.max(a.length, b.length) <= LONGEST_SHOWN) return `${a} on ${before}, ${b} on ${now}`;
  let from = 0;
  while (a[from] === b[from] && from < a.length) from += 1;
  const part = (text: string): string => text.slice(from, from + LONGEST_SHOWN).replace(/\s+/g, ' ');
  return `the same for ${from} characters, then "${part(a)}" on ${before}, "${part(b)}" on ${now}`;
}
