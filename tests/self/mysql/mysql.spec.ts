import { readFileSync } from 'node:fs';
import { expect } from '@playwright/test';
import { Catalogue } from '../../../helpers/database/catalogue.js';
import { compareRows } from '../../../helpers/database/parity/compare.js';
import { assertFullPrivileges, diffGrants, grantsOn, READER_RIGHTS } from '../../../helpers/database/parity/rights.js';
import { diffSchemaObjects, withoutCounter } from '../../../helpers/database/structure/structure-diff.js';
import { ASPECTS, Structure } from '../../../helpers/database/structure/structure.js';
import { writePosition, writesInFlight } from '../../../helpers/database/write-activity.js';
import { NoAnswer } from '../../../helpers/core/no-answer.js';
import { createOnBoth } from '../rows/servers.js';
import { test, type OwnServers } from './servers.js';

const SCHEMA = 'club';
const TABLES = readFileSync(new URL('schema.sql', import.meta.url), 'utf8');
const PASSWORD = "it's \\ a secret";
const READER = `DROP USER IF EXISTS verifier;
  CREATE USER verifier IDENTIFIED WITH caching_sha2_password BY 'it''s \\\\ a secret';
  GRANT ${READER_RIGHTS.join(', ')}, REPLICATION CLIENT ON *.* TO verifier;`;

async function structureDifferences({ old, new: now }: OwnServers): Promise<string[]> {
  const [onOld, onNew] = [await old.open(), await now.open()];
  try {
    const found: string[] = [];
    const [before, after] = [new Structure(onOld, SCHEMA, 'old'), new Structure(onNew, SCHEMA, 'new')];
    for (const aspect of ASPECTS)
      found.push(
        ...diffSchemaObjects(withoutCounter(await before.objects(aspect)), withoutCounter(await after.objects(aspect))),
      );
    return found;
  } finally {
    onOld.close();
    onNew.close();
  }
}

test('an account with caching_sha2_password logs in without TLS, whether or not the server has cached its password', async ({
  servers: { new: server },
}) => {
  server.run(READER);
  for (const time of ['cold', 'from the cache']) {
    const database = await server.as('verifier', PASSWORD);
    expect(await database.queryOne('SELECT CURRENT_USER() AS me'), time).toEqual({ me: 'verifier@%' });
    await expect(database.execute('CREATE DATABASE never')).rejects.toThrow(/READ ONLY|denied|not the right/);
    database.close();
  }
  const refused = server.as('verifier', 'another one');
  await expect(refused).rejects.toThrow(NoAnswer);
  await expect(refused).rejects.toThrow('the account or its password is not accepted');
});

test('the rights granted to the reader are sufficient, and a revoked right is named', async ({
  servers: { new: server },
}) => {
  server.run(READER);
  const database = await server.as('verifier', PASSWORD);
  await assertFullPrivileges(database, 'new');
  expect(await writesInFlight(database)).toEqual([]);
  server.run('REVOKE EVENT ON *.* FROM verifier');
  await expect(assertFullPrivileges(database, 'new')).rejects.toThrow('lacks EVENT ON *.*');
  database.close();
});

test('a write advances the binary log, which MySQL keeps by default', async ({ servers }) => {
  servers.new.run(`${READER} DROP DATABASE IF EXISTS moved;`);
  const database = await servers.new.as('verifier', PASSWORD);
  const before = await writePosition(database);
  expect(await writePosition(database)).toEqual(before);
  servers.new.run('CREATE DATABASE moved; DROP DATABASE moved');

  expect(before.witness).toContain('binary log');
  expect(await writePosition(database)).not.toEqual(before);
  database.close();
});

test('a database differs between MariaDB and MySQL only in how views are printed, and every change is named', async ({
  servers,
}) => {
  createOnBoth(servers, SCHEMA, TABLES);
  // The two print the same view with other parentheses.
  expect(await structureDifferences(servers)).toEqual([expect.stringMatching(/^grown: text is .*"\(`club`/)]);

  servers.new.run(
    'ALTER TABLE members DROP KEY words, MODIFY score decimal(9,3) NOT NULL DEFAULT 1.000; DROP EVENT forget',
    SCHEMA,
  );
  expect((await structureDifferences(servers)).sort()).toEqual([
    expect.stringMatching(/^forget: missing/),
    expect.stringMatching(/^grown: text/),
    expect.stringMatching(/^members.score: DEFAULT is 0.000/),
    expect.stringMatching(/^members.score: type is decimal\(10,3\)/),
    expect.stringMatching(/^members.words: missing/),
  ]);
});

test('no differences are found between the same rows on MariaDB and MySQL, and each table with differing rows is named', async ({
  servers,
}) => {
  createOnBoth(servers, SCHEMA, TABLES);
  expect(await compareRows(servers, SCHEMA)).toMatchObject({ differences: [], unproven: [] });

  servers.new.run(
    `UPDATE members SET name = 'Zoe 4' WHERE id = 4; DELETE FROM letters WHERE sender = 500; UPDATE members SET weight = weight + 0.001 WHERE id = 7`,
    SCHEMA,
  );
  const { differences, unproven } = await compareRows(servers, SCHEMA);
  expect(unproven).toEqual([]);
  expect(differences).toEqual([expect.stringContaining('letters'), expect.stringContaining('members')]);
  expect(differences[1]).toContain('id 4');
});

test('equal rights on MariaDB and MySQL are not reported as a difference, and a missing right is named', async ({
  servers,
}) => {
  createOnBoth(servers, SCHEMA, 'CREATE TABLE t (id int PRIMARY KEY)');
  const given = (on: string): void => {
    for (const { run } of [servers.old, servers.new])
      run(`DROP USER IF EXISTS site@localhost; CREATE USER site@localhost IDENTIFIED BY 'a password'; GRANT ${on}`);
  };
  const differ = async () => {
    const [onOld, onNew] = [await servers.old.open(), await servers.new.open()];
    const [before, after] = [await grantsOn(onOld, [SCHEMA]), await grantsOn(onNew, [SCHEMA])];
    const lines = diffGrants(before, after, ['site']);
    for (const { rights, known } of [before, after])
      expect([...rights.values()].flat().filter((right) => !known.has(right.replace(/ ON .*/, '')))).toEqual([]);
    expect(await new Catalogue(onNew).orphans(SCHEMA)).toEqual([]);
    onOld.close();
    onNew.close();
    return lines;
  };
  given(`SELECT, INSERT ON ${SCHEMA}.* TO site@localhost`);
  expect(await differ()).toEqual([]);
  given(`ALL PRIVILEGES ON ${SCHEMA}.* TO site@localhost`);
  expect(await differ()).toEqual([]);
  servers.new.run(`REVOKE DELETE ON ${SCHEMA}.* FROM site@localhost`);
  expect(await differ()).toEqual([`'site'@'localhost': lacks DELETE ON ${SCHEMA} on the new host`]);
});
