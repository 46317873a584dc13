import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { NoAnswer } from '../../../helpers/core/no-answer.js';
import { Database } from '../../../helpers/database/database.js';
import {
  compareRows,
  type BothServers,
  type ComparedRows,
  type CompareOptions,
} from '../../../helpers/database/parity/compare.js';
import type { Opener } from '../../../helpers/database/parity/session.js';
import { attemptWrite } from '../../../helpers/database/write-attempt.js';
import { onHost } from '../../../lab/hosts/hosts.js';
import { up } from '../../../lab/lab.js';
import { lab } from '../../../targets/lab/target.js';

const SCRATCH = 'parity_self_test';
const HOSTS = ['deer', 'puma'] as const;
const sql = (host: (typeof HOSTS)[number], text: string): Promise<string> =>
  onHost(host, `mysql --default-character-set=utf8mb4 <<'END_OF_SQL'\n${text}\nEND_OF_SQL`);

/**
 * Tables of old databases: no key, keys of letters and of two parts, id 0, dates that never were, bytes, one far row.
 */
const ODD = `DROP DATABASE IF EXISTS ${SCRATCH}; CREATE DATABASE ${SCRATCH} CHARACTER SET latin1; USE ${SCRATCH};
SET sql_mode = 'NO_AUTO_VALUE_ON_ZERO';
CREATE TABLE keyless (a int, b varchar(10)); INSERT INTO keyless VALUES (1, 'x'), (1, 'x'), (2, NULL);
CREATE TABLE letters (name varchar(20) COLLATE latin1_swedish_ci PRIMARY KEY, note text); INSERT INTO letters VALUES ('Anna', 'Zoë'), ('bob', 'a  ');
CREATE TABLE pairs (a int, b varchar(5), at datetime, PRIMARY KEY (a, b)); INSERT INTO pairs VALUES (0, '', '0000-00-00 00:00:00'), (1, 'y', '2012-06-22 22:00:00');
CREATE TABLE numbers (id bigint PRIMARY KEY AUTO_INCREMENT, bytes blob, secret_key int) ENGINE=MyISAM;
INSERT INTO numbers VALUES (0, x'00ff27', 1), (-7, NULL, 2), (9007199254740993, '', 3);
CREATE TABLE measures (id int PRIMARY KEY, price float); INSERT INTO measures VALUES (1, 0.010516252390057362), (2, 16777217), (3, 0.1);
CREATE TABLE many (id int unsigned PRIMARY KEY, v int); INSERT INTO many SELECT seq, seq % 7 FROM seq_1_to_60000;
INSERT INTO many VALUES (4294967295, 1);
CREATE TABLE \`odd ?.\`\`name\` (\`i.d\` int PRIMARY KEY); INSERT INTO \`odd ?.\`\`name\` VALUES (1);
CREATE TABLE live (id int) ENGINE=MEMORY;`;

// One worker: all of them use the same two databases.
test.describe.configure({ mode: 'default' });

test.beforeAll(async ({}, info) => {
  info.setTimeout(240_000);
  await up();
});

test.beforeEach(() => Promise.all(HOSTS.map((host) => sql(host, ODD))));

test.afterAll(() => Promise.all(HOSTS.map((host) => sql(host, `DROP DATABASE IF EXISTS ${SCRATCH}`))));

const open = (host: 'old' | 'new'): ReturnType<Opener> => Database.open(lab, lab.hosts[host], 'reader');
const servers: BothServers = {
  old: { name: 'MySQL of deer', open: () => open('old') },
  new: { name: 'MySQL of puma', open: () => open('new') },
};
const compare = (options: CompareOptions = {}, both = servers): Promise<ComparedRows> =>
  compareRows(both, SCRATCH, { leaveOut: ['live'], ...options });
/** The new server, with something else done before, or instead of, a question about sums. */
const withNew = (instead: (asked: number) => Promise<unknown>): BothServers => {
  let asked = 0;
  return {
    ...servers,
    new: {
      name: 'MySQL of puma',
      open: async () => {
        const database = await open('new');
        const query: typeof database.query = async (text, values) => {
          if (text.includes('BIT_XOR')) await instead((asked += 1));
          return database.query(text, values);
        };
        return {
          query,
          close: () => {
            database.close();
          },
        };
      },
    },
  };
};

const stopAt =
  (stop: AbortController): NonNullable<CompareOptions['onProgress']> =>
  ({ table, rows }) => {
    if (table === 'many' && rows > 50_000) stop.abort(new Error('stopped by hand'));
  };

test('two servers with the same data have no differences; changed, missing, and added rows are reported', async () => {
  const equal = await compare();
  expect(equal).toMatchObject({ differences: [], unproven: [], repairs: [], differenceFile: undefined });
  expect(equal.rows.get('many')).toBe(60_001);

  await sql(
    'puma',
    `USE ${SCRATCH}; INSERT INTO live VALUES (1); DELETE FROM keyless WHERE a = 1 LIMIT 1;
     ALTER TABLE letters CONVERT TO CHARACTER SET utf8mb4; UPDATE letters SET note = CONVERT(CAST(CONVERT(note USING utf8mb4) AS BINARY) USING latin1) WHERE name = 'Anna';
     UPDATE letters SET note = 'a' WHERE name = 'bob'; UPDATE pairs SET at = at + INTERVAL 2 HOUR WHERE a = 1; DELETE FROM pairs WHERE a = 0;
     UPDATE numbers SET bytes = x'00ff28', secret_key = 4 WHERE id = 0; INSERT INTO numbers VALUES (9007199254740994, '', 5)`,
  );

  expect((await compare()).differences).toEqual([
    expect.stringMatching(
      /keyless: 1 row missing on the new host \| the table has no unique key that both hosts share/,
    ),
    expect.stringMatching(
      /letters: 2 rows with different contents.*Anna: note .*UTF-8 was read as latin1.*bob: note .*trailing whitespace/,
    ),
    expect.stringMatching(
      /numbers: 1 row with different contents \(id 0\); 1 row only on the new host \(id 9007199254740994\), newer than every row on the old host.*id 0: bytes is \(3 bytes\) on the old host.*secret_key is \(not shown\)/,
    ),
    expect.stringMatching(
      /pairs: 1 row with different contents \(a, b 1, y\); 1 row missing on the new host \(a, b 0, \).*exactly \+2 h/,
    ),
  ]);
});

test('a FLOAT rounded by mysqldump is a difference, and the repair statement has all digits', async () => {
  const dump = await onHost('deer', `mysqldump ${SCRATCH} measures`);
  await onHost('puma', `mysql ${SCRATCH} <<'END_OF_SQL'\n${dump}\nEND_OF_SQL`);

  const { differences, repairs } = await compare();
  expect(differences).toEqual([expect.stringMatching(/measures: 2 rows .*id 1; 2.*how mysqldump writes a FLOAT/)]);
  expect(repairs).toContain(
    `UPDATE \`${SCRATCH}\`.\`measures\` SET \`price\` = 0.010516252368688583 WHERE \`id\` = 1;`,
  );
  await sql('puma', repairs.join('\n'));
  expect((await compare()).differences).toEqual([]);
});

test('all differing rows are written to the file of differences, wherever they are in the table', async ({}, testInfo) => {
  await sql(
    'puma',
    `USE ${SCRATCH}; UPDATE many SET v = 9 WHERE id IN (1, 30000, 4294967295); DELETE FROM many WHERE id BETWEEN 50001 AND 50100`,
  );
  const { differences, differenceFile = '' } = await compare({ differenceFile: testInfo.outputPath('rows.jsonl') });

  expect(differences).toEqual([
    expect.stringMatching(/many: 3 rows with different contents .*; 100 rows missing on the new host/),
  ]);
  const lines = readFileSync(differenceFile, 'utf8').trim().split('\n');
  expect(lines).toHaveLength(103);
  expect(lines).toContain(
    JSON.stringify({ table: `${SCRATCH}.many`, is: 'different', key: { id: '4294967295' }, columns: ['v'] }),
  );
  expect(lines).toContain(JSON.stringify({ table: `${SCRATCH}.many`, is: 'missing', key: { id: '50100' } }));
});

test('if a server goes away, whatever was not compared is unproven and named', async () => {
  const away = withNew(() => Promise.reject(new NoAnswer('rows', 'MySQL of puma', 'connection lost')));
  const { compared, differences, unproven } = await compare({ limits: { retryMs: [1] } }, away);

  expect({ compared, differences }).toEqual({ compared: [], differences: [] });
  expect(unproven).toContainEqual(
    expect.stringMatching(/^parity_self_test\.many, id .*: MySQL of puma gave no usable answer: connection lost$/),
  );
});

test('killed statements are retried, and the comparison is still complete', async () => {
  await sql('puma', `UPDATE ${SCRATCH}.many SET v = 9 WHERE id = 30000`);
  const killing = withNew((asked) =>
    asked % 2 === 0 ? Promise.resolve() : Promise.reject(new Error('interrupted', { cause: { errno: 1317 } })),
  );
  const { differences, unproven } = await compare({}, killing);

  expect({ differences, unproven }).toEqual({
    differences: [expect.stringMatching(/many: 1 row with different contents \(id 30000\)/)],
    unproven: [],
  });
});

test('a table that changes while being compared is unproven', async () => {
  const writing = withNew((asked) => sql('puma', `UPDATE ${SCRATCH}.many SET v = ${asked} WHERE id = 30000`));
  const { differences, unproven } = await compare({}, writing);

  expect({ differences, unproven }).toEqual({
    differences: [],
    unproven: [expect.stringMatching(/many, .*: the rows changed while they were being compared$/)],
  });
});

test('a stopped comparison resumes where it left off', async ({}, testInfo) => {
  const stop = new AbortController();
  const state = { file: testInfo.outputPath('state.json'), of: 'these servers', resume: true };
  const first = await compare({ state, connections: 1, signal: stop.signal, onProgress: stopAt(stop) });
  expect(first.differences).toEqual([]);
  expect(first.unproven).toContainEqual(expect.stringMatching(/many, id after 50000.*: stopped by hand$/));

  const asked: string[] = [];
  const next = await compare(
    { state },
    withNew(() => Promise.resolve(asked.push(''))),
  );
  expect(next).toMatchObject({ differences: [], unproven: [], continues: expect.any(String) });
  expect(next.rows.get('many')).toBe(60_001);
  expect(asked.length, 'remaining ranges').toBeLessThan(6);
});

test('an accepted write is reported, and a write by an account without write access results in NoAnswer', async () => {
  expect(await attemptWrite(lab, lab.hosts.new, 'application')).toEqual({
    isRefused: false,
    words: 'accepted (0 rows changed)',
  });
  await expect(attemptWrite(lab, lab.hosts.new, 'reader')).rejects.toMatchObject({ name: 'NoAnswer' });
});
