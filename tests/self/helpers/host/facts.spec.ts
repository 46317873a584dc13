import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { withoutUnreadable } from '../../../../helpers/host/facts/unreadable.js';
import { deploymentOf, mentionsOf, originHeadOf } from '../../../../helpers/host/facts/site.js';
import { parseFacts } from '../../../../helpers/host/facts/parse.js';
import { gatherFacts, readFacts } from '../../../../helpers/host/facts/facts.js';
import { Sections } from '../../../../helpers/host/facts/sections.js';
import { SHAPES } from '../../attacks/secret-shapes.js';
import { LAB_ROX } from '../../../../lab/rox.js';
import { lab } from '../../../../targets/lab/target.js';

const NONCE = 'n0nce';
const SPAN = { from: 1_000_000, to: 1_001_000 };
const { www } = LAB_ROX.sites;

/** Every section that the probe always prints, with nothing in it. */
const EMPTY = Object.fromEntries(
  [...readFileSync('helpers/host/facts/probe.sh', 'utf8').matchAll(/^(?:section|ask) ([\w-]+)/gm)].map(
    ([, name = '']) => [name, ''],
  ),
);
/** The probe's output on a small host, section by section; a test changes the section it is about. */
const SECTIONS: Readonly<Record<string, string>> = {
  ...EMPTY,
  start: '1000.400\n',
  hostname: 'puma.bewelcome.example\n',
  'time-zone': '+0200\nEurope/Berlin\n',
  locales: 'C\nen_US.utf8\n',
  packages: 'apache2 installed 2.4.67-1\ncron installed 3.0pl1-137+deb11u1\nvim config-files 9\n',
  sockets:
    'LISTEN 0 80 127.0.0.1:3306 0.0.0.0:* users:(("mariadbd",pid=1,fd=2))\nLISTEN 0 511 *:80 *:*\nLISTEN 0 128 [::]:22 [::]:*\nLISTEN 0 9 [::ffff:127.0.0.1]:8080 *:*\nLISTEN 0 9 127.0.0.53%lo:53 *:*\n',
  services: 'apache2 enabled\napache2 running\ncron enabled\n',
  disk: 'Filesystem 1024-blocks Used Available Capacity Mounted on\n/dev/sda1 100 25 75 25% /\n/dev/sda1 100 25 75 25% /\n',
  inodes: 'Filesystem Inodes IUsed IFree IUse% Mounted on\n/dev/sda1 0 0 0 - /\n',
  data: 'www-data www-data 755\n',
  homes: 'home bwrox /home/bwrox\nhome root /home/old things\nsize 120\t/home/bwrox\n',
  mail: '220 puma ESMTP\n',
  'enabled-sites': '1340000000 /etc/apache2/sites-enabled/www.conf\n',
  'web-servers': 'apache2\n',
  'apache-test': 'Syntax OK\nexit 0\n',
  apache: `VirtualHost configuration:
*:80                   is a NameVirtualHost
         default server www.example (/etc/apache2/sites-enabled/www.conf:1)
         port 80 namevhost www.example (/etc/apache2/sites-enabled/www.conf:1)
                 alias example
                 wild alias *.example
*:443                  secure.example (/etc/apache2/sites-enabled/ssl.conf:2)
Included configuration files:
  (*) /etc/apache2/apache2.conf
    (225) /etc/apache2/sites-enabled/www.conf
Loaded Modules:
 core_module (static)
 rewrite_module (shared)
`,
  'file /etc/apache2/apache2.conf': '# copied from deer\nProxyPass / http://deer.bewelcome.example/\n',
  'file /etc/apache2/sites-enabled/ssl.conf':
    '\n<VirtualHost *:443>\nServerName secure.example\n ServerAlias one.example two.example\n</VirtualHost>\nServerAlias other\n',
  [`file ${www.root}/rox_local.ini`]: 'host = 198.51.100.10\nold = 198.51.100.100\n; deer was here\n',
  [`site ${www.root}`]: `branch master\nhead ${'a'.repeat(40)}\ndirty  M x.php\nremote ${'b'.repeat(40)}\trefs/heads/master\nrevision aaaaaaa\n`,
  accounts: 'bwrox:x:1:1::/home/bwrox:/bin/sh\ngone:x:2:2::/:/bin/sh\n',
  expiry: 'bwrox:\ngone:0\n',
  'cron-daemon': '/usr/sbin/cron -f\n',
  'cron system /etc/cron.d/bw': '777 root 1 1340000000 14\n640 bwrox 2 1339999999 14\nline 3 1200\n--\n@daily root x',
  'cron user /var/spool/cron/crontabs/big': '600 big 1 1340000000 2000000\n--\n@daily x',
  'cron unread /home/bwrox/.config/systemd/user/x.timer': '',
  timers: `Id=backup.timer
Unit=backup.service
TimersCalendar={ OnCalendar=*-*-* 02:00:00 ; next_elapse=Sat 2012-06-23 02:00:00 CEST }
TimersMonotonic={ OnBootUSec=15min ; next_elapse=0 }

Id=odd.timer
Unit=odd.service

Id=backup.service
User=bw
ExecStart={ path=/x/backup.sh ; argv[]=/x/backup.sh --all ; ignore_errors=no ; start_time=[n/a] ; pid=0 }
`,
  'script bwrox /x.sh': 'root bwrox 755\nreadable\nexecutable\ntried\nruns 17 bwrox\n',
  end: '1000.900\n',
};
const printed = (changes: Readonly<Record<string, string | undefined>> = {}): string =>
  Object.entries({ ...SECTIONS, ...changes })
    .flatMap(([name, text]) => (text === undefined ? [] : [`\n=== ${NONCE} ${name}\n${text}`]))
    .join('');
const partOf = (known: object, path: string): unknown =>
  path.split('.').reduce<unknown>((owner, name) => (owner as Record<string, unknown>)[name], known);
const facts = (changes: Readonly<Record<string, string | undefined>> = {}): ReturnType<typeof parseFacts> =>
  parseFacts(printed(changes), NONCE, SPAN);

test('the whole output of the probe is read', () => {
  expect(facts()).toMatchObject({
    hostname: 'puma.bewelcome.example',
    timeZone: { name: 'Europe/Berlin', offset: '+0200' },
    services: { apache2: { running: true, enabled: true }, cron: { running: false, enabled: true } },
    sockets: [
      { address: '127.0.0.1', port: 3306, process: 'mariadbd' },
      { address: '*', port: 80 },
      { address: '::', port: 22 },
      { address: '127.0.0.1', port: 8080 },
      { address: '127.0.0.53', port: 53 },
    ],
    packages: { vim: { status: 'config-files' } },
    partitions: { '/': { usedPercent: 25, freeKb: 75, inodesUsedPercent: undefined } },
    data: { owner: 'www-data', group: 'www-data', mode: '755' },
    homes: { '/home/bwrox': { owner: 'bwrox', kb: 120 }, '/home/old things': { owner: 'root', kb: undefined } },
    apache: {
      configtest: { exitCode: 0, output: 'Syntax OK' },
      enabledSince: { www: 1340000000 },
      vhosts: [
        { name: 'www.example', aliases: ['example', '*.example'], port: '80' },
        { name: 'secure.example', aliases: ['one.example', 'two.example'], port: '443' },
      ],
      modules: ['core', 'rewrite'],
      files: ['/etc/apache2/apache2.conf', '/etc/apache2/sites-enabled/www.conf'],
    },
    cron: {
      daemon: { name: 'cron', revision: 137 },
      tables: [
        {
          ...{ kind: 'system', mode: '640', owner: 'root', linkedOwner: 'bwrox', hardLinks: 2, changed: 1340000000 },
          ...{ text: '@daily root x', lineBytes: { 3: 1200 } },
        },
        { kind: 'user', unread: "only 1048576 of the file's 2000000 bytes were read" },
        {
          ...{ kind: 'timer', path: 'backup.timer' },
          text: 'OnCalendar=*-*-* 02:00:00\nOnBootUSec=15min\nUser=bw\nExecStart=/x/backup.sh --all',
        },
        {
          kind: 'timer',
          path: 'odd.timer',
          unread: 'systemctl show lists no time for the timer, or no command for the unit that it starts',
        },
      ],
      unread: ['/home/bwrox/.config/systemd/user/x.timer'],
      scripts: {
        'bwrox /x.sh': { ownership: { mode: '755', group: 'bwrox' }, readable: true, executable: true, tried: true },
      },
      accounts: { bwrox: { expired: false }, gone: { expired: true } },
    },
  });
});

test('an instance of a service counts as its template, and a service started by other units counts while it runs', () => {
  const services =
    'postfix enabled\npostfix@- running\npostfix@ pulled-in\ndbus running\ndbus pulled-in\nidle pulled-in\n';

  expect(facts({ services, locales: 'C.UTF-8\nC.utf8\nC\n' })).toMatchObject({
    services: { postfix: { running: true, enabled: true }, dbus: { running: true, enabled: true } },
    locales: ['C.utf8', 'C'],
  });
  expect(facts({ services }).services).not.toHaveProperty('idle');
});

test('where only nginx runs, its configuration counts, and there are no Apache modules', () => {
  const { apache, unreadable } = facts({
    'web-servers': 'nginx\n',
    'apache-test': 'there is no apache2ctl on it\nexit 127\n',
    'nginx-test':
      'nginx: the configuration file /etc/nginx/nginx.conf syntax is ok\nnginx: configuration file /etc/nginx/nginx.conf test is successful\nexit 0\n',
    nginx:
      '# configuration file /etc/nginx/nginx.conf:\nhttp { server { listen 80; server_name www.example example; } }\n',
  });

  expect(unreadable).toEqual({});
  expect(apache).toMatchObject({
    configtest: { exitCode: 0, output: 'Syntax OK' },
    vhosts: [{ name: 'www.example', aliases: ['example'], port: '80' }],
    modules: [],
    files: expect.arrayContaining(['/etc/nginx/nginx.conf']),
  });
});

test('a configuration that nginx accepts with a warning is not clean', () => {
  const { apache } = facts({
    'web-servers': 'nginx\n',
    'nginx-test': 'nginx: [warn] conflicting server name "x"\nnginx: the configuration file /n syntax is ok\nexit 0\n',
    nginx: '# configuration file /n:\nhttp { }\n',
  });

  expect(apache.configtest.output).toContain('conflicting server name');
});

test('timers that are off, belong to a user, do not exist, or are lost at the next boot are distinguished', () => {
  const { tables } = facts({
    timers: `Id=off@www.timer
Unit=off@www.service
LoadState=loaded
ActiveState=inactive
UnitFileState=disabled
TimersCalendar={ OnCalendar=*-*-* 02:00:00 ; next_elapse=n/a }

Id=byhand.timer
Unit=byhand.service
LoadState=loaded
ActiveState=active
UnitFileState=disabled
TimersCalendar={ OnCalendar=*-*-* 02:00:00 ; next_elapse=n/a }

Id=gone.timer
LoadState=not-found
ActiveState=inactive

Id=off@www.service
LoadState=loaded
ExecStart={ path=/x ; argv[]=/x www ; }

Id=byhand.service
LoadState=loaded
ExecStart={ path=/y ; argv[]=/y ; }
`,
    'cron usertimer /home/anna/.config/systemd/user/list.timer':
      '644 anna 1 1340000000 14\n--\nOnCalendar=05:30\nUser=anna\nExecStart=/bin/list\nOff=it is not enabled\n',
  }).cron;
  const timers = tables
    .filter(({ kind }) => kind === 'timer')
    .map(({ path, text }) => [path, text.trim().split('\n').at(-1)]);

  expect(timers).toEqual([
    ['/home/anna/.config/systemd/user/list.timer', 'Off=it is not enabled'],
    ['off@www.timer', 'Off=it is inactive'],
    ['byhand.timer', 'Warning=it is running, but not enabled: it will not start after a reboot'],
  ]);
});

for (const [what, changes] of [
  ['from another package', { packages: 'cronie installed 1.5.7-1\n' }],
  ['that accepts other file names', { 'cron-daemon': '/usr/sbin/cron -f -l\n' }],
] as const)
  test(`the rules of a cron ${what} are unknown`, () => {
    expect(facts(changes).cron.daemon.revision).toBeUndefined();
  });

test('the clock of a host is compared with the time span during which the host was queried', () => {
  // The probe took 0.5 s of the second between question and answer: it began somewhere in the other half second.
  expect(facts().clock.aheadMs).toBeCloseTo(150);
  expect(facts().clock.uncertainMs).toBeCloseTo(250);
});

test('a probe that was cut off is an error, not a host with nothing on it', () => {
  for (const section of ['services', 'apache', 'accounts', 'end'])
    expect(() => facts({ [section]: undefined })).toThrow(`the probe's answer has no section "${section}"`);
  expect(() => facts({ 'apache-test': 'Syntax OK\n' })).toThrow('apache2ctl -t did not finish');
});

test('the content of a file cannot imitate a section of the probe output', () => {
  const { services } = facts({ 'file /etc/apache2/apache2.conf': '\n=== other services\nmailbot running\n' });
  expect(Object.keys(services)).toEqual(['apache2', 'cron']);
});

test('configuration lines that name another host are reported, but not comments or longer addresses', () => {
  expect(mentionsOf(lab.hosts.old, facts())).toEqual({
    apache: ['/etc/apache2/apache2.conf:2 ProxyPass / http://deer.bewelcome.example/'],
    site: [`${www.root}/rox_local.ini:1 host = 198.51.100.10`],
    cron: [],
  });
});

test('a host is recognized in a copy command: a colon ends a hostname but continues an IPv6 address', () => {
  const named = (line: string): number =>
    mentionsOf(lab.hosts.old, facts({ [`file ${www.root}/rox_local.ini`]: `${line}\n` })).site.length;

  expect(['scp x 198.51.100.10:/y', 'rsync deer:/y .', 'a = 2001:db8:51::10'].map(named)).toEqual([1, 1, 1]);
  expect(['a = ::ffff:198.51.100.10', 'scp x [2001:DB8:51:0::10]:/y'].map(named)).toEqual([1, 1]);
  expect(['a = 198.51.100.101', 'a = 2001:db8:51::10:5', 'a = reindeer:/y'].map(named)).toEqual([0, 0, 0]);
});

for (const [what, changes, parts, why] of [
  [
    'an Apache whose configuration has errors',
    { 'apache-test': 'Syntax error\nexit 1\n' },
    ['apache.vhosts', 'apache.modules', 'apache.files'],
    'has errors',
  ],
  [
    'no Apache',
    { 'apache-test': 'there is no apache2ctl on it\nexit 127\n' },
    ['apache.vhosts'],
    'there is no apache2ctl',
  ],
  ['an Apache that is not running', { 'web-servers': '' }, ['apache.vhosts'], 'neither Apache nor nginx is running'],
  ['no ss', { 'unreadable sockets': 'there is no ss on it\n' }, ['sockets'], 'there is no ss'],
  [
    'an ss whose output has an unknown format',
    { sockets: 'LISTEN 0 80 somewhere\n' },
    ['sockets'],
    'unknown line: LISTEN 0 80 somewhere',
  ],
] as const)
  test(`on a host with ${what}, reading the affected facts results in NoAnswer, not in empty values`, () => {
    const known = withoutUnreadable(facts(changes), 'puma');
    for (const part of parts)
      expect(() => partOf(known, part)).toThrow(new RegExp(`^puma gave no usable answer: .*${why}`));
    expect(known.hostname).toBe('puma.bewelcome.example');
    // Written down and read again, it is the same.
    const again = withoutUnreadable(JSON.parse(JSON.stringify(known)) as typeof known, 'puma');
    for (const part of parts) expect(() => partOf(again, part)).toThrow(why);
  });

test('the facts of a host that could be read completely are left unchanged', () => {
  expect(withoutUnreadable(facts(), 'puma')).toEqual(facts());
});

test('an origin that did not answer results in NoAnswer; a missing deployment is an error', () => {
  const silent = facts({
    [`site ${www.root}`]: `branch master\nhead ${'a'.repeat(40)}\nremote fatal: unable to connect\n`,
  });
  expect(originHeadOf(lab.hosts.new, facts(), www)).toBe('b'.repeat(40));
  expect(() => originHeadOf(lab.hosts.new, silent, www)).toThrow(/gave no usable answer: fatal: unable to connect/);
  expect(() => deploymentOf(lab.hosts.new, facts({ [`site ${www.root}`]: '' }), www)).toThrow(/has no git work tree/);
  const fatal = (why: string) =>
    facts({
      [`site ${www.root}`]: `fatal: ${why}\nbranch no branch\nhead \ndirty fatal: ${why}\nremote fatal: ${why}\n`,
    });
  const [strange, none] = [fatal('detected dubious ownership'), fatal('not a git repository (or any of the parents)')];
  expect(() => deploymentOf(lab.hosts.new, strange, www)).toThrow(/git refused: fatal: detected dubious ownership/);
  expect(() => deploymentOf(lab.hosts.new, none, www)).toThrow(/has no git work tree/);
});

/** Sends lines through the mask of the probe, and reads them as facts are read. */
function masked(lines: readonly string[], key = 'a'): string[] {
  const path = (name: string): URL => new URL(`../../../../helpers/${name}`, import.meta.url);
  const mask = /^mask\(\) .*/m.exec(readFileSync(path('host/facts/probe.sh'), 'utf8'))?.[0] ?? '';
  const MASK = readFileSync(path('inventory/mask.awk'), 'utf8');
  const output = execFileSync('sh', ['-c', `${mask}\nmask`], {
    input: `\n=== n file /x\n${lines.map((line) => `${line}\n`).join('')}`,
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], MASK, NONCE: 'n', INNER: key, OUTER: 'b' },
  });
  return new Sections(output, 'n').lines('file /x');
}

test('a host sends a secret as a keyed digest, but an ordinary setting unchanged', () => {
  const secret = /\{secret:[0-9a-f]{16}\}/;
  for (const line of SHAPES.map((shape) => shape.line)) {
    const [before = '', after = ''] = line.trim().split('@@');
    const [found = ''] = masked([line.replaceAll('@@', 'Geheim4711zQ9')]);

    expect(found, line).not.toContain('Geheim4711zQ9');
    expect(found, line).toMatch(secret);
    // What is around it is still there to be read; a value may be hidden with what its line ends in.
    expect(found.startsWith(before.replace(/["'][^"']*$|\S*$/, '').trimEnd()) || after === '', line).toBe(true);
  }
  // What is no longer in force may still open something.
  for (const [found = ''] of SHAPES.map(({ line }) => masked([`# ${line.replaceAll('@@', 'Geheim4711zQ9')}`])))
    expect(found).not.toContain('Geheim4711zQ9');
  const plain = ['skip_password_check = 1', 'ProxyPass / http://10.0.0.1/', '17 * * * * bw /home/bw/mailbot -p /run/x'];
  expect(masked(plain)).toEqual(plain);
});

test('equal secrets have equal digests under one key, and a different key or secret changes the digest', () => {
  const line = 'password = Geheim4711zQ9';

  expect(masked([line])).toEqual(masked([line]));
  expect(masked([line])).not.toEqual(masked([line], 'c'));
  expect(masked([line])).not.toEqual(masked(['password = Geheim4711zQ8']));
});

test('a digest that did not arrive is an error', () => {
  expect(() => new Sections('\n=== n file /x\npassword = \u00011\u0001\n', 'n')).toThrow('did not arrive');
});

test('reading the facts of a host that could not be reached results in NoAnswer, with the reason', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'facts-'));
  const configFile = join(folder, 'ssh_config');
  writeFileSync(configFile, 'Host deer puma\n  HostName 127.0.0.1\n  Port 1\n  UserKnownHostsFile /dev/null\n');
  const ssh = (destination: string): typeof lab.hosts.old.ssh => ({ destination, configFile });
  const target = {
    ...lab,
    hosts: { old: { ...lab.hosts.old, ssh: ssh('deer') }, new: { ...lab.hosts.new, ssh: ssh('puma') } },
  };

  await gatherFacts(target, folder);
  await expect(readFacts(folder, target.hosts.new)).rejects.toThrow(
    /^Puma \(198\.51\.100\.20\) gave no usable answer: connection refused/,
  );
  await expect(readFacts(join(folder, 'elsewhere'), target.hosts.new)).rejects.toMatchObject({ name: 'NoAnswer' });
});
