import { expect, test } from '@playwright/test';
import { AREAS } from '../../../helpers/inventory/collectors/index.js';
import { compare } from '../../../helpers/inventory/compare.js';
import { coverageOf } from '../../../helpers/inventory/coverage.js';
import { explain, nameOf, whyRefused } from '../../../helpers/inventory/explain.js';
import { group } from '../../../helpers/inventory/grouping/group.js';
import { readLineByLine } from '../../../helpers/inventory/line-by-line.js';
import { plain, setting } from '../../../helpers/inventory/rows.js';
import type { Area, Difference, Explanation, Inventory, Item, Sighted } from '../../../helpers/inventory/types.js';

type Given = {
  items?: readonly Item[];
  unreadable?: Partial<Record<Area, string>>;
  sighted?: readonly Sighted[];
  owners?: Record<string, string>;
};
const host = (
  role: Inventory['role'],
  { items = [], unreadable = {}, sighted = [], owners = {} }: Given,
): Inventory => ({
  ...{ host: role, role, taken: '2012-06-22T00:00:00.000Z', owners, families: {}, cost: { seconds: 0, cpuSeconds: 0 } },
  yardstick: { sighted, unreadable: [] },
  // One entry for each area, which Object.fromEntries forgets.
  areas: Object.fromEntries(
    AREAS.map((area) => [
      area,
      {
        items: items.filter((item) => item.area === area),
        unreadable: Object.entries(unreadable)
          .filter(([each]) => each === area)
          .map(([, scope]) => ({ area, scope, why: 'no permission' })),
      },
    ]),
  ) as unknown as Inventory['areas'],
});
const file = (key: string, value: Record<string, string> = {}): Item => ({
  area: 'files',
  key,
  value: { kind: 'file', mode: '644', ...value },
  source: key,
});
const job = (command: string, value: Record<string, string> = { times: '0 * * * *' }): Item => ({
  area: 'schedule',
  key: `job of root: ${command}`,
  value,
  source: '/etc/cron.d/x line 2',
});
const installed = (name: string, implied?: string): Item => ({
  ...plain('packages', `package ${name}`, 'installed', `dpkg-query -W ${name}`),
  ...(implied === undefined ? {} : { implied }),
});
const inShort = ({ kind, area, key, facet, old, new: now }: Difference): string =>
  `${kind} ${area}/${key}${facet === '' ? '' : ` ${facet}: ${old ?? ''} -> ${now ?? ''}`}`;
const differing = (old: Given, now: Given): string[] =>
  compare(host('old', old), host('new', now)).differences.map(inShort);

test('missing, changed, and added items are distinguished, aspect by aspect', () => {
  expect(
    differing(
      { items: [file('/etc/a'), file('/etc/b', { mode: '600' }), job('/bin/x'), job('/bin/gone')] },
      { items: [file('/etc/b', { mode: '644' }), job('/bin/x', { times: '5 * * * *' }), file('/etc/new')] },
    ),
  ).toEqual([
    'missing files//etc/a',
    'changed files//etc/b mode: 600 -> 644',
    'added files//etc/new',
    'changed schedule/job of root: /bin/x times: 0 * * * * -> 5 * * * *',
    'missing schedule/job of root: /bin/gone',
  ]);
});

test('settings left at their defaults on both hosts are distinguished from those that were set', () => {
  const item = (name: string, is: string, isDefault: boolean): Item =>
    setting('database', `variable ${name}`, is, 'SHOW GLOBAL VARIABLES', isDefault);

  expect(
    differing(
      { items: [item('a', '1', true), item('b', '64M', false), item('c', '1', true), item('d', '9', false)] },
      { items: [item('a', '2', true), item('b', '2M', true), item('e', '1', true)] },
    ),
  ).toEqual([
    'changed database/variable a default: 1 -> 2',
    'changed database/variable b is: 64M -> 2M',
    'missing database/variable d',
  ]);
});

for (const [what, old, now, expected] of [
  [
    'an aspect that was read on only one host',
    { items: [file('/a', { content: 'x' })] },
    { items: [file('/a', { size: '5' })] },
    [],
  ],
  ['a missing package that was installed as a dependency', { items: [installed('libx', 'a dependency')] }, {}, []],
  [
    'a package installed on request that is a dependency on the new host',
    { items: [installed('x')] },
    { items: [installed('x', 'a dependency')] },
    [],
  ],
  [
    "each host's own name in the same place",
    { items: [plain('mail', 'myhostname', '<old>', '')] },
    { items: [plain('mail', 'myhostname', '<new>', '')] },
    [],
  ],
  [
    "each host's mention of the other",
    { items: [plain('mail', 'relay', '<new>', '')] },
    { items: [plain('mail', 'relay', '<old>', '')] },
    [],
  ],
  [
    'more memory on the new host',
    { items: [{ ...plain('kernel', 'memory', '', ''), value: { MB: '4000' } }] },
    { items: [{ ...plain('kernel', 'memory', '', ''), value: { MB: '8000' } }] },
    [],
  ],
  [
    "the old host's name on both hosts",
    { items: [plain('mail', 'myhostname', '<old>', '')] },
    { items: [plain('mail', 'myhostname', '<old>', '')] },
    ['changed mail/myhostname is: <old> -> <old>'],
  ],
  [
    'half the memory on the new host',
    { items: [{ ...plain('kernel', 'memory', '', ''), value: { MB: '4000' } }] },
    { items: [{ ...plain('kernel', 'memory', '', ''), value: { MB: '2000' } }] },
    ['changed kernel/memory MB: 4000 -> 2000'],
  ],
] as const)
  test(`${what} is ${expected.length === 0 ? 'not a' : 'a'} difference`, () => {
    expect(differing(old, now)).toEqual(expected);
  });

for (const [scope, unknown] of [
  ['', ['/etc/a', '/home/b']],
  ['/home', ['/home/b']],
  ['/var', []],
] as const)
  test(`with ${scope || 'every file'} unreadable on the new host, these items are unknown rather than missing: ${unknown.join(' and ') || 'none'}`, () => {
    const found = compare(
      host('old', { items: [file('/etc/a'), file('/home/b')] }),
      host('new', { unreadable: { files: scope } }),
    );

    expect(found.unknown.map(({ key }) => key)).toEqual(unknown);
    expect(found.differences).toHaveLength(2 - unknown.length);
    expect(found.unread).toHaveLength(1);
  });

const missing = (area: Area, key: string): Difference => ({
  area,
  key,
  facet: '',
  kind: 'missing',
  old: 'x',
  new: undefined,
  source: '',
});
const TODAY = { gate: 'prerelease', today: '2012-06-22', items: [] };
const because = (what: string, more: Partial<Explanation> = {}): Explanation => ({ what, why: 'it is so', ...more });

for (const [explanation, isExplained] of [
  [because('files//etc/a'), true],
  [because('files//etc/*'), true],
  [because('files//etc/ab'), false],
  [because('schedule//etc/a'), false],
  [because('files//etc/a', { kinds: ['changed'] }), false],
  [because('files//etc/a', { facets: ['mode'] }), false],
  [because('files//etc/a', { until: '2012-06-22' }), true],
  [because('files//etc/a', { until: '2012-06-21' }), false],
  [because('files//etc/a', { gates: ['aftercare'] }), false],
  [because('files//etc/a', { gates: ['prerelease', 'aftercare'] }), true],
  [because('files/*'), false],
  [because('files//*'), false],
  [because('*/*etc*'), false],
  [because('files//etc/a', { why: ' ' }), false],
] as const)
  test(`a missing /etc/a is ${isExplained ? '' : 'not '}explained by ${JSON.stringify(explanation)}`, () => {
    const { explained, unexplained } = explain([missing('files', '/etc/a')], [explanation], [], TODAY);

    expect([explained.length, unexplained.length]).toEqual(isExplained ? [1, 0] : [0, 1]);
  });

test('explanations that are not needed, expire soon, or explain too much are reported', () => {
  const own = [
    because('files//etc/a', { until: '2012-06-25' }),
    because('files//etc/gone'),
    because('files//etc/later', { gates: ['aftercare'] }),
    because('files/*'),
  ];
  const judged = explain([missing('files', '/etc/a')], own, [], TODAY);

  expect(judged.unneeded).toEqual([own[1]]);
  expect(judged.expiring).toEqual([own[0]]);
  expect(judged.refused).toEqual(['"files/*" would explain whatever is found in files']);
});

test('an explanation that matches all twelve items of an area is refused, and one that matches three is not', () => {
  const items = Array.from({ length: 12 }, (_, index) => ({ area: 'files' as const, key: `/etc/${index}` }));

  expect(whyRefused(because('files//etc/*'), items)).toBe(
    '"files//etc/*" is too broad: it matches 12 of 12 items in files',
  );
  expect(whyRefused(because('files//etc/1*'), items)).toBeUndefined();
});

test('an explanation that matches more than half of the items in a large area is refused', () => {
  const items = ['package', 'origin'].flatMap((kind, more) =>
    Array.from({ length: 60 - 10 * more }, (_, index) => ({ area: 'packages' as const, key: `${kind} ${index}` })),
  );

  expect(whyRefused(because('packages/package *'), items)).toContain('matches 60 of 110 items in packages');
  expect(whyRefused(because('packages/origin *'), items)).toBeUndefined();
});

test('each cause forms one group, and the heaviest loss comes first', () => {
  const owners = { '/usr/sbin/foo': 'foo', '/etc/init.d/foo': 'foo', '/etc/cron.d/foo': 'foo', '/etc/cron.d/x': '' };
  const fooJob: Item = { ...job('/usr/sbin/foo --tidy'), source: '/etc/cron.d/foo line 3' };
  const old = host('old', {
    owners,
    items: [
      installed('foo'),
      plain('services', 'service foo', 'x', '/etc/init.d/foo'),
      { ...plain('network', 'listens tcp *:99', '', 'ss'), value: { program: 'foo' } },
      fooJob,
      file('/etc/foo/foo.conf'),
      { ...plain('accounts', 'user bob', 'x', 'getent'), value: { home: '/home/bob' } },
      plain('accounts', 'key of bob: SHA256:x', '', '/home/bob/.ssh/authorized_keys line 1'),
      { ...job('/home/bob/x'), key: 'job of bob: /home/bob/x', source: '/var/spool/cron/crontabs/bob line 1' },
      ...['a', 'b', 'c', 'd'].map((name) => file(`/opt/tool/lib/${name}`)),
      file('/etc/alone'),
    ],
  });
  const now = host('new', { items: [file('/etc/novel')] });
  const { differences } = compare(old, now);
  const groups = group(differences, { old, new: now });

  expect(groups.map(({ cause, members }) => `${cause} (${members.length})`)).toEqual([
    'package foo (5)',
    'account bob (3)',
    'file /etc/alone (1)',
    'folder /opt/tool/lib (missing) (4)',
    'file /etc/novel (1)',
  ]);
  expect(groups.flatMap(({ members }) => members)).toHaveLength(differences.length);
});

test('version changes weigh less than a loss, and unrelated additions form one group at the end', () => {
  const old = host('old', {
    items: [installed('libfoo1'), installed('tool'), plain('runtime', 'version of perl', '5', 'perl')],
  });
  const now = host('new', {
    items: [installed('libfoo2'), plain('runtime', 'version of perl', '6', 'perl'), file('/etc/novel'), file('/opt/x')],
  });
  const groups = group(compare(old, now).differences, { old, new: now });

  expect(groups.map(({ cause, members, weight }) => `${cause} (${members.length}, ${weight})`)).toEqual([
    'package tool (1, 70)',
    'libraries that only one host has (2, 30)',
    'versions of interpreters (1, 30)',
    'additions without any loss (2, 10)',
  ]);
});

test('two different web servers form one group, together with their packages and the PHP files that one of them reads', () => {
  const old = host('old', {
    items: [
      plain('web', 'apache host www.example.org:80', 'served', 'apache2ctl -S'),
      installed('apache2'),
      installed('libapache2-mod-php'),
      file('/etc/php/8.2/apache2/conf.d/x.ini'),
      file('/etc/php/8.2/cli/conf.d/x.ini'),
    ],
  });
  const now = host('new', {
    items: [
      plain('web', 'nginx server www.example.org', 'served', 'nginx -T'),
      installed('nginx'),
      installed('php-fpm'),
    ],
  });
  const groups = group(compare(old, now).differences, { old, new: now });

  expect(groups.map(({ cause, members }) => `${cause} (${members.length})`)).toEqual([
    'web server: apache on the old host, nginx on the new one (7)',
    'php (1)',
  ]);
});

test('a content change in a file whose lines are compared elsewhere is not a separate difference if they were read', () => {
  const path = '/etc/cron.d/x';
  const changed: Difference = { ...missing('files', path), source: path, kind: 'changed', facet: 'content' };
  const readable = host('old', { items: [job('/bin/x')] });

  expect(readLineByLine(changed, [readable, readable])).toBe('schedule');
  expect(readLineByLine({ ...changed, facet: 'mode' }, [readable])).toBeUndefined();
  expect(readLineByLine(changed, [readable, host('new', { unreadable: { schedule: '' } })])).toBeUndefined();
});

test('a package file deleted on only one host is a difference if the package is installed on the other', () => {
  const path = '/etc/mime.types';
  const shipped: Item = { ...file(path, { content: 'as its package ships it' }), implied: 'part of a package' };
  const deleted: Item = { ...file(path), value: { kind: 'none: deleted' }, implied: 'part of a package' };

  expect(differing({ items: [shipped] }, { items: [deleted] })).toEqual([
    `changed files/${path} kind: file -> none: deleted`,
  ]);
  expect(differing({ items: [deleted] }, { items: [deleted] })).toEqual([]);
  expect(differing({}, { items: [deleted] })).toEqual([]);
});

const sight = (kind: Sighted['kind'], name: string, more: Partial<Sighted> = {}): Sighted => ({
  kind,
  name,
  count: 1,
  bytes: 10,
  by: [],
  ...more,
});

test('files, databases, processes, and ports that belong to no item are listed, and files are counted by folder', () => {
  const old = host('old', {
    owners: { '/usr/sbin/sshd': 'openssh-server', '/etc/init.d/ssh': 'openssh-server' },
    items: [
      file('/etc/a'),
      { ...file('/var/lib/shop/sessions', { kind: 'folder' }), implied: 'part of a package' },
      file('/var/lib/shop/sessions/1'),
      plain('services', 'service ssh', 'x', ''),
      plain('services', 'service rox', 'x', ''),
      plain('database', 'database FORGOTTEN', 'x', ''),
    ],
    sighted: [
      sight('files', '/etc', { count: 1 }),
      sight('files', '/usr/share/odd/deep', { count: 2 }),
      sight('files', '/usr/share/odd/deeper', { count: 3 }),
      sight('files', '/var/rox/data/1', { count: 900 }),
      // Sessions of a service that works: one was listed, and others came while the rest of the host was read.
      sight('files', '/var/lib/shop/sessions', { count: 132, fresh: 131 }),
      sight('files', '/var/cache/shop/pages', { count: 40, fresh: 40 }),
      sight('process', 'sshd (root)', { by: ['/usr/sbin/sshd'] }),
      sight('process', 'node app (www-data)', { by: ['/usr/bin/node', 'www', 'rox'] }),
      sight('process', 'nc -l 99 (bob)', { by: ['/usr/bin/nc', 'session-4.scope'] }),
      sight('port', 'tcp 99', { by: ['/usr/bin/nc'] }),
      sight('database', 'BW_MAIN'),
      sight('database', 'FORGOTTEN'),
    ],
  });
  const coverage = coverageOf(old, { folders: [{ path: '/var/rox/data', by: 'files' }], databases: ['BW_MAIN'] });

  expect(coverage.notLookedAt.map(({ kind, name, count }) => `${kind} ${name} ${count}`)).toEqual([
    'files /var/cache/shop 40',
    'files /usr/share/odd 5',
    'database FORGOTTEN 1',
    'process nc -l 99 (bob) 1',
    'port tcp 99 1',
  ]);
  expect(nameOf({ area: 'files', key: '/etc/a' })).toBe('files//etc/a');
});

test('a content change in a file from which no line was read is a difference, unless the file is read through getent', () => {
  const nothing = [host('old', { items: [] }), host('new', { items: [] })];
  const at = (path: string): Difference => ({
    ...missing('files', path),
    source: path,
    kind: 'changed',
    facet: 'content',
  });

  expect(readLineByLine(at('/etc/sudoers.d/admins'), nothing)).toBeUndefined();
  // By getent(1), which names no file.
  for (const path of ['/etc/passwd', '/etc/shadow-']) expect(readLineByLine(at(path), nothing)).toBe('accounts');
});
