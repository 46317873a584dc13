import { NoAnswer } from '../../core/no-answer.js';
import type { Database } from '../database.js';
import { readCreateTable, type TableDefinition } from './create-table.js';
import { withoutWidth } from './sql-text.js';
import { named } from '../parity/table-plan.js';

type Reader = Pick<Database, 'query'>;
/** Properties of one thing; null is the server's NULL. */
export type Properties = Readonly<Record<string, string | null>>;

/** Alike in MySQL 5.1 and MariaDB 11. Definers are compared separately. */
const CHARSETS = `CHARACTER_SET_CLIENT AS \`client character set\`, COLLATION_CONNECTION AS \`connection collation\``;
const IN_CATALOGUE = {
  tables: `SELECT TABLE_NAME AS name, TABLE_COLLATION AS collation FROM information_schema.TABLES
            WHERE TABLE_SCHEMA = ? AND TABLE_TYPE NOT IN ('VIEW', 'SYSTEM VIEW', 'SEQUENCE')`,
  sequences: `SELECT TABLE_NAME AS name FROM information_schema.TABLES WHERE TABLE_SCHEMA = ? AND TABLE_TYPE = 'SEQUENCE'`,
  columns: `SELECT CONCAT(TABLE_NAME, '.', COLUMN_NAME) AS name, CAST(ORDINAL_POSITION AS CHAR) AS position,
                   COLUMN_TYPE AS type, IS_NULLABLE AS nullable, CHARACTER_SET_NAME AS \`character set\`,
                   COLLATION_NAME AS collation
              FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = ?`,
  views: `SELECT TABLE_NAME AS name, VIEW_DEFINITION AS text, CHECK_OPTION AS \`check\`, SECURITY_TYPE AS \`security\`,
                 ${CHARSETS} FROM information_schema.VIEWS WHERE TABLE_SCHEMA = ?`,
  routines: `SELECT CONCAT(ROUTINE_TYPE, ' ', ROUTINE_NAME) AS name, ROUTINE_TYPE AS kind, ROUTINE_NAME AS \`only name\`,
                    ROUTINE_DEFINITION AS text, DTD_IDENTIFIER AS \`returns\`, SECURITY_TYPE AS \`security\`,
                    SQL_DATA_ACCESS AS \`access\`, IS_DETERMINISTIC AS \`deterministic\`, SQL_MODE AS \`sql_mode\`,
                    ROUTINE_COMMENT AS comment, DATABASE_COLLATION AS collation, ${CHARSETS}
               FROM information_schema.ROUTINES WHERE ROUTINE_SCHEMA = ?`,
  triggers: `SELECT TRIGGER_NAME AS name, ACTION_TIMING AS \`when\`, EVENT_MANIPULATION AS event,
                    EVENT_OBJECT_TABLE AS \`table\`, ACTION_STATEMENT AS text, SQL_MODE AS \`sql_mode\`, ${CHARSETS}
               FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA = ? ORDER BY ACTION_ORDER, TRIGGER_NAME`,
  events: `SELECT EVENT_NAME AS name, STATUS AS status, EVENT_DEFINITION AS text, TIME_ZONE AS \`time zone\`,
                  SQL_MODE AS \`sql_mode\`, ${CHARSETS} FROM information_schema.EVENTS WHERE EVENT_SCHEMA = ?`,
  defaults: `SELECT SCHEMA_NAME AS name, DEFAULT_CHARACTER_SET_NAME AS \`character set\`,
                    DEFAULT_COLLATION_NAME AS collation FROM information_schema.SCHEMATA WHERE SCHEMA_NAME = ?`,
} as const;

/** How one server defines the contents of one of its databases. */
export class Definitions {
  readonly #reader: Reader;
  readonly #schema: string;
  readonly #name: string;
  #session: Promise<unknown> | undefined;
  #tables: Promise<ReadonlyMap<string, TableDefinition>> | undefined;

  constructor(reader: Reader, schema: string, name: string) {
    this.#reader = reader;
    this.#schema = schema;
    this.#name = name;
  }

  /** Objects as the catalogue describes them, by name. */
  async catalogue(kind: keyof typeof IN_CATALOGUE): Promise<[name: string, properties: Properties][]> {
    const rows = await this.#reader.query<Properties>(IN_CATALOGUE[kind], [this.#schema]);
    return rows.map(({ name, ...properties }) => [name ?? '', withNewNames(properties)]);
  }

  /** @param kind e.g. `TABLE`; of an object in this database, or of the database itself */
  async showCreate(kind: string, name?: string): Promise<string> {
    // Other quoting would produce output that cannot be split into clauses.
    this.#session ??= this.#reader.query("SET SESSION sql_mode = '', sql_quote_show_create = 1");
    await this.#session;
    const what = name === undefined ? named(this.#schema) : `${named(this.#schema)}.${named(name)}`;
    const [answer = {}] = await this.#reader.query<Properties>(`SHOW CREATE ${kind} ${what}`);
    const sql = Object.entries(answer).find(([column]) => column.startsWith('Create '))?.[1];
    if (sql === undefined || sql === null)
      throw new NoAnswer(`SHOW CREATE ${kind} ${what}`, this.#name, 'it hides the definition from this account');
    return sql;
  }

  /** Definitions of all tables, by name. */
  tables(): Promise<ReadonlyMap<string, TableDefinition>> {
    this.#tables ??= (async () => {
      const found = new Map<string, TableDefinition>();
      for (const [name] of await this.catalogue('tables'))
        found.set(name, readCreateTable(await this.showCreate('TABLE', name)));
      return found;
    })();
    return this.#tables;
  }

  async nextValue(sequence: string): Promise<string | null> {
    const from = `${named(this.#schema)}.${named(sequence)}`;
    const [row] = await this.#reader.query<Properties>(
      `SELECT CAST(next_not_cached_value AS CHAR) AS next FROM ${from}`,
    );
    return row?.['next'] ?? null;
  }
}

/** `utf8` was the name of utf8mb3 for twenty years. */
const withNewNames = (properties: Properties): Properties =>
  Object.fromEntries(
    Object.entries(properties).map(([name, value]) => {
      const isType = name === 'type' || name === 'returns';
      return [name, (isType ? value && withoutWidth(value) : value)?.replace(/^utf8(?=_|$)/, 'utf8mb3') ?? null];
    }),
  );
