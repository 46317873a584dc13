import { expect, test } from '@playwright/test';
import { findDifferingRows } from '../../../helpers/database/parity/differing-rows.js';
import { causeOf, shown } from '../../../helpers/database/parity/explain.js';
import { diffGrants } from '../../../helpers/database/parity/rights.js';
import { diffSchemaObjects } from '../../../helpers/database/structure/structure-diff.js';
import { planOf } from '../../../helpers/database/parity/table-plan.js';
import { TableDifferences } from '../../../helpers/database/parity/table-report.js';

const id = { name: 'id', type: 'int', charset: null, collation: null, isNullable: false };
const text = { name: 'text', type: 'varchar', charset: 'utf8', collation: 'utf8_bin', isNullable: true };
const primary = { name: 'PRIMARY', columns: ['id'], isOfWholeColumns: true };
const shape = { columns: [id, text], keys: [primary], engine: 'InnoDB', rows: 10, bytes: 1000 };
const plan = planOf('BW_MAIN', 'words', shape, shape);
const keyless = planOf('BW_MAIN', 'words', { ...shape, columns: [text], keys: [] }, { ...shape, keys: [] });

const CAUSES: readonly (readonly [
  deer: string | number | null,
  puma: string | number | null,
  cause: RegExp | undefined,
])[] = [
  ['Zoë', 'ZoÃ«', /UTF-8 was read as latin1/],
  ['ZoÃ«', 'Zoë', /UTF-8 misread as latin1, which the new host has corrected/],
  ['Привет', 'ÐŸÑ€Ð¸Ð²ÐµÑ‚', /UTF-8 was read as latin1/],
  ['Łódź', 'Å\x81Ã³dÅº', /UTF-8 was read as latin1/],
  ['مرحبا', 'Ù…Ø±Ø\xadØ¨Ø§', /UTF-8 was read as latin1/],
  ['你好', 'ä½\xa0å¥½', /UTF-8 was read as latin1/],
  ['æ—¥æœ¬', '日本', /UTF-8 misread as latin1, which the new host has corrected/],
  ['Żółć 5', '???? 5', /question marks/],
  ['2012-06-22 22:00:00', '2012-06-23 00:00:00', /shifted by exactly \+2 h/],
  ['2012-06-22 22:00:00', '2012-06-22 21:00:00', /shifted by exactly -1 h/],
  ['2012-06-22 22:00:07', '2012-06-22 22:00:00', /later on the old host/],
  ['0000-00-00 00:00:00', '1970-01-01 00:00:00', /a zero date on one host/],
  ['a  ', 'a', /trailing whitespace/],
  ['a\r\nb', 'a\nb', /line endings/],
  ['Alice', 'alice', /letter case/],
  ['long text', 'long', /cut off on the new host after 4 of 9 characters/],
  ['0.1', '0.10000000149', /equal to within one millionth/],
  ['e\u0301', '\u00e9', /composed differently/],
  [null, '', /NULL became an empty string/],
  ['0000-00-00', null, /a zero date became NULL/],
  ['Active', 'Banned', undefined],
  [1, 2, undefined],
];

test('a FLOAT rounded by mysqldump is distinguished from a changed one', () => {
  expect(causeOf(0.010516252368688583, Math.fround(0.0105163), 'float')).toMatch(/six digits, which is how mysqldump/);
  expect(causeOf(1.5, 1.25, 'float')).toBeUndefined();
});

for (const [deer, puma, cause] of CAUSES) {
  const words = cause?.source.replace('\\', '') ?? 'no known cause';

  test(`"${String(deer)}" on the old host and "${String(puma)}" on the new host: ${words}`, () => {
    expect(causeOf(deer, puma) ?? 'none').toMatch(cause ?? /^none$/);
  });
}

test('every byte from 80 to 9f is decoded as MySQL decodes latin1', () => {
  // U+0080 to U+009f are the bytes c2 80 to c2 9f. From MySQL's own table, cp1252.TXT of Unicode with the gaps filled.
  const table =
    '20ac 0081 201a 0192 201e 2026 2020 2021 02c6 2030 0160 2039 0152 008d 017d 008f ' +
    '0090 2018 2019 201c 201d 2022 2013 2014 02dc 2122 0161 203a 0153 009d 017e 0178';
  const letters = Array.from({ length: 32 }, (_, at) => String.fromCharCode(0x80 + at)).join('');
  const mangled = table
    .split(' ')
    .map((code) => `Â${String.fromCharCode(Number.parseInt(code, 16))}`)
    .join('');

  expect(causeOf(letters, mangled)).toMatch(/UTF-8 was read as latin1/);
});

test('texts are described by their length; passwords and values marked as secret are not shown at all', () => {
  expect(shown('dear Bob', text)).toBe('(8 characters)');
  expect(shown(7, { name: 'PassWord', type: 'int' })).toBe('(not shown)');
  expect(shown(7, id, true)).toBe('(not shown)');
  expect(shown('Active', { name: 'Status', type: 'enum' })).toBe('Active');
});

test('missing, added, and different rows are distinguished, and rows written after the copy are recognized', () => {
  const old = ['1', '2', '4', '5'].map((key) => ({ key: [key], sums: [Number(key), 0] }));
  const now = [
    { key: ['0'], sums: [0, 0] },
    { key: ['1'], sums: [1, 0] },
    { key: ['2'], sums: [2, null] },
  ];
  const rows = findDifferingRows(plan, old, now);
  expect(rows).toEqual([
    { key: ['2'], is: 'different', columns: ['text'] },
    { key: ['4'], is: 'missing', columns: [] },
    { key: ['5'], is: 'missing', columns: [] },
    { key: ['0'], is: 'extra', columns: [] },
  ]);

  const found = new TableDifferences(plan);
  found.add(rows);
  const samples = [{ key: ['2'], old: { text: 'a ' }, new: { text: 'a' } }];
  expect(found.format(samples, { old: 5n, new: 2n }, false)).toBe(
    'BW_MAIN.words: 1 row with different contents (id 2); 2 rows missing on the new host (id 4; 5), newer than every row on the new host: written on the old host after the copy; 1 row only on the new host (id 0) | id 2: text (only trailing whitespace differs): (2 characters) on the old host, (1 character) on the new host',
  );
});

test('when many rows differ, only the first few are named, and the differing rows are counted for each column', () => {
  const found = new TableDifferences(plan);
  for (let id = 1; id <= 70_000; id += 1) found.add([{ key: [String(id)], is: 'different', columns: ['text'] }]);

  expect(found.format([], { old: undefined, new: undefined }, false)).toBe(
    'BW_MAIN.words: 70000 rows with different contents (id 1; 2; 3; 4; 5; and 69995 more) | columns that differ: text in 70000 rows',
  );
});

test('equal rows of a table without a key are counted', () => {
  const row = { key: [], sums: [7] };
  expect(findDifferingRows(keyless, [row, row], [row])).toEqual([{ key: [], is: 'missing', columns: [] }]);
});

test('a differing object is named with the property that differs, and long texts are quoted from where they differ', () => {
  const body = `BEGIN ${'x'.repeat(100)}`;
  expect(
    diffSchemaObjects(
      { a: { engine: 'InnoDB' }, b: {}, d: { text: `${body}; END` } },
      { a: { engine: 'MyISAM' }, c: {}, d: { text: `${body}, END` } },
    ),
  ).toEqual([
    'a: engine is InnoDB on the old host, MyISAM on the new host',
    'b: missing on the new host',
    'c: only on the new host',
    'd: text is the same up to character 106, then "; END" on the old host, ", END" on the new host',
  ]);
});

test('rights are compared for database accounts that are on both hosts or in the target', () => {
  const known = new Set(['SELECT', 'EXECUTE', 'DROP']);
  const on = (...rights: [string, string[]][]) => ({ known, rights: new Map(rights) });
  const deer = on(["'rox'@'localhost'", ['SELECT ON A', 'EXECUTE ON A']], ["'old'@'localhost'", ['SELECT ON A']]);
  expect(diffGrants(deer, on(["'rox'@'localhost'", ['SELECT ON A', 'DROP ON A']]), ['rox'])).toEqual([
    "'rox'@'localhost': lacks EXECUTE ON A on the new host",
    "'rox'@'localhost': has DROP ON A only on the new host",
  ]);
  expect(diffGrants(deer, on(), ['rox'])).toEqual(["'rox'@'localhost': has rights only on the old host"]);
});

test('a right that only one of the two database servers supports is not reported as missing on the other', () => {
  const site = (may: string, ...known: string[]) => ({
    known: new Set(['SELECT', ...known]),
    rights: new Map([["'site'@'localhost'", ['SELECT ON A', may]]]),
  });
  const [mariaDb, mySql] = [
    site('DELETE HISTORY ON A', 'DELETE HISTORY'),
    site('XA_RECOVER_ADMIN ON *', 'XA_RECOVER_ADMIN'),
  ];

  expect(diffGrants(mariaDb, mySql, ['site'])).toEqual([]);
  expect(diffGrants(mariaDb, site('SELECT ON A', 'DELETE HISTORY'), ['site'])).toEqual([
    "'site'@'localhost': lacks DELETE HISTORY ON A on the new host",
  ]);
});
