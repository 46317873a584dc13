import { plain, readRows, setting, together } from '../../rows.js';
import { readScript } from '../../script.js';
import type { Collector, Item, Reading, Unreadable } from '../../types.js';

const area = 'database';

/** Settings, accounts, and structure of the database servers, as the servers report them. The row comparison covers the table contents. */
export const database: Collector = {
  area,
  script: readScript('data/database.sh'),
  needs: [],
  seconds: 60,
  parse,
  differs,
};

/** `10` and `10.000000` are one number. */
function differs(_facet: string, old: string, now: string): boolean {
  return [old, now].every((text) => /^-?\d+(\.\d+)?$/.test(text)) ? Number(old) !== Number(now) : old !== now;
}

/** Variables that depend on a host, on its current size, or on events since its start. */
const OF_THE_HOST =
  /^(hostname|server_uuid|server_uid|version(_.*)?|pid_file|socket|port|log_bin_basename|log_bin_index|relay_log.*|general_log_file|slow_query_log_file|log_error|log_slow_query_file|server_id|gtid_.*|timestamp|pseudo_.*|rand_seed\d|last_insert_id|insert_id|identity|error_count|warning_count|innodb_version|protocol_version|thread_stack|open_files_limit|report_.*|tmpdir|slave_.*_tmpdir|slave_load_tmpdir|large_page_size|in_transaction|proxy_user|external_user|system_versioning_asof|wsrep_.*|ssl_(ca|cert|key|capath|crl|crlpath)|innodb_buffer_pool_(filename|load_.*|dump_.*)|innodb_read_only_compressed|have_.*|license|lc_messages_dir|character_sets_dir|plugin_dir|basedir|system_time_zone)$/;

function parse(rows: readonly string[]): Reading {
  const created: string[] = [];
  const granted: string[] = [];
  const keep =
    (list: string[]) =>
    (...fields: string[]) => {
      list.push(fields.join('\t'));
      return [];
    };
  const defaults = new Set(rows.filter((row) => row.startsWith('default\t')).map((row) => row.slice(8)));
  const found = readRows(
    area,
    rows,
    {
      variable: (name = '', value = '') =>
        OF_THE_HOST.test(name)
          ? []
          : [setting(area, `variable ${name}`, value, 'SHOW GLOBAL VARIABLES', defaults.has(name))],
      default: () => [],
      plugin: (name = '', status = '', kind = '') => [
        plain(area, `plugin ${name}`, `${status} ${kind}`, 'information_schema.plugins'),
      ],
      schema: (name = '', charset = '', collation = '') => [
        { area, key: `database ${name}`, value: { charset, collation }, source: 'information_schema.schemata' },
      ],
      create: keep(created),
      grant: keep(granted),
      postgres: (name = '', encoding = '', collation = '') => [
        { area, key: `postgres database ${name}`, value: { encoding, collation }, source: 'pg_database' },
      ],
      role: (name = '', superuser = '', login = '') => [
        { area, key: `postgres role ${name}`, value: { superuser, login }, source: 'pg_roles' },
      ],
      'pg-setting': (name = '', value = '') =>
        /^(data_directory|config_file|hba_file|ident_file|external_pid_file|server_version.*|cluster_name|port)$/.test(
          name,
        )
          ? []
          : [plain(area, `postgres setting ${name}`, value, 'pg_settings')],
      'no-database': () => [plain(area, 'database server', 'none', 'ps')],
    },
    () => '',
  );
  return together(found, structureOf(created), grantsOf(granted));
}

/** A marker row (`MARK KIND SCHEMA NAME`) starts the rows about one object. */
const MARKER = /^[0-9a-f]{16,}\t(?:TABLE|VIEW|PROCEDURE|FUNCTION|TRIGGER|EVENT|GRANTS)\t/;
/** The column of SHOW CREATE's answer that contains the statement. */
const COLUMN: Readonly<Record<string, number>> = { TABLE: 1, VIEW: 1, PROCEDURE: 2, FUNCTION: 2, TRIGGER: 2, EVENT: 3 };

function structureOf(lines: readonly string[]): Reading {
  const items: Item[] = [];
  const unreadable: Unreadable[] = [];
  let thing: { kind: string; name: string } | undefined;
  let isAnswered = false;
  const unanswered = (): void => {
    if (thing === undefined || isAnswered) return;
    const scope = `${thing.kind.toLowerCase()} ${thing.name}`;
    unreadable.push({ area, scope, why: `SHOW CREATE of ${scope} gave nothing` });
  };
  for (const line of lines) {
    const fields = line.split('\t');
    if (MARKER.test(line)) {
      unanswered();
      isAnswered = false;
      thing = { kind: fields[1] ?? '', name: `${fields[2] ?? ''}.${fields[3] ?? ''}` };
      continue;
    }
    isAnswered = true;
    const statement = thing === undefined ? undefined : fields[COLUMN[thing.kind] ?? -1];
    if (thing === undefined || statement === undefined || statement === 'NULL') {
      const scope = thing === undefined ? '' : `${thing.kind.toLowerCase()} ${thing.name}`;
      unreadable.push({ area, scope, why: `SHOW CREATE of ${scope || 'something'} gave: "${line.slice(0, 200)}"` });
      continue;
    }
    items.push(...clausesOf(thing.kind.toLowerCase(), thing.name, unescaped(statement)));
    thing = undefined;
  }
  unanswered();
  return { items, unreadable };
}

/** The definer, the counter, and the spacing are not part of its meaning. */
const meaning = (sql: string): string =>
  sql
    .replace(/ DEFINER=(`[^`]*`|\S+)@(`[^`]*`|\S+)/g, '')
    .replace(/ AUTO_INCREMENT=\d+/g, '')
    .replace(/^CREATE ALGORITHM=UNDEFINED /, 'CREATE ');

/** A table by its clauses, so that a difference names the column or key; anything else as a single text. */
function clausesOf(kind: string, name: string, sql: string): Item[] {
  const source = `SHOW CREATE ${kind.toUpperCase()} ${name}`;
  if (kind !== 'table') return [plain(area, `${kind} ${name}`, meaning(sql).trim().replace(/\s+/g, ' '), source)];
  const [, ...lines] = meaning(sql).split('\n');
  const end = lines.findIndex((line) => line.startsWith(')'));
  const clauses = lines.slice(0, end < 0 ? undefined : end).map((line) => line.trim().replace(/,$/, ''));
  const named = clauses.map(
    (clause) => /^((?:[A-Z ]+)?`(?:[^`]|``)*`|PRIMARY KEY|CHECK)\s*(.*)$/.exec(clause) ?? [clause, clause, ''],
  );
  const columns = named.flatMap(([, head = '']) => (head.startsWith('`') ? [head] : []));
  return [
    plain(
      area,
      `table ${name}`,
      lines
        .slice(Math.max(end, 0))
        .join(' ')
        .replace(/^\)\s*/, '')
        .trim(),
      source,
    ),
    ...named.map(([, head = '', rest = '']) =>
      plain(area, `table ${name}: ${head.startsWith('`') ? 'column ' : ''}${head}`, rest, source),
    ),
    {
      ...plain(area, `table ${name}: order of columns`, columns.join(' '), source),
      implied: 'its columns are compared one by one',
    },
  ];
}

/** `''@'%'` and ``` ``@`%` ``` are one account, in the spelling of older and newer servers. */
const quotedAlike = (grant: string): string => grant.replace(/'([^']*)'@'([^']*)'/g, '`$1`@`$2`');

function grantsOf(lines: readonly string[]): Reading {
  const items: Item[] = [];
  const unreadable: Unreadable[] = [];
  let account = '';
  for (const line of lines) {
    const [, , user = '', host = ''] = line.split('\t');
    if (MARKER.test(line)) account = `${user}@${host}`;
    else if (account === '' || !line.startsWith('GRANT '))
      unreadable.push({ area, scope: `account ${account}`, why: `SHOW GRANTS gave: "${line.slice(0, 200)}"` });
    else {
      const [, right = '', rest = ''] = /^GRANT (.*) TO (\S+(?:\s.*)?)$/.exec(quotedAlike(unescaped(line))) ?? [];
      const login = rest.replace(/^\S+\s*/, '');
      items.push(plain(area, `account ${account} may ${right}`, login, `SHOW GRANTS FOR ${account}`));
    }
  }
  return { items, unreadable };
}

/** The client escapes newlines, tabs, and backslashes in a value. */
const unescaped = (text: string): string =>
  text.replace(/\\([nt0\\])/g, (_all, sign: string) => ({ n: '\n', t: '\t', 0: '\0' })[sign] ?? sign);
