import { expect, test } from '@playwright/test';
import { cutOf, differingChunks } from '../../../helpers/database/parity/chunks.js';
import { causeOf, shown } from '../../../helpers/database/parity/explain.js';
import { diffGrants } from '../../../helpers/database/parity/rights.js';
import { findDifferingRows } from '../../../helpers/database/parity/rows.js';
import { diffSchemaObjects } from '../../../helpers/database/parity/structure-diff.js';
import { planOf } from '../../../helpers/database/parity/table-plan.js';
import { formatFindings } from '../../../helpers/database/parity/table-report.js';

const id = { name: 'id', type: 'int', charset: null };
const text = { name: 'text', type: 'varchar', charset: 'utf8' };
const plan = planOf('BW_MAIN', 'words', { columns: [id, text], key: ['id'] }, { columns: [id, text], key: ['id'] });
const keyless = planOf('BW_MAIN', 'words', { columns: [text], key: [] }, { columns: [text], key: [] });

const CAUSES: readonly (readonly [
  deer: string | number | null,
  puma: string | number | null,
  cause: RegExp | undefined,
])[] = [
  ['Zoë', 'ZoÃ«', /UTF-8 was read as latin1/],
  ['ZoÃ«', 'Zoë', /the new host has it put right/],
  ['Привет', 'ÐŸÑ€Ð¸Ð²ÐµÑ‚', /UTF-8 was read as latin1/],
  ['Łódź', 'Å\x81Ã³dÅº', /UTF-8 was read as latin1/],
  ['مرحبا', 'Ù…Ø±Ø\xadØ¨Ø§', /UTF-8 was read as latin1/],
  ['你好', 'ä½\xa0å¥½', /UTF-8 was read as latin1/],
  ['æ—¥æœ¬', '日本', /the new host has it put right/],
  ['Żółć 5', '???? 5', /question marks/],
  ['2012-06-22 22:00:00', '2012-06-23 00:00:00', /exactly \+2 h/],
  ['2012-06-22 22:00:00', '2012-06-22 21:00:00', /exactly -1 h/],
  ['2012-06-22 22:00:07', '2012-06-22 22:00:00', /later on the old host/],
  ['0000-00-00 00:00:00', '1970-01-01 00:00:00', /a date that never was/],
  ['a  ', 'a', /trailing blanks/],
  ['a\r\nb', 'a\nb', /line ends/],
  ['Alice', 'alice', /upper and lower case/],
  ['long text', 'long', /cut off on the new host after 4 of 9/],
  ['0.1', '0.10000000149', /other digits/],
  ['e\u0301', '\u00e9', /composed/],
  [null, '', /NULL became an empty text/],
  ['0000-00-00', null, /a zero date became NULL/],
  ['Active', 'Banned', undefined],
  [1, 2, undefined],
];
for (const [deer, puma, cause] of CAUSES)
  test(`"${String(deer)}" on the old host and "${String(puma)}" on the new host: ${cause?.source ?? 'no cause can be told'}`, () => {
    expect(causeOf(deer, puma) ?? 'none').toMatch(cause ?? /^none$/);
  });

test('every byte from 80 to 9f is read as MySQL reads its latin1', () => {
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

test('texts, passwords and everything personal are described, never shown', () => {
  expect(shown('dear Bob', text)).toBe('(8 characters)');
  expect(shown(7, { name: 'PassWord', type: 'int' })).toBe('(not shown)');
  expect(shown(7, id, true)).toBe('(not shown)');
  expect(shown('Active', { name: 'Status', type: 'enum' })).toBe('Active');
});

test('chunks that one server lacks, or that sum up otherwise, differ', () => {
  const sum = (chunk: string, squares: string): Parameters<typeof differingChunks>[0][number] => ({
    chunk,
    total: '2',
    sum: '9',
    squares,
  });
  // The same change in two rows keeps the sum; the squares tell.
  expect(differingChunks([sum('10', '41'), sum('2', '5'), sum('-1', '1')], [sum('10', '45'), sum('2', '5')])).toEqual([
    '-1',
    '10',
  ]);
});

test('chunks are named by the numbers in them', () => {
  expect(cutOf(plan, 5000n).nameOf('3')).toBe('id 3000 to 3999');
  expect(cutOf(plan, 5000n).nameOf('-1')).toBe('id -1999 to -1000');
  expect(cutOf(plan, 10n ** 19n).nameOf('1')).toBe(`id ${10n ** 16n} to ${2n * 10n ** 16n - 1n}`);
  expect(cutOf(keyless, undefined).nameOf('3')).toBe('part 3 of 64');
});

test('rows are missing, only on the new host, or different, and those after the copy are told', () => {
  const deer = [1, 2, 4, 5].map((key) => ({ key: String(key), sums: [key, 0] }));
  const puma = [
    { key: '0', sums: [0, 0] },
    { key: '1', sums: [1, 0] },
    { key: '2', sums: [2, null] },
  ];
  const rows = findDifferingRows(plan, deer, puma);

  expect(rows).toEqual({ missing: ['4', '5'], extra: ['0'], different: [{ key: '2', columns: ['text'] }] });
  expect(
    formatFindings({
      plan,
      chunks: ['id 0 to 999'],
      rows,
      samples: [{ key: '2', old: { text: 'a ' }, new: { text: 'a' } }],
      last: { old: 5n, new: 2n },
      isSecret: false,
    }),
  ).toBe(
    'BW_MAIN.words: 1 row with other contents (id 2); 2 rows missing on the new host (id 4; 5), newer than all on the new host: written on the old host after the copy; 1 row only on the new host (id 0) | in id 0 to 999 | id 2: text is (2 characters) on the old host, (1 characters) on the new host: only trailing blanks differ',
  );
});

test('equal rows of a table without a key are counted', () => {
  const row = { key: '7', sums: [7] };
  expect(findDifferingRows(keyless, [row, row], [row])).toEqual({ missing: ['7'], extra: [], different: [] });
});

test('things that differ are named with the property, and long texts by where they part', () => {
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
    'd: text is the same for 106 characters, then "; END" on the old host, ", END" on the new host',
  ]);
});

test('rights are compared for accounts of both servers and of the target', () => {
  const deer = new Map([
    ["'rox'@'localhost'", ['SELECT ON A', 'EXECUTE ON A']],
    ["'old'@'localhost'", ['SELECT ON A']],
  ]);
  expect(diffGrants(deer, new Map([["'rox'@'localhost'", ['SELECT ON A', 'DROP ON A']]]), ['rox'])).toEqual([
    "'rox'@'localhost': may not EXECUTE ON A on the new host",
    "'rox'@'localhost': may DROP ON A on the new host alone",
  ]);
  expect(diffGrants(deer, new Map(), ['rox'])).toEqual(["'rox'@'localhost': has rights on the old host alone"]);
});
