import { ofSchema, WITH_DEFINER } from './structure/definers.js';
import type { Database } from './database.js';

/** The contents of a database, each by name. The texts are made for comparing, not for running. */
export type SchemaInventory = {
  readonly tables: readonly string[];
  readonly views: readonly string[];
  /** `PROCEDURE IncWordUse`, `FUNCTION AgeInYears`. */
  readonly routines: readonly string[];
  /** `members_status_changed: AFTER UPDATE ON members`. */
  readonly triggers: readonly string[];
  /** `forget_who_was_online: ENABLED, every 1 DAY`. */
  readonly events: readonly string[];
};

/** Settings that make the same statement return another result, or fail, on another server. */
const BEHAVIOUR = [
  'sql_mode',
  'character_set_server',
  'collation_server',
  'time_zone',
  'lower_case_table_names',
  'event_scheduler',
  'max_allowed_packet',
  'old_passwords',
  'ft_min_word_len',
  'innodb_ft_min_token_size',
  'group_concat_max_len',
  'explicit_defaults_for_timestamp',
] as const;

export type Behaviour = Readonly<Record<(typeof BEHAVIOUR)[number], string | null>>;

/** A server's description of its databases, without their rows. */
export class Catalogue {
  readonly #database: Pick<Database, 'query' | 'queryOne'>;

  constructor(database: Pick<Database, 'query' | 'queryOne'>) {
    this.#database = database;
  }

  /** The contents of a database, with all names in order. */
  async inventory(schema: string): Promise<SchemaInventory> {
    const list = (sql: string): Promise<string[]> => this.#names(sql, schema);
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
        `SELECT CONCAT(EVENT_NAME, ': ', STATUS, ', ',
                       IFNULL(CONCAT('every ', INTERVAL_VALUE, ' ', INTERVAL_FIELD), EXECUTE_AT)) AS name
           FROM information_schema.EVENTS WHERE EVENT_SCHEMA = ?`,
      ),
    };
  }

  /**
   * Objects that run with the rights of a definer who has no account on this server, e.g.
   * `view cities: root@old.example`. Using such an object fails (error 1449). Needs the right to read mysql.user.
   */
  async orphans(schema: string): Promise<string[]> {
    // The catalogue and the grant tables may have different collations, and the server then refuses to compare them.
    return this.#names(
      `SELECT name FROM (${WITH_DEFINER}) AS things
        WHERE NOT EXISTS (SELECT 1 FROM mysql.user WHERE BINARY CONCAT(User, '@', Host) = BINARY definer)`,
      ...ofSchema(schema),
    );
  }

  /** Exact row counts, by table: information_schema only estimates them for InnoDB. */
  async rowCounts(schema: string, tables: readonly string[]): Promise<Record<string, number>> {
    const counts = await Promise.all(
      tables.map(async (table) => {
        const { total } = await this.#database.queryOne<{ total: string | number }>(
          'SELECT COUNT(*) AS total FROM ??.??',
          [schema, table],
        );
        return [table, Number(total)] as const;
      }),
    );
    return Object.fromEntries(counts);
  }

  /** Global values of {@link BEHAVIOUR}; null if the server does not know a variable. */
  async behaviour(): Promise<Behaviour> {
    const rows = await this.#database.query<{ Variable_name: string; Value: string }>(
      'SHOW GLOBAL VARIABLES WHERE Variable_name IN (?)',
      [BEHAVIOUR],
    );
    const values = new Map(rows.map((row) => [row.Variable_name, row.Value]));
    return Object.fromEntries(BEHAVIOUR.map((name) => [name, values.get(name) ?? null])) as Behaviour;
  }

  async #names(sql: string, ...values: string[]): Promise<string[]> {
    return (await this.#database.query<{ name: string }>(sql, values)).map(({ name }) => name).sort();
  }
}
