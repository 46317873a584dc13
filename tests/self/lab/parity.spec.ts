import { expect, test } from '@playwright/test';
import { Database } from '../../../helpers/database/database.js';
import { compareRows } from '../../../helpers/database/parity/compare.js';
import { attemptWrite } from '../../../helpers/database/write-attempt.js';
import { onHost } from '../../../lab/hosts/hosts.js';
import { lab } from '../../../targets/lab/target.js';

const SCRATCH = 'parity_self_test';
const HOSTS = ['deer', 'puma'] as const;
const sql = (host: (typeof HOSTS)[number], text: string): Promise<string> =>
  onHost(host, `mysql --default-character-set=utf8mb4 <<'END_OF_SQL'\n${text}\nEND_OF_SQL`);

/** What old databases are made of: no key, keys of letters and of two parts, id 0, dates that never were, bytes. */
const ODD = `DROP DATABASE IF EXISTS ${SCRATCH}; CREATE DATABASE ${SCRATCH} CHARACTER SET latin1; USE ${SCRATCH};
SET sql_mode = 'NO_AUTO_VALUE_ON_ZERO';
CREATE TABLE keyless (a int, b varchar(10)); INSERT INTO keyless VALUES (1, 'x'), (1, 'x'), (2, NULL);
CREATE TABLE letters (name varchar(20) COLLATE latin1_swedish_ci PRIMARY KEY, note text); INSERT INTO letters VALUES ('Anna', 'Zoë'), ('bob', 'a  ');
CREATE TABLE pairs (a int, b varchar(5), at datetime, PRIMARY KEY (a, b)); INSERT INTO pairs VALUES (0, '', '0000-00-00 00:00:00'), (1, 'y', '2012-06-22 22:00:00');
CREATE TABLE numbers (id bigint PRIMARY KEY AUTO_INCREMENT, bytes blob, secret_key int) ENGINE=MyISAM;
INSERT INTO numbers VALUES (0, x'00ff27', 1), (-7, NULL, 2), (9007199254740993, '', 3);
CREATE TABLE live (id int) ENGINE=MEMORY;`;

// One worker: all of them stand on the same two databases.
test.describe.configure({ mode: 'default' });

test.beforeAll(async () => {
  await Promise.all(HOSTS.map((host) => sql(host, ODD)));
});

test.afterAll(async () => {
  await Promise.all(HOSTS.map((host) => sql(host, `DROP DATABASE IF EXISTS ${SCRATCH}`)));
});

async function openBoth(): Promise<{ old: Database; new: Database }> {
  const [deer, puma] = await Promise.all([
    Database.open(lab, lab.hosts.old, 'reader'),
    Database.open(lab, lab.hosts.new, 'reader'),
  ]);
  return { old: deer, new: puma };
}

test('two servers that hold the same have no difference, and every change of one is named', async () => {
  const both = await openBoth();
  const compare = async (): Promise<readonly string[]> =>
    (await compareRows(both, SCRATCH, { leaveOut: ['live'] })).differences;
  expect(await compare()).toEqual([]);

  await sql(
    'puma',
    `USE ${SCRATCH}; INSERT INTO live VALUES (1); DELETE FROM keyless WHERE a = 1 LIMIT 1;
     ALTER TABLE letters CONVERT TO CHARACTER SET utf8mb4; UPDATE letters SET note = CONVERT(CAST(CONVERT(note USING utf8mb4) AS BINARY) USING latin1) WHERE name = 'Anna';
     UPDATE letters SET note = 'a' WHERE name = 'bob'; UPDATE pairs SET at = at + INTERVAL 2 HOUR WHERE a = 1; DELETE FROM pairs WHERE a = 0;
     UPDATE numbers SET bytes = x'00ff28', secret_key = 4 WHERE id = 0; INSERT INTO numbers VALUES (9007199254740994, '', 5)`,
  );

  expect(await compare()).toEqual([
    expect.stringMatching(
      /keyless: 1 row missing on the new host \| in part \d+ of 64 \| the table has no primary key/,
    ),
    expect.stringMatching(
      /letters: 2 rows with other contents.*Anna: note .*UTF-8 was read as latin1.*bob: note .*trailing blanks/,
    ),
    expect.stringMatching(
      /numbers: 1 row with other contents \(id 0\); 1 row only on the new host \(id 9007199254740994\), newer than all on the old host.*id 0: bytes is \(3 bytes\) on the old host.*secret_key is \(not shown\)/,
    ),
    expect.stringMatching(
      /pairs: 1 row with other contents \(a, b 1, y\); 1 row missing on the new host \(a, b 0, \).*exactly \+2 h/,
    ),
  ]);
  both.old.close();
  both.new.close();
});

test('a server that goes away is NoAnswer, and not a difference', async () => {
  const both = await openBoth();
  both.new.close();

  await expect(compareRows(both, SCRATCH)).rejects.toMatchObject({ name: 'NoAnswer' });
  both.old.close();
});

test('a write that is accepted is told, and one without the right to write is NoAnswer', async () => {
  expect(await attemptWrite(lab, lab.hosts.new, 'application')).toEqual({
    isRefused: false,
    words: 'accepted (0 rows changed)',
  });
  await expect(attemptWrite(lab, lab.hosts.new, 'reader')).rejects.toMatchObject({ name: 'NoAnswer' });
});
