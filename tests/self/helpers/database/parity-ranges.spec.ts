import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { formatRange, readable, within } from '../../../../helpers/database/parity/key.js';
import { Pace } from '../../../../helpers/database/parity/pace.js';
import { ProgressCount, formatProgress } from '../../../../helpers/database/parity/progress.js';
import { Repair } from '../../../../helpers/database/parity/repair.js';
import { rowSum } from '../../../../helpers/database/parity/row-sum.js';
import { ComparisonState } from '../../../../helpers/database/parity/state.js';
import { planOf, type Column, type Shape } from '../../../../helpers/database/parity/table-plan.js';

const column = (name: string, type: string, charset: string | null = null, isNullable = false): Column => ({
  ...{ name, type, charset, isNullable },
  collation: charset === null ? null : `${charset}_general_ci`,
});
const shape = (columns: readonly Column[], ...key: string[]): Shape => ({
  columns,
  keys: key.length === 0 ? [] : [{ name: 'PRIMARY', columns: key, isOfWholeColumns: true }],
  ...{ engine: 'InnoDB', rows: 100, bytes: 5_000 },
});
const same = (of: Shape) => planOf('db', 'things', of, of);

const numbered = same(
  shape([column('id', 'bigint'), column('price', 'float'), column('at', 'datetime', null, true)], 'id'),
);
const pair = same(shape([column('a', 'int'), column('b', 'varchar', 'utf8mb3')], 'a', 'b'));

test('ranges are bounded by whole keys, and also by the first column if a key has several', () => {
  expect(within(numbered, { after: ['-5'], upTo: ['18446744073709551615'] })).toBe(
    '`id` > -5 AND `id` <= 18446744073709551615',
  );
  expect(within(pair, { after: ['1', "_utf8 x'61'"], upTo: ['2', "_utf8 x''"] })).toBe(
    "`a` >= 1 AND `a` <= 2 AND (`a` > 1 OR (`a` = 1 AND `b` > _utf8 x'61')) AND (`a` < 2 OR (`a` = 2 AND `b` <= _utf8 x''))",
  );
  expect(formatRange(pair, { after: ['1', "_utf8 x'C3A4'"] })).toBe('a, b after 1, ä');
  expect(formatRange(numbered, { upTo: ['7'] })).toBe('id up to 7');
  expect(readable(["x'00FF'", "'2012-06-22'", "_koi8r x'C1'"])).toBe('00FF, 2012-06-22, C1');
});

test('keys that two servers may sort differently, or that index only prefixes, are not used for ranges', () => {
  const german = { ...column('k', 'varchar', 'latin1'), collation: 'latin1_german1_ci' };
  const swedish = { ...german, collation: 'latin1_swedish_ci' };
  const prefix = { ...shape([german]), keys: [{ name: 'PRIMARY', columns: ['k'], isOfWholeColumns: false }] };
  expect(same(shape([german], 'k')).index).toBe('PRIMARY');
  expect(planOf('db', 't', shape([german], 'k'), shape([swedish], 'k')).index).toBeUndefined();
  expect(planOf('db', 't', prefix, prefix)).toMatchObject({ index: undefined, key: [german] });
  expect(same(shape([column('e', 'enum', 'latin1')], 'e')).index).toBeUndefined();
  expect(planOf('db', 't', shape([german], 'k'), shape([german]))).toMatchObject({ index: undefined, key: [] });
});

test('utf8 and utf8mb3 count as the same; text in otherwise different character sets is compared by character', () => {
  const old = shape([column('k', 'varchar', 'utf8'), column('v', 'text', 'latin1')], 'k');
  const now = shape([column('k', 'varchar', 'utf8mb3'), column('v', 'text', 'utf8mb4')], 'k');
  const plan = planOf('db', 't', old, now);
  expect(plan).toMatchObject({ index: 'PRIMARY', transcoded: ['v'] });
  expect(rowSum(plan.columns, plan)).toBe("CRC32(CONCAT_WS(',', CRC32(`k`), CRC32(CONVERT(`v` USING utf8mb4))))");
});

test('numbers and times go into the checksum unchanged, a FLOAT goes in with all its digits, and NULL as N', () => {
  expect(rowSum(numbered.columns, numbered)).toBe(
    "CRC32(CONCAT_WS(',', `id`, CRC32((`price` + 0e0)), IFNULL(`at`, 'N')))",
  );
});

test('ranges grow or shrink by a factor of at most four at a time until each takes about a second, but never below a minimum', () => {
  const pace = new Pace(100);
  expect(pace.rows).toBe(50_000);
  pace.took(50_000, 500);
  expect(pace.rows).toBe(100_000);
  pace.took(100_000, 1);
  expect(pace.rows, 'not by more than four times').toBe(400_000);
  pace.took(10, 1);
  expect(pace.rows, 'not changed by the last few rows of a table').toBe(400_000);
  for (let slow = 0; slow < 20; slow += 1) pace.took(pace.rows, 60_000);
  expect(pace.rows, 'no fewer: smaller ranges would not be faster on a busy server').toBe(10_486);
  expect(new Pace(10_000_000).rows).toBe(100);
});

test('the time left is not estimated until enough rows are compared, and a table with more rows than estimated counts as at most 99% done', () => {
  const count = new ProgressCount('db', [numbered, { ...pair, table: 'others', bytes: 14_998 }], () => undefined);
  expect(count.add('things', 1).secondsLeft).toBeUndefined();
  const over = count.add('things', 500);
  expect(over.share, 'more rows than the server estimated').toBeCloseTo(0.2475, 3);
  expect(formatProgress({ ...over, secondsLeft: 200, waits: 'x' })).toBe(
    'progress: db.things, 501 rows, 24%, about 4 min left, waiting: x',
  );
});

test('an interrupted comparison resumes with the ranges not yet known to match, and only for the same servers', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'state-')), 'db.json');
  const first = new ComparisonState(file, 'servers 1', true);
  first.begin(numbered);
  const [all = {}] = first.openOf(numbered);
  const [one, two, rest] = [{ upTo: ['5'] }, { after: ['5'], upTo: ['9'] }, { after: ['9'] }];
  first.cut(numbered, all, [one, two, rest]);
  first.finish(numbered, one, 5);
  first.save();

  const next = new ComparisonState(file, 'servers 1', true);
  expect(next.continues).toBeDefined();
  expect(next.begin(numbered)).toBe(5);
  expect(next.openOf(numbered)).toEqual([two, rest]);
  expect(next.begin({ ...numbered, index: undefined }), 'a different plan').toBe(0);
  expect(new ComparisonState(file, 'servers 2', true).continues).toBeUndefined();
  expect(new ComparisonState(file, 'servers 1', false).continues).toBeUndefined();
  writeFileSync(file, '{');
  expect(new ComparisonState(file, 'servers 1', true).continues).toBeUndefined();
});

test('repairs find rows by key or replace a table that lacks many, and UPDATE sets a FLOAT with all its digits', () => {
  const repair = new Repair(numbered, false);
  repair.add([
    { key: ['1'], is: 'missing', columns: [] },
    { key: ['2'], is: 'extra', columns: [] },
    { key: ['3'], is: 'different', columns: ['price'] },
  ]);
  expect(repair.lines([{ price: 0.010516252368688583 }])).toEqual([
    '-- db.things',
    '-- mysqldump writes FLOAT with six digits: price would differ afterward',
    "mysqldump --hex-blob --default-character-set=utf8mb4 --skip-triggers --no-create-info --replace --where='`id` IN (1)' 'db' 'things'",
    'DELETE FROM `db`.`things` WHERE `id` IN (2);',
    'UPDATE `db`.`things` SET `price` = 0.010516252368688583 WHERE `id` = 3;',
  ]);
  const many = new Repair(numbered, false);
  many.add(Array.from({ length: 10_001 }, (_, id) => ({ key: [String(id)], is: 'missing', columns: [] })));
  // A table that is dropped loses its triggers.
  expect(many.lines([]).at(-1)).toBe(
    "mysqldump --hex-blob --default-character-set=utf8mb4 --add-drop-table --triggers 'db' 'things'",
  );
  const secret = new Repair(pair, true);
  secret.add([{ key: ['1', "_utf8 x'61'"], is: 'missing', columns: [] }]);
  expect(secret.lines([]).join('\n')).not.toContain('61');
});
