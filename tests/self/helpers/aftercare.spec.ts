import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { expect, test } from '@playwright/test';
import { dailyAt, readBackup } from '../../../helpers/aftercare/backup.js';
import { pathsToFind, readCopy, shrunkHomes } from '../../../helpers/aftercare/old-host-copy.js';
import { missingOnNewHost } from '../../../helpers/aftercare/missing-on-new-host.js';
import { probePorts, probePortsFrom, signsOfLife } from '../../../helpers/routing/ports.js';
import { requireValue } from '../../../helpers/core/require-setting.js';
import type { CronFile, HostFacts, Socket, Vhost } from '../../../helpers/host/facts/types.js';

const NOON = 1_340_445_600;
const HOURS = 3600;
const SHA = 'a'.repeat(64);

/** The message of backup.sh about an archive that is some hours old, when the job was due at two in the morning. */
const saidOf = (ageHours: number, ...more: string[]): string[] => [
  `now ${NOON}`,
  `due ${NOON - 10 * HOURS} ${NOON - 34 * HOURS}`,
  `archive ${NOON - ageHours * HOURS} 1234 ${SHA} DB BACKUP-1.tar.bz2`,
  ...more,
  'complete',
];

test('the name of an archive is read in full, including spaces', () => {
  expect(readBackup(saidOf(9, 'dump BW_MAIN whole'))).toMatchObject({
    name: 'DB BACKUP-1.tar.bz2',
    bytes: 1234,
    sha256: SHA,
    problems: [],
  });
});

test("yesterday's backup predates the last time a backup was due", () => {
  const today = readBackup(saidOf(9));
  const yesterday = readBackup(saidOf(33));

  expect(today && today.madeAt >= today.dueAt).toBe(true);
  expect(yesterday && yesterday.madeAt >= yesterday.dueAt).toBe(false);
});

test('a job that was due ten minutes ago may still be running', () => {
  const lines = [
    `now ${NOON}`,
    `due ${NOON - 600} ${NOON - 600 - 24 * HOURS}`,
    `archive ${NOON - 24 * HOURS} 1 ${SHA} x`,
  ];
  const found = readBackup(lines);

  expect(found && found.madeAt >= found.dueAt).toBe(true);
});

test('dumps that are missing or truncated are problems, and so is an archive that tar cannot read', () => {
  const found = readBackup(saidOf(9, 'dump BW_ARCH absent', 'dump BW_MAIN cut', 'dump mysql whole'));

  expect(found?.problems).toEqual([
    'BW_ARCH: no dump in the archive',
    'BW_MAIN: its dump is truncated: the last line is missing',
  ]);
  expect(readBackup(saidOf(9, 'unreadable tar: bad'))?.problems).toEqual(['tar cannot read it: tar: bad']);
});

test('an encrypted archive cannot be inspected for problems, and without an archive, there is no backup', () => {
  expect(readBackup(saidOf(9, 'encrypted'))?.problems).toBeUndefined();
  expect(readBackup([`now ${NOON}`, 'due 1 2', 'complete'])).toBeUndefined();
});

test('a daily schedule has a time of day; any other schedule results in NoAnswer', () => {
  expect(dailyAt('00 02 * * *')).toBe('02:00');
  expect(dailyAt('5 2 * * *')).toBe('02:05');
  for (const schedule of ['0 2 * * 1', '*/5 * * * *', '']) expect(() => dailyAt(schedule)).toThrow('MINUTE HOUR');
});

const vhost = (name: string, port: string): Vhost => ({ name, aliases: [], port, file: '/etc/apache2/x.conf' });
const table = (path: string, text: string, kind: CronFile['kind'] = 'system'): CronFile => ({
  kind,
  path,
  text,
  mode: kind === 'script' ? '755' : kind === 'user' ? '600' : '644',
  owner: 'root',
  hardLinks: 1,
  linkedOwner: undefined,
  changed: 0,
});
const CRON = {
  daemon: { name: 'cron', revision: 162 },
  unread: [],
  accounts: Object.fromEntries(['bw', 'root'].map((name) => [name, { home: '/', shell: '/bin/sh', expired: false }])),
};
const facts = (vhosts: Vhost[], tables: CronFile[], sockets: Socket[], homes: HostFacts['homes']): HostFacts =>
  ({
    homes,
    sockets,
    apache: { vhosts, files: ['/etc/apache2/x.conf'] },
    cron: { ...CRON, tables, scripts: { 'bw /x/job.sh': { ownership: { owner: 'bw', group: 'bw', mode: '755' } } } },
  }) as unknown as HostFacts;
const deer = facts(
  [vhost('www.example', '80'), { ...vhost('lists.example', '80'), aliases: ['mail.example'] }],
  [
    table('/etc/cron.d/bw', '0 1 * * * bw /x/job.sh\n#0 2 * * * bw /x/off.sh\n'),
    table('/etc/crontab', '25 6 * * * root cd / && run-parts /etc/cron.daily\n'),
    table('/etc/cron.daily/stats', '', 'script'),
  ],
  [
    { address: '0.0.0.0', port: 3306, process: 'mysqld' },
    { address: '127.0.0.1', port: 11211, process: 'memcached' },
    { address: '127.0.0.1', port: 25, process: 'master' },
    { address: '127.0.0.1', port: 49152, process: 'rpc' },
  ],
  { '/home/bw': { owner: 'bw', kb: 4000 }, '/home/jsfan': { owner: 'jsfan', kb: undefined } },
);

test('vhosts, cron scripts, homes, and services missing on the new host are named, but not ephemeral ports', () => {
  const puma = facts(
    [vhost('www.example', '80')],
    [
      table('/var/spool/cron/crontabs/bw', '*/5 * * * * /x/job.sh\n', 'user'),
      table('/etc/crontab', '25 6 * * * root cd / && run-parts /etc/cron.daily\n'),
    ],
    [
      { address: '*', port: 3306, process: 'mariadbd' },
      { address: '127.0.0.1', port: 25, process: 'smtpd' },
    ],
    { '/home/bw': { owner: 'bw', kb: 1 } },
  );

  expect(missingOnNewHost(deer, puma)).toEqual([
    'cron script /etc/cron.daily/stats',
    'home /home/jsfan',
    'loopback-only service on port 11211 (memcached)',
    'vhost lists.example:80',
    'vhost mail.example:80',
  ]);
  expect(missingOnNewHost(deer, deer)).toEqual([]);
});

test('the copy of the old host must contain home directories, crontabs, scripts, and Apache configuration', () => {
  expect(pathsToFind(deer)).toEqual([
    '/etc/apache2/x.conf',
    '/etc/cron.d/bw',
    '/etc/cron.daily/stats',
    '/etc/crontab',
    '/home/bw',
    '/home/jsfan',
    '/x/job.sh',
  ]);
});

test('a home directory that has shrunk to a tenth of its size is reported, but one that was merely tidied up is not', () => {
  const copy = readCopy([
    'missing /home/jsfan',
    'kb 400\t./home/bw',
    `enabled ${NOON}`,
    `enabled ${NOON - 5}`,
    'complete',
  ]);

  expect(copy).toEqual({
    missing: ['/home/jsfan'],
    homes: { '/home/bw': 400 },
    lastSiteEnabled: new Date(NOON * 1000),
  });
  expect(shrunkHomes(copy, deer.homes)).toEqual(['/home/bw: 4000 KiB on the old host, 400 KiB in the copy']);
  expect(shrunkHomes({ ...copy, homes: { '/home/bw': 3500 } }, deer.homes)).toEqual([]);
});

test('a host that accepts or refuses a connection is alive, whether probed from here or from another host', async ({}, info) => {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  const address = '127.0.0.1';
  writeFileSync(info.outputPath('ssh'), '#!/bin/sh\nfor command; do :; done; exec sh -c "$command"\n', { mode: 0o755 });
  const before = process.env['PATH'];
  process.env['PATH'] = `${info.outputPath()}:${before ?? ''}`;
  const place = { name: 'puma', ssh: { destination: 'puma by a shim' } };
  const ask = async (): Promise<unknown[]> => {
    const found = [await probePorts([address], [port]), await probePortsFrom(place, [address], [port])];
    return found.map((states) => ({ states, alive: signsOfLife(states, 'puma') }));
  };
  try {
    const open = {
      states: [{ address, port, answer: 'open' }],
      alive: [`${address} port ${port} accepts connections from puma`],
    };
    expect(await ask()).toEqual([open, open]);
    await new Promise((done) => server.close(done));
    const refused = {
      states: [{ address, port, answer: 'refused' }],
      alive: [`${address} port ${port} refuses connections from puma`],
    };
    expect(await ask()).toEqual([refused, refused]);
  } finally {
    process.env['PATH'] = before;
  }
  expect(
    signsOfLife(
      [
        { address, port, answer: 'silent' },
        { address, port, answer: 'unreachable' },
      ],
      'puma',
    ),
  ).toEqual([]);
});

test('requiring a value that a target leaves open results in NoAnswer', () => {
  expect(requireValue({ name: 'x' }, 'the backups', '/y')).toBe('/y');
  for (const value of ['', [], null])
    expect(() => requireValue({ name: 'x' }, 'the backups', value)).toThrow('leaves this open');
});
