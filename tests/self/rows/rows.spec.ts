import { readFileSync } from 'node:fs';
import { expect } from '@playwright/test';
import { compareRows, type CompareOptions, type ComparedRows } from '../../../helpers/database/parity/compare.js';
import { named } from '../../../helpers/database/parity/table-plan.js';
import type { Opener } from '../../../helpers/database/parity/session.js';
import type { ScratchServer } from '../../../reports/bench/scratch-mariadb.js';
import { compareEveryRow, type RowCounts } from './every-row.js';
import { createOnBoth, test, type OwnServers } from './servers.js';

const SCHEMA = 'rows_self_test';
const KEYS = readFileSync(new URL('keys.sql', import.meta.url), 'utf8');
const TABLES = [...KEYS.matchAll(/^CREATE TABLE (\w+|`(?:[^`]|``)+`) /gm)].map(([, name = '']) => name);
const BACKSLASHES = /^`|`$/g;

type Found = { readonly result: ComparedRows; readonly counts: Record<string, RowCounts> };

async function compare(servers: OwnServers, options: CompareOptions = {}): Promise<Found> {
  const counts: Record<string, RowCounts> = {};
  const result = await compareRows(servers, SCHEMA, {
    ...options,
    onRows: ({ table }, rows) => {
      const count = (counts[table] ??= { missing: 0, extra: 0, different: 0 });
      for (const row of rows) count[row.is] += 1;
    },
  });
  return { result, counts };
}

/** Changes to a table: rows go, rows change, or nearly all of them change, on one server. */
const changes = (table: string, seed: number): string => {
  const some = (rows: number): string => `ORDER BY RAND(${seed}) LIMIT ${rows}`;
  const changed = `v = CONCAT(v, IF(v REGEXP '^-?[0-9.]+$', '1', ' '))`;
  return [
    ...(seed % 3 > 0 ? [`DELETE FROM ${table} ${some(seed % 4 === 0 ? 3000 : 3)}`] : []),
    ...(seed % 3 < 2 ? [`UPDATE IGNORE ${table} SET ${changed} ${some(4)}`] : []),
    ...(seed % 5 === 0 ? [`UPDATE IGNORE ${table} SET ${changed}`] : []),
    ...(table === 'k_int' ? [`UPDATE ${table} SET f = f + f * 1e-7 ${some(3)}`] : []),
  ].join(';\n');
};

for (const seed of [1, 2, 3])
  test(`every difference, and nothing else, is found with every kind of key (seed ${seed})`, async ({ servers }) => {
    createOnBoth(servers, SCHEMA, KEYS);
    expect((await compare(servers)).result).toMatchObject({ differences: [], unproven: [] });

    for (const [index, table] of TABLES.entries())
      servers[(index + seed) % 2 === 0 ? 'old' : 'new'].run(changes(table, index * 7 + seed), SCHEMA);
    const { result, counts } = await compare(servers, { connections: 3 });

    expect(result.unproven).toEqual([]);
    for (const name of TABLES.map((table) => table.replace(BACKSLASHES, '').replaceAll('``', '`'))) {
      const none = { missing: 0, extra: 0, different: 0 };
      expect(counts[name] ?? none, name).toEqual(await compareEveryRow(servers, SCHEMA, name));
    }
  });

/** Connections to a server on which something happens before and after each sum over rows, counted from 1. */
function watched(
  server: ScratchServer,
  on: { before?: (sql: string) => void; after?: (look: number) => void },
): Opener {
  let looks = 0;
  return async () => {
    const database = await server.open();
    const query: typeof database.query = async (sql, values) => {
      if (!sql.includes(' AS sums')) return database.query(sql, values) as never;
      on.before?.(sql);
      const rows = await database.query(sql, values);
      on.after?.((looks += 1));
      return rows as never;
    };
    return {
      query,
      close: () => {
        database.close();
      },
    };
  };
}

test('a range that changes between two reads is unproven', async ({ servers }) => {
  const table = 'CREATE TABLE t (id int PRIMARY KEY, v int); INSERT INTO t SELECT seq, 0 FROM seq_1_to_30000;';
  createOnBoth(servers, SCHEMA, table);
  servers.new.run('UPDATE t SET v = 1 WHERE id = 20000', SCHEMA);
  const open = watched(servers.new, {
    after: (look) => {
      if (look === 1) servers.new.run('UPDATE t SET v = 1 WHERE id = 2', SCHEMA);
    },
  });
  const result = await compareRows({ old: servers.old, new: { name: 'new', open } }, SCHEMA);

  expect(result).toMatchObject({ differences: [], compared: [] });
  expect(result.unproven).toEqual([expect.stringMatching(/\.t, .*: the rows changed while they were being compared$/)]);
});

test('the same rows compare as equal across character sets, row formats, engines, and time zones, and a change is found', async ({
  servers,
}) => {
  createOnBoth(servers, SCHEMA, 'SELECT 1');
  const table = (name: string, options: string): string =>
    `CREATE TABLE ${name} (id int PRIMARY KEY, place varchar(40), at timestamp NULL, x double) ${options};
     INSERT INTO ${name} SELECT seq, CONCAT(ELT(1 + seq % 3, 'Zürich', 'Orléans', 'Oslo'), seq),
       IF(seq % 5 = 0, NULL, FROM_UNIXTIME(1340000000 + seq)), seq / 7 FROM seq_1_to_5000;`;
  const on = { old: "SET GLOBAL time_zone = '-05:00'; ", new: "SET GLOBAL time_zone = '+02:00'; " };
  const formats = {
    one: ['CHARSET latin1 ROW_FORMAT=REDUNDANT', 'CHARSET utf8mb4 ROW_FORMAT=DYNAMIC'],
    two: ['CHARSET utf8mb3 ROW_FORMAT=COMPACT', 'CHARSET utf8mb4 ROW_FORMAT=COMPRESSED'],
    three: ['CHARSET utf8mb4 ENGINE=MyISAM ROW_FORMAT=FIXED', 'CHARSET utf8mb4 ENGINE=InnoDB'],
    four: ['CHARSET latin1 ENGINE=Aria', 'CHARSET utf8mb3 ENGINE=InnoDB'],
  };
  for (const [index, name] of (['old', 'new'] as const).entries()) {
    servers[name].run(on[name]);
    for (const [to, options] of Object.entries(formats)) servers[name].run(table(to, options[index] ?? ''), SCHEMA);
  }
  expect((await compare(servers)).result).toMatchObject({ differences: [], unproven: [] });

  for (const to of Object.keys(formats))
    servers.new.run(`UPDATE ${to} SET at = at + INTERVAL 1 SECOND WHERE id = 7`, SCHEMA);
  const { result } = await compare(servers);
  for (const name of ['old', 'new'] as const) servers[name].run("SET GLOBAL time_zone = 'SYSTEM'");
  expect(result.differences).toEqual(Array(4).fill(expect.stringContaining('1 row with different contents (id 7)')));
});

test('the same change in several rows does not cancel out in the checksum, even if the low 32 bits of their keys are equal', async ({
  servers,
}) => {
  const rows = 'INSERT INTO t SELECT (seq - 1) << 32, 1 FROM seq_1_to_64;';
  createOnBoth(servers, SCHEMA, `CREATE TABLE t (id bigint PRIMARY KEY, flag int NOT NULL); ${rows}`);
  for (const changed of [2, 4, 64]) {
    servers.new.run(`UPDATE t SET flag = 1; UPDATE t SET flag = 0 ORDER BY id LIMIT ${changed}`, SCHEMA);
    const { result } = await compare(servers);
    expect(result.differences).toEqual([expect.stringContaining(`${changed} rows with different contents`)]);
  }
});

test('checksums that differ although the rows are equal prove nothing', async ({ servers }) => {
  createOnBoth(servers, SCHEMA, 'CREATE TABLE t (id int PRIMARY KEY, v int); INSERT INTO t VALUES (1, 0), (2, 0)');
  const open: Opener = async () => {
    const database = await servers.new.open();
    return {
      query: (sql, values) => database.query(sql.replaceAll("CONCAT_WS(','", "CONCAT_WS('x'"), values),
      close: () => {
        database.close();
      },
    };
  };
  const result = await compareRows({ old: servers.old, new: { name: 'new', open } }, SCHEMA);

  expect(result).toMatchObject({ differences: [], compared: [] });
  expect(result.unproven).toEqual([
    expect.stringMatching(/\.t, all rows: the rows changed while they were being compared$/),
  ]);
});

/** @throws an error as a server sends it that ends a statement about all rows */
function endWithoutRange(sql: string, ended: string[]): void {
  if (sql.includes('WHERE')) return;
  ended.push(sql);
  throw new Error('Query execution was interrupted', { cause: { errno: 1317 } });
}

test('a range whose statement is aborted by the server is compared in smaller ranges', async ({ servers }) => {
  const table = 'CREATE TABLE t (id int PRIMARY KEY, v int); INSERT INTO t SELECT seq, 0 FROM seq_1_to_30000;';
  createOnBoth(servers, SCHEMA, table);
  servers.new.run('UPDATE t SET v = 1 WHERE id = 20000', SCHEMA);
  const ended: string[] = [];
  const open = watched(servers.new, {
    before: (sql) => {
      endWithoutRange(sql, ended);
    },
  });
  const result = await compareRows({ old: servers.old, new: { name: 'new', open } }, SCHEMA);

  expect(ended).toHaveLength(1);
  expect(result).toMatchObject({ unproven: [], compared: ['t'] });
  expect(result.differences).toEqual([expect.stringContaining('1 row with different contents (id 20000)')]);
});

test('a server that aborts every checksum query is queried a limited number of times, and nothing counts as equal', async ({
  servers,
}) => {
  const table = 'CREATE TABLE t (id int PRIMARY KEY, v int); INSERT INTO t SELECT seq, 0 FROM seq_1_to_30000;';
  createOnBoth(servers, SCHEMA, table);
  const ended: string[] = [];
  const open = watched(servers.new, {
    before: () => {
      endWithoutRange('', ended);
    },
  });
  const result = await compareRows({ old: servers.old, new: { name: 'new', open } }, SCHEMA);

  expect(ended.length).toBeLessThan(1_000);
  expect(result).toMatchObject({ differences: [], compared: [] });
  expect(result.unproven.at(0)).toMatch(/the statement was aborted 3 times/);
});

test('a million rows and one with a distant key are compared in little memory, and every differing row is found', async ({
  servers,
}, info) => {
  createOnBoth(
    servers,
    SCHEMA,
    `CREATE TABLE words (id int unsigned PRIMARY KEY, a int NOT NULL, words varchar(60) NOT NULL, at datetime) ENGINE=InnoDB;
     INSERT INTO words SELECT seq, seq * 7 % 1000, CONCAT('words of row ', seq, ' and more'), '2012-01-01' + INTERVAL seq SECOND FROM seq_1_to_1000000;
     INSERT INTO words VALUES (4294967295, 0, 'far', NULL);`,
  );
  const idle = process.memoryUsage().rss;
  let most = idle;
  const onProgress = (): void => {
    most = Math.max(most, process.memoryUsage().rss);
  };
  const began = performance.now();
  expect((await compare(servers, { onProgress })).result).toMatchObject({ differences: [], unproven: [] });
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  const mebibytes = Math.ceil((most - idle) / 1024 ** 2);
  info.annotations.push({ type: 'cost', description: `${seconds} s, ${mebibytes} MiB above idle` });
  expect(mebibytes, 'MiB above an idle process').toBeLessThan(60);

  servers.new.run(
    `UPDATE ${named('words')} SET a = -1 WHERE id IN (1, 500000, 4294967295); DELETE FROM words WHERE id = 7;
     INSERT INTO words VALUES (2000000, 1, 'x', NULL)`,
    SCHEMA,
  );
  const { result } = await compare(servers);
  expect(result).toMatchObject({ unproven: [], compared: ['words'] });
  expect(result.differences).toEqual([
    expect.stringMatching(
      /3 rows with different contents \(id (?:1|500000|4294967295)[^)]*\); 1 row missing on the new host \(id 7\).*; 1 row only on the new host \(id 2000000\)/,
    ),
  ]);
});
