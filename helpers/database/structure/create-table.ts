import { aroundParentheses, clausesOf, quotedAtStart, splitList, tidy, withoutWidth } from './sql-text.js';

/** Clauses of one thing, each by its keyword. */
type Clauses = Readonly<Record<string, string>>;

/** The output of SHOW CREATE TABLE, split into clauses: those of the table as a whole, and those of its parts by name. */
export type TableDefinition = {
  readonly options: Clauses;
  readonly columns: Readonly<Record<string, Clauses>>;
  readonly indexes: Readonly<Record<string, Clauses>>;
  readonly foreignKeys: Readonly<Record<string, Clauses>>;
  readonly checks: Readonly<Record<string, Clauses>>;
};

const OF_COLUMN =
  /(?:CHARACTER SET|COLLATE|NOT NULL|DEFAULT NULL|NULL|DEFAULT|ON UPDATE|AUTO_INCREMENT|(?:GENERATED ALWAYS )?AS(?= ?\()|CHECK(?= ?\()|COMMENT|INVISIBLE|COMPRESSED|WITHOUT SYSTEM VERSIONING)\b/y;
const OF_INDEX = /(?:USING|COMMENT|IGNORED|INVISIBLE|WITH PARSER)\b|KEY_BLOCK_SIZE=/y;
const OF_FOREIGN_KEY = /(?:REFERENCES|ON DELETE|ON UPDATE)\b/y;
const OF_TABLE = /PARTITION BY\b|WITH SYSTEM VERSIONING\b|(?:DEFAULT )?\w+(?: DIRECTORY)?\s?=/y;

/** Printed only where they differ from the default of their context, which depends on the version: the catalogue lists them in full. */
const IN_CATALOGUE = ['CHARACTER SET', 'DEFAULT CHARSET', 'COLLATE', 'NOT NULL', 'NULL', 'DEFAULT NULL'];

/** Reads the answer to SHOW CREATE TABLE of a session without ANSI_QUOTES and NO_BACKSLASH_ESCAPES. */
export function readCreateTable(sql: string): TableDefinition {
  const { within, after } = aroundParentheses(sql);
  const parts = splitList(within).map(partOf);
  const of = (wanted: (typeof parts)[number]['is']): Record<string, Clauses> =>
    Object.fromEntries(parts.filter(({ is }) => is === wanted).map(({ name, clauses }) => [name, clauses]));
  return {
    options: inOneSpelling(clausesOf(after, OF_TABLE, 'options')),
    columns: of('column'),
    indexes: of('index'),
    foreignKeys: of('foreign key'),
    checks: of('check'),
  };
}

type Part = {
  readonly is: 'column' | 'index' | 'foreign key' | 'check';
  readonly name: string;
  readonly clauses: Clauses;
};

function partOf(line: string): Part {
  const [column, definition] = takeName(line);
  if (column !== undefined)
    return { is: 'column', name: column, clauses: inOneSpelling(clausesOf(definition, OF_COLUMN, 'type')) };
  const [, kind, key = ''] = /^((?:[A-Z]+ )?(?:KEY|INDEX)) ([^]*)$/.exec(line) ?? [];
  if (kind !== undefined && kind !== 'FOREIGN KEY') {
    const [name = 'PRIMARY', columns] = takeName(key);
    return { is: 'index', name, clauses: { kind, ...clausesOf(columns, OF_INDEX, 'column list') } };
  }
  const [name, rule] = takeName(line.replace(/^CONSTRAINT /, ''));
  if (rule.startsWith('FOREIGN KEY'))
    return {
      is: 'foreign key',
      name: name ?? rule,
      clauses: clausesOf(rule.slice('FOREIGN KEY'.length), OF_FOREIGN_KEY, 'column list'),
    };
  return { is: 'check', name: name ?? rule, clauses: { definition: tidy(rule) } };
}

/** A name in backticks at the start, without the backticks, and the text after it. */
function takeName(sql: string): [name: string | undefined, rest: string] {
  const quoted = quotedAtStart(sql);
  return quoted === undefined ? [undefined, sql] : [quoted.name, sql.slice(quoted.length).trimStart()];
}

/** Without parts that the catalogue covers, and with types and values as all versions would print them. */
function inOneSpelling(clauses: Clauses): Clauses {
  const kept = Object.entries(clauses).filter(([keyword]) => !IN_CATALOGUE.includes(keyword));
  return Object.fromEntries(kept.map(([keyword, text]) => [keyword, spelt(keyword, text)]));
}

function spelt(keyword: string, text: string): string {
  if (keyword === 'type') return withoutWidth(text);
  if (keyword.endsWith('AS')) return withoutDoubleParentheses(text);
  if (keyword !== 'DEFAULT' && keyword !== 'ON UPDATE') return text;
  return text.replace(/^'(-?\d+(?:\.\d+)?)'$/, '$1').replace(/^current_timestamp(?:\(\))?/i, 'CURRENT_TIMESTAMP');
}

/** MySQL prints `((a * 2)) VIRTUAL` where MariaDB prints `(a * 2) VIRTUAL`. */
function withoutDoubleParentheses(sql: string): string {
  const { within, after } = aroundParentheses(sql);
  const inner = aroundParentheses(within);
  return inner.before === '' && inner.after === '' && within.startsWith('(') ? `${within}${after}` : sql;
}
