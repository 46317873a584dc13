import { project, type Size, type Work } from './work.js';
import { startServer, type ScratchServer } from './scratch-mariadb.js';

const TABLES = 10;
const NAMES = Array.from({ length: TABLES }, (_, index) => `t${index}`);
const SCHEMA = 'bench';

/** Statements that fill a table; seq_1_to_N is a table of MariaDB's Sequence engine. */
const table = (name: string, rows: number): string =>
  `CREATE TABLE ${name} (id int unsigned PRIMARY KEY, a int NOT NULL, words varchar(60) NOT NULL, at datetime) ENGINE=InnoDB;
   INSERT INTO ${name} SELECT seq, seq * 7 % 1000, CONCAT('words of row ', seq, ' and more'), '2012-01-01' + INTERVAL seq SECOND
   FROM seq_1_to_${rows};`;

/** Five differences in a table: three rows with other text, one missing row, and one additional row. */
function change(name: string, rows: number): { statements: string; keys: number[] } {
  const keys = [1, 2, 3, 4].map((each) => Math.floor((each * rows) / 5));
  const gone = keys[3] ?? 0;
  return {
    keys: [...keys, rows + 1],
    statements: `UPDATE ${name} SET words = CONCAT(words, '!') WHERE id IN (${keys.slice(0, 3).join()});
      DELETE FROM ${name} WHERE id = ${gone}; INSERT INTO ${name} VALUES (${rows + 1}, 0, 'more', NULL);`,
  };
}

/** The same tables on two servers. */
export const equalRows = (size: Size): Promise<Work> => tables(size, []);

/** The same tables on two servers, with differences in each of them. */
export const rows = (size: Size): Promise<Work> => tables(size, NAMES);

/** @param differing the tables that get differences */
async function tables({ count, folder }: Size, differing: readonly string[]): Promise<Work> {
  const changes = differing.map((name) => ({ name, ...change(name, count / TABLES) }));
  const servers: ScratchServer[] = [];
  const close = async (): Promise<void> => {
    for (const server of servers) await server.stop();
  };
  try {
    for (const name of ['old', 'new']) servers.push(startServer(name, folder));
    for (const server of servers) {
      server.run(`CREATE DATABASE ${SCHEMA}`);
      for (const name of NAMES) server.run(table(name, count / TABLES), SCHEMA);
    }
    servers[1]?.run(changes.map(({ statements }) => statements).join('\n'), SCHEMA);
  } catch (cause) {
    await close();
    throw cause;
  }
  const [old = '', now = ''] = servers.map(({ socket }) => socket);
  const both = (command: string): string => `for s in ${old} ${now}; do ${command} & done; wait`;
  const client = '--no-defaults --socket=$s --user=root';
  return {
    title: `${count.toLocaleString('en-US')} rows in ${TABLES} tables, ${differing.length === 0 ? 'all equal' : `${differing.length * 5} rows differ`}`,
    seeds: changes.flatMap(({ name, keys }) => keys.map((key) => new RegExp(`\\b${name} ${key}\\b`))),
    servers: servers.flatMap(({ process: { pid } }) => pid ?? []),
    close,
    ways: [
      project('rows', { schema: SCHEMA, old, now }),
      {
        name: 'mysqldump, sha256sum',
        command: both(`mariadb-dump ${client} --skip-comments --single-transaction ${SCHEMA} | sha256sum`),
        needs: ['mariadb-dump', 'package mariadb-client'],
        aim: 0.7,
      },
      {
        name: 'CHECKSUM TABLE, diff',
        command: `sum() { mariadb --no-defaults --socket=$1 --user=root ${SCHEMA} -Ne 'CHECKSUM TABLE ${NAMES.join()}'; }; cd ${folder}; sum ${old} >old.sums & sum ${now} >new.sums & wait; diff old.sums new.sums`,
        needs: ['mariadb', 'package mariadb-client'],
        aim: 5,
      },
    ],
  };
}
