import type { Database } from '../database.js';
import type { TableDefinition } from './create-table.js';
import { Definitions, type Properties } from './definitions.js';
import { aroundParentheses, clausesOf, tidy } from './sql-text.js';

/** Schema objects of one kind, by name. */
export type SchemaObjects = Readonly<Record<string, Properties>>;

const OF_EVENT = /(?:ON SCHEDULE|STARTS|ENDS|ON COMPLETION|(?:ENABLE|DISABLE)(?: ON SLAVE)?|COMMENT|DO)\b/y;

type Asking = (server: Definitions) => Promise<[name: string, properties: Properties][]>;

const QUESTIONS = {
  tables: async (server) => {
    const definitions = await server.tables();
    const all = await server.catalogue('tables');
    return all.map(([name, { collation = null }]) => [name, { collation, ...definitions.get(name)?.options }]);
  },
  columns: async (server) => {
    const clauses = partsOf(await server.tables(), 'columns');
    const sequences = (await server.catalogue('sequences')).map(([name]) => `${name}.`);
    // Including those of views, which have no clauses.
    return (await server.catalogue('columns'))
      .filter(([column]) => !sequences.some((sequence) => column.startsWith(sequence)))
      .map(([name, known]) => [name, { ...known, ...clauses.get(name) }]);
  },
  indexes: async (server) => [...partsOf(await server.tables(), 'indexes')],
  'foreign keys': async (server) => [...partsOf(await server.tables(), 'foreignKeys')],
  'check constraints': async (server) => [...partsOf(await server.tables(), 'checks')],
  sequences: async (server) =>
    forEach(await server.catalogue('sequences'), async (name) => ({
      definition: tidy((await server.showCreate('SEQUENCE', name)).replace(/^[^]*?SEQUENCE `(?:[^`]|``)*`/, '')),
      'next value': await server.nextValue(name),
    })),
  views: async (server) =>
    forEach(await server.catalogue('views'), async (name, known) => {
      const [, algorithm = null] = /ALGORITHM=(\w+)/.exec(await server.showCreate('VIEW', name)) ?? [];
      return { ...known, algorithm };
    }),
  routines: async (server) =>
    forEach(await server.catalogue('routines'), async (_name, { kind, 'only name': name, ...known }) => {
      const { before, within } = aroundParentheses(await server.showCreate(kind ?? '', name ?? ''));
      const aggregates = before.includes(' AGGREGATE ') ? 'yes' : null;
      return withTidyText({ ...known, 'parameter list': `(${tidy(within)})`, aggregates });
    }),
  triggers: async (server) => {
    const last = new Map<string, string>();
    return (await server.catalogue('triggers')).map(([name, known]) => {
      const occasion = [known['when'], known['event'], known['table']].join(' ');
      const order = last.has(occasion) ? `after ${last.get(occasion)}` : 'first';
      last.set(occasion, name);
      return [name, withTidyText({ ...known, order })];
    });
  },
  events: async (server) =>
    forEach(await server.catalogue('events'), async (name, known) => {
      const clauses = clausesOf(await server.showCreate('EVENT', name), OF_EVENT, 'event', 'DO');
      const parts = Object.entries(clauses).filter(([keyword]) => !/^(event|ENABLE|DISABLE.*|DO)$/.test(keyword));
      return withTidyText({ ...known, ...Object.fromEntries(parts) });
    }),
  defaults: async (server) => {
    const { COMMENT = null } = clausesOf(await server.showCreate('DATABASE'), /COMMENT\b/y, 'rest');
    return (await server.catalogue('defaults')).map(([name, known]) => [name, { ...known, COMMENT }]);
  },
} as const satisfies Record<string, Asking>;

export type SchemaAspect = keyof typeof QUESTIONS;
/** The kinds of objects in a database, other than its rows. */
export const ASPECTS = Object.keys(QUESTIONS) as readonly SchemaAspect[];

/** Parts of all tables as `TABLE.PART`. */
function partsOf(
  tables: ReadonlyMap<string, TableDefinition>,
  kind: Exclude<keyof TableDefinition, 'options'>,
): Map<string, Properties> {
  return new Map(
    [...tables].flatMap(([table, definition]) =>
      Object.entries(definition[kind]).map(([part, clauses]): [string, Properties] => [`${table}.${part}`, clauses]),
    ),
  );
}

async function forEach(
  all: readonly [string, Properties][],
  properties: (name: string, known: Properties) => Promise<Properties>,
): Promise<[string, Properties][]> {
  const found: [string, Properties][] = [];
  // One connection answers one question after the other anyway.
  for (const [name, known] of all) found.push([name, await properties(name, known)]);
  return found;
}

/** If a backslash is an ordinary character, we cannot tell where texts end. */
const withTidyText = ({ text = null, ...rest }: Properties): Properties => ({
  ...rest,
  text: text === null || rest['sql_mode']?.includes('NO_BACKSLASH_ESCAPES') === true ? text : tidy(text),
});

/** The structure of one database on one server, as SHOW CREATE and the catalogue describe it. Each aspect is requested once. */
export class Structure {
  readonly #server: Definitions;
  readonly #asked = new Map<SchemaAspect, Promise<SchemaObjects>>();

  /** @param server its name, for errors */
  constructor(reader: Pick<Database, 'query'>, schema: string, server: string) {
    this.#server = new Definitions(reader, schema, server);
  }

  /**
   * All objects of one aspect.
   * @throws {NoAnswer} when the server hides a definition from the account
   */
  objects(aspect: SchemaAspect): Promise<SchemaObjects> {
    const asked = this.#asked.get(aspect) ?? QUESTIONS[aspect](this.#server).then(Object.fromEntries<Properties>);
    this.#asked.set(aspect, asked);
    return asked;
  }
}
