import { randomBytes, randomInt } from 'node:crypto';
import type { Host, Target } from '../../targets/schema.js';
import { NoAnswer } from '../core/no-answer.js';
import { Database } from '../database/database.js';
import { shellQuote } from '../ssh/ssh-errors.js';
import { runScript, hostLabel } from '../ssh/ssh.js';
import { streamToSocket } from '../ssh/tunnel.js';
import { scriptOf, wantedDumps, type Backup } from './backup.js';
import { linesAfter } from '../core/lines.js';

/** A backup restored into a scratch database server, on the host that made it. */
export type RestoredBackup = {
  /** Failures, one line for each dump that could not be restored. */
  readonly failures: readonly string[];
  /** A read-only session in a restored database. */
  readonly open: (schema: string) => Promise<Database>;
  /** Stops the server and removes everything that belongs to it. */
  readonly remove: () => Promise<void>;
};

/** The server stops on its own after this time, whatever happens to us. */
const LIFE_SECONDS = 600;
const TIMEOUT_MS = 300_000;
const BOUNDS = { connect: 10_000, query: 60_000 };
const ACCOUNT = 'migration_verdict';
const ASKED = 'to restore its newest backup into a scratch database server (helpers/aftercare/restore.sh)';

/** Variables that change the meaning of a dump. One that the scratch server does not know is left out. */
const ALIKE = ['sql_mode', 'character_set_server', 'collation_server', 'max_allowed_packet', 'lower_case_table_names'];

type Reader = Pick<Database, 'query'>;

/**
 * @param live the server that was backed up: the scratch server gets its settings
 * @throws {NoAnswer} when the host could not do it: no room, no server, no answer
 */
export async function restoreBackup(target: Target, host: Host, backup: Backup, live: Reader): Promise<RestoredBackup> {
  const { folder, scratch, furtherDatabases } = target.aftercare.backup;
  const password = randomBytes(12).toString('hex');
  const variables = {
    ARCHIVE: `${folder}/${backup.name}`,
    DATABASES: (await withCharacterSets(live, wantedDumps(target))).join('\n'),
    AS_OTHER: furtherDatabases[0] ?? '',
    SCRATCH: scratch,
    LIFE: LIFE_SECONDS,
    // Even, and far from any value in use.
    FIRST_UID: 50_000 + 2 * randomInt(4_000),
    ACCOUNT,
    PASSWORD: password,
    OPTIONS: (await optionsLike(live)).join('\n'),
  };
  const script = await scriptOf('restore.sh', variables);
  const { stdout } = await runScript(host, script, { timeoutMs: TIMEOUT_MS, description: ASKED });
  const lines = stdout.trim().split('\n');
  const after = linesAfter(lines);
  const [work = ''] = after('folder');
  const remove = async (): Promise<void> => {
    await runScript(host, endOf(work), { description: 'to remove the restored databases' });
  };
  if (lines.at(-1) !== 'ready') {
    if (work !== '') await remove();
    throw new NoAnswer(ASKED, hostLabel(host), after('failed')[0] ?? 'its answer was cut off');
  }
  const account = { user: ACCOUNT, password };
  return {
    failures: after('restored').flatMap((line) => {
      const [name = '', ...why] = line.split(' ');
      return why.length === 0 ? [] : [`${name}: ${why.join(' ')}`];
    }),
    open: (schema) => {
      const server = { name: `the scratch database server on ${hostLabel(host)}`, database: schema, readOnly: true };
      return Database.connect(streamToSocket(host, `${work}/socket/s`), account, server, BOUNDS);
    },
    remove,
  };
}

/** The server's folder is removed with it: only ever a folder that restore.sh made. The process is identified by root, not by the server. */
const endOf = (work: string): string => `
case ${shellQuote(work)} in */migration-verdict-restore.*) ;; *) exit 1 ;; esac
[ -f ${shellQuote(`${work}/pid`)} ] && kill "$(cat ${shellQuote(`${work}/pid`)})"
tries=0
while [ -d ${shellQuote(work)} ] && [ $tries -lt 100 ]; do sleep 0.1; tries=$((tries + 1)); done
rm -rf ${shellQuote(work)}`;

/** `NAME<tab>character set<tab>collation`, from the live server's defaults. */
async function withCharacterSets(live: Reader, names: readonly string[]): Promise<string[]> {
  const rows = await live.query<{ name: string; words: string }>(
    `SELECT SCHEMA_NAME AS name, CONCAT_WS('\t', SCHEMA_NAME, DEFAULT_CHARACTER_SET_NAME, DEFAULT_COLLATION_NAME) AS words
       FROM information_schema.SCHEMATA WHERE SCHEMA_NAME IN (?)`,
    [names],
  );
  return names.map((name) => rows.find((row) => row.name === name)?.words ?? name);
}

async function optionsLike(live: Reader): Promise<string[]> {
  const rows = await live.query<{ Variable_name: string; Value: string }>(
    'SHOW GLOBAL VARIABLES WHERE Variable_name IN (?)',
    [ALIKE],
  );
  return rows.map(({ Variable_name, Value }) => `--${Variable_name.replaceAll('_', '-')}=${Value}`);
}
