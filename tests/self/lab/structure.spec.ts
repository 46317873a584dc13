import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { Database } from '../../../helpers/database/database.js';
import { ASPECTS, Structure } from '../../../helpers/database/structure/structure.js';
import { diffSchemaObjects } from '../../../helpers/database/structure/structure-diff.js';
import { onHost } from '../../../lab/hosts/hosts.js';
import { up } from '../../../lab/lab.js';
import { lab } from '../../../targets/lab/target.js';

const SCRATCH = 'structure_self_test';
const HOSTS = ['deer', 'puma'] as const;
const statements = (name: string): string => readFileSync(new URL(`sql/${name}.sql`, import.meta.url), 'utf8');
const sql = (host: (typeof HOSTS)[number], text: string, database = SCRATCH): Promise<string> =>
  onHost(host, `mysql --default-character-set=utf8mb4 ${database} <<'END_OF_SQL'\n${text}\nEND_OF_SQL`);

// One worker: all of them use the same two databases.
test.describe.configure({ mode: 'default' });

test.beforeAll(async ({}, info) => {
  info.setTimeout(240_000);
  await up();
  await Promise.all(
    HOSTS.map((host) => sql(host, `DROP DATABASE IF EXISTS ${SCRATCH}; CREATE DATABASE ${SCRATCH}`, '')),
  );
  await sql('deer', statements('structure'));
  const dump = `mysqldump --default-character-set=utf8mb4 --routines --triggers --events --hex-blob ${SCRATCH}`;
  await sql('puma', await onHost('deer', dump));
});

test.afterAll(async () => {
  await Promise.all(HOSTS.map((host) => sql(host, `DROP DATABASE IF EXISTS ${SCRATCH}`, '')));
});

async function differences(): Promise<string[]> {
  const [old, now] = await Promise.all([
    Database.open(lab, lab.hosts.old, 'reader'),
    Database.open(lab, lab.hosts.new, 'reader'),
  ]);
  const [before, after] = [new Structure(old, SCRATCH, 'deer'), new Structure(now, SCRATCH, 'puma')];
  const found: string[] = [];
  for (const aspect of ASPECTS)
    found.push(...diffSchemaObjects(await before.objects(aspect), await after.objects(aspect)));
  old.close();
  now.close();
  return found;
}

test('a copy made with mysqldump has the same structure', async () => {
  expect(await differences()).toEqual([]);
});

test('every changed clause is found and named', async () => {
  await sql('puma', statements('structure-changes'));

  expect(await differences()).toEqual([
    expect.stringMatching(
      /^zz_part: PARTITION BY is .* then "`p2010` VALUES .* on the old host, "`p2011` VALUES .* on the new host$/,
    ),
    'zz_gen.c: GENERATED ALWAYS AS is (`a` + 1) VIRTUAL on the old host, (if(`a` < 100,`a` + 1,0)) VIRTUAL on the new host',
    'zz_ord.zz_i: IGNORED is none on the old host, yes on the new host',
    'zz_ord.zz_j: column list is (`b`) on the old host, (`b` DESC) on the new host',
    'zz_child.zz_fk: ON DELETE is CASCADE on the old host, none on the new host',
    'zz_child.zz_fk: ON UPDATE is CASCADE on the old host, none on the new host',
    'zz_check.zz_positive: missing on the new host',
    'zz_seq: next value is 2000 on the old host, 1 on the new host',
    'PROCEDURE zz_proc: parameter list is (IN a INT, OUT b VARCHAR(10)) on the old host, (IN a INT, OUT b VARCHAR(1)) on the new host',
    'zz_t1: order is first on the old host, after zz_t2 on the new host',
    'zz_t2: order is after zz_t1 on the old host, first on the new host',
    "zz_ev: STARTS is '2030-01-01 03:00:00' on the old host, '2030-01-15 15:00:00' on the new host",
    'zz_ev: ON COMPLETION is PRESERVE on the old host, NOT PRESERVE on the new host',
    `${SCRATCH}: character set is utf8mb3 on the old host, latin1 on the new host`,
    `${SCRATCH}: collation is utf8mb3_unicode_ci on the old host, latin1_swedish_ci on the new host`,
  ]);
});
