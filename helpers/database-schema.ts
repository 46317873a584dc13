import type { Database } from './database.js';

/** What a database holds, each by name. The texts are made for comparing, not for running. */
export type Inventory = {
  readonly tables: readonly string[];
  readonly views: readonly string[];
  /** `PROCEDURE IncWordUse`, `FUNCTION AgeInYears`. */
  readonly routines: readonly string[];
  /** `members_status_changed: AFTER UPDATE ON members`. */
  readonly triggers: readonly string[];
  /** `forget_who_was_online: ENABLED, every 1 DAY`. */
  readonly events: readonly string[];
};

/** All names in order, as the server lists them. */
export async function inventoryOf(database: Database, schema: string): Promise<Inventory> {
  const list = async (sql: string): Promise<string[]> =>
    (await database.query<{ name: string }>(sql, [schema])).map(({ name }) => name).sort();
  return {
    tables: await list(
      "SELECT TABLE_NAME AS name FROM information_schema.TABLES WHERE TABLE_SCHEMA = ? AND TABLE_TYPE = 'BASE TABLE'",
    ),
    views: await list('SELECT TABLE_NAME AS name FROM information_schema.VIEWS WHERE TABLE_SCHEMA = ?'),
    routines: await list(
      "SELECT CONCAT(ROUTINE_TYPE, ' ', ROUTINE_NAME) AS name FROM information_schema.ROUTINES WHERE ROUTINE_SCHEMA = ?",
    ),
    triggers: await list(
      `SELECT CONCAT(TRIGGER_NAME, ': ', ACTION_TIMING, ' ', EVENT_MANIPULATION, ' ON ', EVENT_OBJECT_TABLE) AS name
         FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA = ?`,
    ),
    events: await list(
      `SELECT CONCAT(EVENT_NAME, ': ', STATUS, ', ', IFNULL(CONCAT('every ', INTERVAL_VALUE, ' ', INTERVAL_FIELD), EXECUTE_AT))
              AS name
         FROM information_schema.EVENTS WHERE EVENT_SCHEMA = ?`,
    ),
  };
}

/**
 * Things that run with somebody's rights, with that somebody, e.g. `view cities: root@localhost`.
 * A definer that has no account on a server makes everything that uses the thing fail there (error 1449).
 */
export async function definersOf(database: Database, schema: string): Promise<{ what: string; definer: string }[]> {
  return database.query<{ what: string; definer: string }>(
    `SELECT CONCAT('view ', TABLE_NAME) AS what, DEFINER AS definer FROM information_schema.VIEWS WHERE TABLE_SCHEMA = ?
      UNION ALL SELECT CONCAT(LOWER(ROUTINE_TYPE), ' ', ROUTINE_NAME), DEFINER
                  FROM information_schema.ROUTINES WHERE ROUTINE_SCHEMA = ?
      UNION ALL SELECT CONCAT('trigger ', TRIGGER_NAME), DEFINER FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA = ?
      UNION ALL SELECT CONCAT('event ', EVENT_NAME), DEFINER FROM information_schema.EVENTS WHERE EVENT_SCHEMA = ?
      ORDER BY what`,
    [schema, schema, schema, schema],
  );
}

/** Accounts as `user@host`. Needs the right to read mysql.user. */
export async function accountsOf(database: Database): Promise<string[]> {
  const rows = await database.query<{ account: string }>("SELECT CONCAT(User, '@', Host) AS account FROM mysql.user");
  return rows.map(({ account }) => account);
}

/** Exact numbers of rows, by table: information_schema only guesses for InnoDB. */
export async function rowCounts(
  database: Database,
  schema: string,
  tables: readonly string[],
): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const table of tables) {
    const { rows } = await database.one<{ rows: string | number }>('SELECT COUNT(*) AS `rows` FROM ??.??', [
      schema,
      table,
    ]);
    counts[table] = Number(rows);
  }
  return counts;
}

/** Settings that make the same statement give another result, or fail, on another server. */
export const BEHAVIOUR = [
  'sql_mode',
  'character_set_server',
  'collation_server',
  'time_zone',
  'system_time_zone',
  'lower_case_table_names',
  'event_scheduler',
  'max_allowed_packet',
  'old_passwords',
  'ft_min_word_len',
  'innodb_ft_min_token_size',
  'group_concat_max_len',
  'explicit_defaults_for_timestamp',
] as const;

/** Their global values; null where a server does not know one. */
export async function behaviourOf(database: Database): Promise<Record<(typeof BEHAVIOUR)[number], string | null>> {
  const rows = await database.query<{ Variable_name: string; Value: string }>(
    'SHOW GLOBAL VARIABLES WHERE Variable_name IN (?)',
    [BEHAVIOUR],
  );
  const values = new Map(rows.map((row) => [row.Variable_name, row.Value]));
  return Object.fromEntries(BEHAVIOUR.map((name) => [name, values.get(name) ?? null])) as Record<
    (typeof BEHAVIOUR)[number],
    string | null
  >;
}
