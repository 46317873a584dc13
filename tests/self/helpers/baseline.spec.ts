import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { without } from '../../../helpers/baseline/page-comparison.js';
import { differences, grouped, missingItems, shrunkTables } from '../../../helpers/baseline/compare.js';
import { inventoryName } from '../../../helpers/baseline/inventory-name.js';
import { asMoved } from '../../../helpers/baseline/moved-records.js';
import { machineLists } from '../../../helpers/baseline/collect-lists.js';
import { mergeSamples, mergePageSamples } from '../../../helpers/baseline/stable-parts.js';
import { pageFacts, type PageFacts } from '../../../helpers/baseline/page.js';
import { ABOUT, olderOf, readBaseline, readNoise, type Recording } from '../../../helpers/baseline/read.js';
import { writeBaseline } from '../../../helpers/baseline/write.js';
import type { HttpAnswer } from '../../../helpers/http/http.js';
import { lab } from '../../../targets/lab/target.js';

const URL = 'http://www.example/about';
const PAGE = `<html><head><title>About  us</title><link rel="stylesheet" href="a.css"></head><body>
<h1 id="title7">About us</h1><form action="login" method="POST"><input type="hidden" name="aB3dE5fG7hI9jK1lM3nO5pQ7rS9=" value="1">
<input type="text" name="u"></form><p>We are 200 members &amp; friends.</p><script>var x = 'not a word';</script></body></html>`;

function answer(text = PAGE, change: Partial<HttpAnswer> = {}): HttpAnswer {
  const headers = {
    'content-type': 'text/html;charset="utf-8"',
    'set-cookie': ['sid=secret; path=/; HttpOnly'],
    date: 'now',
  };
  return { url: URL, status: 200, headers, body: Buffer.from(text), text, address: '198.51.100.10', ...change };
}
const page = (text = PAGE, change: Partial<HttpAnswer> = {}): PageFacts => pageFacts(answer(text, change));
const recorded = (first = page(), second = first): ReturnType<typeof mergePageSamples> =>
  mergePageSamples(first, second);

function found(now: PageFacts, before = recorded(), lives = false): string[] {
  return differences(before, now, { lives, allowed: [{ words: /revision/, why: 'a deployment' }] }).map(
    ({ kind, aspect, words }) => `${kind}, ${aspect}: ${words}`,
  );
}

test('a page is recorded as its title, forms, text, and headers; numbers, tokens, and session ids are not kept', () => {
  expect(page()).toEqual({
    url: URL,
    status: 200,
    headers: { 'content-type': 'text/html;charset=utf-8', 'set-cookie': 'sid; path=/; HttpOnly' },
    title: 'About us',
    frame: ['field input hidden (token)', 'field input text u', 'form post login', 'h1#title#', 'style a.css'],
    text: ['About us', 'We are # members & friends.'],
    sha256: '',
    broken: [],
  });
});

test('elements and headers that search engines and browsers act on are recorded, however they are written', () => {
  const text = readFileSync(join(import.meta.dirname, '../captures/cases/14-page.html'), 'utf8');
  expect(page(text).frame).toEqual([
    'canonical http://staging.example/',
    'refresh #;url=http://old.example/',
    'robots noindex',
    'style /a.css',
  ]);
  const more = page(
    '<base href="/x/"><META Name="GoogleBot" CONTENT="NoArchive, noindex"><link rel="alternate" hreflang="de" href="/de"><P ID=a>hi<INPUT NAME=U>',
    {
      headers: { 'content-type': 'text/html', 'x-robots-tag': 'noindex' },
    },
  );
  expect(more).toMatchObject({
    headers: { 'x-robots-tag': 'noindex' },
    frame: ['alternate de /de', 'base /x/', 'field input  U', 'googlebot noarchive, noindex', 'p#a'],
    text: ['hi'],
  });
});

test('a redirect is recorded as its location, and a file as a checksum', () => {
  const redirect = page('<p>go on</p>', { status: 302, headers: { location: '/login', 'content-type': 'text/html' } });
  expect(redirect).toMatchObject({
    headers: { location: 'http://www.example/login' },
    frame: [],
    text: [],
    sha256: '',
  });
  expect(page('x', { headers: { 'content-type': 'image/png' } }).sha256).toMatch(/^2d711642b726b044/);
});

test('a page counts as unchanged even if the numbers in it differ', () => {
  expect(found(page(PAGE.replace('200', '201').replace('aB3dE5', 'bC4eF6')))).toEqual([]);
});

for (const { what, now, words } of [
  { what: 'gone', now: page('', { status: 404 }), words: ['regression, status: status: 200 -> 404'] },
  {
    what: 'redirected elsewhere',
    now: page('', { status: 302, headers: { location: 'http://deer.example/' } }),
    words: ['regression, status: status: 200 -> 302', 'regression, status: location: none -> http://deer.example/'],
  },
  {
    what: 'in another character set',
    now: page(PAGE, { headers: { ...answer().headers, 'content-type': 'text/html;charset=latin1' } }),
    words: ['regression, headers: content-type: text/html;charset=utf-8 -> text/html;charset=latin1'],
  },
  {
    what: 'titled differently',
    now: page(PAGE.replace('About  us', 'Placeholder')),
    words: ['regression, frame: title: About us -> Placeholder'],
  },
  {
    what: 'missing a field',
    now: page(PAGE.replace('name="u"', '')),
    words: ['regression, frame: lost: field input text u'],
  },
  {
    what: 'reworded',
    now: page(PAGE.replace('friends', 'foes')),
    words: ['regression, text: lost: We are # members & friends.', 'regression, text: new: We are # members & foes.'],
  },
  {
    what: 'showing a PHP message',
    now: page(PAGE.replace('<form', 'Warning: oops in /x.php on line 3<form')),
    words: ['regression, status: PHP message: Warning: oops in /x.php on line 3'],
  },
])
  test(`a page that is ${what} is reported`, () => {
    expect(found(now)).toEqual(words);
  });

test('parts that vary on their own are ignored, and the rest of the page still counts', () => {
  const noisy = recorded(page(), page(PAGE.replace('</form>', '</form><p>Quote of the day: one</p>')));
  expect(noisy.volatile).toEqual({ text: ['Quote of the day: one'] });
  expect(found(page(PAGE.replace('</form>', '</form><p>Quote of the day: two</p>')), noisy)).toEqual([]);
  expect(found(page(PAGE.replace('We are', 'We were')), noisy)).toEqual([
    'regression, text: lost: We are # members & friends.',
  ]);
});

test('on a page listed as living, text may change and elements may be added, but a changed title or a lost element is reported', () => {
  expect(found(page(PAGE.replace('friends', 'foes').replace('<p>', '<p id="new">')), recorded(), true)).toEqual([]);
  expect(found(page(PAGE.replace('</title>', ' now</title>').replace('name="u"', '')), recorded(), true)).toHaveLength(
    2,
  );
});

test('intended differences and anything already broken on the old host are reported as such and not as regressions', () => {
  expect(found(page(PAGE.replace('</form>', '</form><p>revision 8</p>')))).toEqual(['allowed, text: new: revision #']);
  const sick = recorded(page('Sorry', { status: 500 }));
  expect(found(page('Sorry', { status: 500 }), sick)).toEqual([
    'broken before, status: already reported on the old host: status 500',
  ]);
  expect(found(page(), sick)[0]).toBe('broken before, status: status: 500 -> 200');
});

test('a difference shared by many pages is reported once, and one already reported elsewhere is not repeated', () => {
  const gone = differences(recorded(), page('', { status: 404 }), { lives: false, allowed: [] });
  const other = gone.map((each) => ({ ...each, url: 'http://www.example/' }));
  expect(grouped([...gone, ...other])).toEqual([`status: 200 -> 404 | GET ${URL} and 1 more`]);
  expect(without([...gone, ...other], gone)).toEqual(other);
});

test('lists keep only the items found in both readings; later losses are reported with their kind, but additions are not', () => {
  const { stable, volatile } = mergeSamples({ tables: ['a', 'b'], events: ['e'] }, { tables: ['b', 'a', 'tmp1'] });
  expect({ stable, volatile }).toEqual({
    stable: { tables: ['a', 'b'], events: [] },
    volatile: { tables: ['tmp1'], events: ['e'] },
  });
  expect(missingItems(stable, { tables: ['a', 'c'] })).toEqual(['tables: b']);
  expect(missingItems(stable, {})).toEqual(['tables: a', 'tables: b']);
  expect(shrunkTables({ a: 100, b: 100, c: 4, gone: 9 }, { a: 86, b: 84, c: 0 })).toEqual([
    'b: 100 rows on the old host, 84 on the new host',
  ]);
});

test('lists of 300,000 files are compared within the time limit of a test', () => {
  const files = (total: number): Record<string, string[]> => ({
    files: Array.from({ length: total }, (_, index) => `gallery/${index}: file`),
  });
  const { stable, volatile } = mergeSamples(files(300_000), files(300_001));

  expect(volatile).toEqual({ files: ['gallery/300000: file'] });
  expect(missingItems(stable, files(299_999))).toEqual(['files: gallery/299999: file']);
});

test('a job that is commented out does not count as a job of the old host', () => {
  const table = {
    kind: 'system',
    path: '/etc/cron.d/x',
    mode: '644',
    owner: 'root',
    hardLinks: 1,
    linkedOwner: undefined,
  } as const;
  const text = '*/30 * * * * root on\n#0 1 * * * root off\n';
  const account = { home: '/', shell: '/bin/sh', expired: false };
  const daemon = { name: 'cron', revision: 162 };
  const cron = { daemon, accounts: { root: account }, unread: [], tables: [{ ...table, text }] };
  const facts = { services: {}, sockets: [], apache: { vhosts: [] }, cron };
  expect(machineLists(facts as unknown as Recording['facts'], [])['other cron jobs']).toEqual(['0,30 * * * * root on']);
});

test('a recording killed midway leaves the older baseline usable, and a baseline whose content has changed is refused', () => {
  const baseline = join(mkdtempSync(join(tmpdir(), 'baseline-')), 'deer');
  const target = { ...lab, baseline };
  expect(() => readBaseline(target, 'key')).toThrow(
    'no baseline of the old host has been recorded: run the gate `baseline` before the freeze',
  );

  const noise = [{ kind: 'page error', words: 'x', url: URL }];
  const list = `${baseline}.list`;
  writeFileSync(list, 'entries');
  const parts = ['machine', 'zone', 'certificates', 'databases', 'inventory'].map((part): [string, object] => [
    part,
    {},
  ]);
  const recording = {
    ...Object.fromEntries(parts),
    pages: [recorded()],
    noise,
    facts: { hostname: 'deer', unreadable: {} },
    rows: { a: 1 },
    files: { entries: 1, algorithm: 'md5', unread: [], list },
  } as unknown as Recording;
  expect(readNoise(target), 'without a baseline').toBeUndefined();
  const at = writeBaseline(target, recording, 'key');
  expect(readBaseline(target, 'key')).toMatchObject({ recorded: at, rows: { a: 1 }, pages: [{ url: URL }] });
  expect(readFileSync(readBaseline(target, 'key').files.list, 'utf8')).toBe('entries');
  expect(readNoise(target)).toEqual(noise);

  // The operator's key was lost, and another one made.
  const unreadable = readBaseline(target, 'another key');
  expect(unreadable.rows).toEqual({ a: 1 });
  for (const part of ['facts', 'machine', 'inventory'] as const)
    expect(() => unreadable[part]).toThrow(/gave no usable answer.*its digests of secrets cannot be read/s);

  // Killed while writing aside, then between the two renames.
  mkdirSync(`${baseline}.new`);
  writeFileSync(join(`${baseline}.new`, 'pages.json'), '[');
  expect(readBaseline(target, 'key').recorded).toBe(at);
  renameSync(baseline, olderOf(baseline));
  expect(readBaseline(target, 'key').recorded).toBe(at);

  writeBaseline(target, { ...recording, rows: { a: 2 } }, 'key');
  expect(readBaseline(target, 'key').rows).toEqual({ a: 2 });
  expect(existsSync(olderOf(baseline))).toBe(false);
  // Laid out again, then with a page less.
  writeFileSync(join(baseline, 'pages.json'), JSON.stringify([recorded()], null, 4));
  expect(readBaseline(target, 'key').pages).toHaveLength(1);
  writeFileSync(join(baseline, 'pages.json'), '[]');
  expect(() => readBaseline(target, 'key')).toThrow('pages.json has changed since it was recorded');
  const about = JSON.parse(readFileSync(join(baseline, ABOUT), 'utf8')) as { digests: Record<string, string> };
  delete about.digests['pages.json'];
  writeFileSync(join(baseline, ABOUT), JSON.stringify(about));
  expect(() => readBaseline(target, 'key')).toThrow('pages.json has changed since it was recorded');
  writeFileSync(join(baseline, ABOUT), '{');
  expect(() => readBaseline(target, 'key')).toThrow('gave no usable answer');
});

for (const [line, name] of [
  ['running services: apache2', { area: 'services', key: 'service apache2' }],
  ['other cron jobs: /etc/cron.daily root /etc/cron.daily/apache2', { area: 'schedule', key: 'cron.daily apache2' }],
  ['other cron jobs: 30 3 * * 0 root test -e /run || x', { area: 'schedule', key: 'job of root: test -e /run || x' }],
  ['other cron jobs: @daily anna $HOME/bin/x', { area: 'schedule', key: 'job of anna: $HOME/bin/x' }],
  [
    'other cron jobs: timer a.timer: OnCalendar=Sun *-*-* 03:10:00 root /bin/a',
    { area: 'services', key: 'timer a.timer' },
  ],
  ['listening ports: 25', undefined],
] as const)
  test(`in the inventory, "${line}" ${name === undefined ? 'has no name' : `is ${name.area}/${name.key}`}`, () => {
    expect(inventoryName(line)).toEqual(name);
  });

test('a record that named the old host may name the new one, but no other host', () => {
  const hosts = [{ hostname: 'old.example' }, { hostname: 'new.example' }] as const;
  const before = { 'MX of example': ['10 old.example', '20 mx.example'] };

  expect(asMoved(before, { 'MX of example': ['10 new.example', '20 mx.example'] }, hosts)).toEqual({
    'MX of example': ['10 new.example', '20 mx.example'],
  });
  expect(asMoved(before, { 'MX of example': ['10 else.example'] }, hosts)).toEqual(before);
});
