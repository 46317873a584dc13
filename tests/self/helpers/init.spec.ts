import { appendFileSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { AREAS } from '../../../helpers/inventory/collectors/index.js';
import { web } from '../../../helpers/inventory/collectors/services/web.js';
import { plain } from '../../../helpers/inventory/rows.js';
import type { Inventory, Item } from '../../../helpers/inventory/types.js';
import { writeTarget } from '../../../helpers/init/files.js';
import { dataFoldersIn } from '../../../helpers/init/data-folders.js';
import { foundOn } from '../../../helpers/init/found.js';
import { readIdentity, whyNotPair, type Identity } from '../../../helpers/init/identify.js';
import { sitesIn } from '../../../helpers/init/sites.js';
import { init } from '../../../reports/cli/init.js';
import { drafted, scriptIn, type Found } from '../../../targets/drafted.js';
import { draftTarget } from '../../../targets/index.js';

const rows = (tag: string, text: string): string[] =>
  text
    .split('\n')
    .map((line, index) => (tag === 'apache' ? `apache\t/a.conf\t${index + 1}\t${line}` : `${tag}\t${line}`));
const sites = (tag: string, text: string): Found['sites'] =>
  sitesIn(web.parse(rows(tag, text), { seal: (each) => each }).items);

test('Apache sites are found with their aliases, folders, and, if they only redirect, destinations', () => {
  expect(
    sites(
      'apache',
      `<VirtualHost *:80>
ServerName www.example
ServerAlias example web.example
Redirect permanent / https://www.example/
</VirtualHost>
<VirtualHost *:443>
ServerName www.example
ServerAlias example
DocumentRoot "/srv/www"
</VirtualHost>
<VirtualHost *:80>
ServerName old.example
Redirect permanent / https://www.example/
</VirtualHost>
<VirtualHost *:80>
ServerName unknown.invalid
Redirect 404 /
</VirtualHost>`,
    ),
  ).toEqual([
    {
      host: 'www.example',
      aliases: ['example', 'web.example'],
      root: '/srv/www',
      redirect: null,
      where: '/a.conf line 2',
    },
    expect.objectContaining({ host: 'old.example', root: null, redirect: 'permanent / https://www.example/' }),
  ]);
});

test('nginx sites are found with their aliases, folders, and, if they only redirect, destinations', () => {
  expect(
    sites(
      'nginx',
      `# configuration file /etc/nginx/nginx.conf:
http {
server { listen 80 default_server; server_name _; return 444; }
server { listen 443 ssl; server_name www.example example; root /srv/www; location / { root /srv/other; } }
server { listen 443 ssl; include snippets/tls.conf; server_name example; return 301 https://www.example$request_uri; }
server { listen 80; server_name app.example; location / { proxy_pass http://127.0.0.1:8080; } }
server { listen 80; server_name old.example; return 301 https://www.example$request_uri; }
}`,
    ),
  ).toEqual([
    expect.objectContaining({ host: 'www.example', aliases: ['example'], root: '/srv/www', redirect: null }),
    expect.objectContaining({ host: 'app.example', root: null, redirect: null }),
    expect.objectContaining({ host: 'old.example', redirect: '301 https://www.example$request_uri' }),
  ]);
});

const inventory = (items: readonly Item[], unreadable: Inventory['areas']['files']['unreadable'] = []): Inventory => ({
  ...{ host: 'birch', role: 'old', taken: '2012-06-22T00:00:00.000Z', families: {} },
  owners: { '/etc/cron.d/packaged': 'cron', '/lib/systemd/system/apt-daily.timer': 'apt' },
  ...{ yardstick: { sighted: [], unreadable: [] }, cost: { seconds: 0, cpuSeconds: 0 } },
  areas: Object.fromEntries(
    AREAS.map((area) => [
      area,
      {
        items: items.filter((item) => item.area === area),
        unreadable: unreadable.filter((each) => each.area === area),
      },
    ]),
  ) as unknown as Inventory['areas'],
});
const NAMES = { old: 'birch.example', new: 'cedar.example' };
const job = (user: string, command: string, source: string): Item => ({
  ...{ area: 'schedule', key: `job of ${user}: ${command}`, value: { times: '5 2 * * *' }, source },
});

test('jobs installed by packages are left out, and timers count as jobs', () => {
  const { jobs } = foundOn(
    inventory([
      job('anna', '/home/anna/remind --from <old>', '/var/spool/cron/crontabs/anna line 3'),
      job('root', 'packaged', '/etc/cron.d/packaged line 1'),
      job('root', 'cd / && run-parts --report /etc/cron.hourly', '/etc/crontab line 18'),
      plain('services', 'timer routes.timer OnCalendar', 'daily', 'systemctl cat routes.timer'),
      plain('services', 'timer apt-daily.timer OnCalendar', 'daily', 'systemctl cat apt-daily.timer'),
    ]),
    NAMES,
  );

  expect(jobs).toEqual([
    expect.objectContaining({ kind: 'cron', user: 'anna', command: '/home/anna/remind --from birch.example' }),
    expect.objectContaining({ kind: 'timer', command: 'routes.service', times: 'OnCalendar=daily' }),
  ]);
});

test('the program of a job is found through its PATH or home directory, and that of a timer along with its account', () => {
  const count = job('anna', '$HOME/bin/count', '/var/spool/cron/crontabs/anna line 3');
  const { jobs, gaps } = foundOn(
    inventory([
      {
        ...job('root', 'backup', '/etc/cron.d/club line 5'),
        value: { times: '@daily', environment: 'PATH=/usr/local/sbin:/bin' },
      },
      { ...plain('files', '/usr/local/sbin/backup', '', ''), value: { kind: 'file' } },
      { ...plain('accounts', 'user anna', '', ''), value: { home: '/home/anna' } },
      count,
      job('anna', 'nowhere --all', '/var/spool/cron/crontabs/anna line 4'),
      plain('services', 'timer routes.timer OnCalendar', '*-*-* 02:00:00', 'systemctl show'),
      plain('services', 'timer routes.timer starts', 'club /usr/local/bin/routes --new', 'systemctl show'),
    ]),
    NAMES,
  );

  expect(jobs.map(({ script }) => script)).toEqual([
    '/usr/local/sbin/backup',
    '/home/anna/bin/count',
    null,
    '/usr/local/bin/routes',
  ]);
  expect(jobs.at(-1)).toMatchObject({ user: 'club', unit: 'routes.timer', command: '/usr/local/bin/routes --new' });
  expect(gaps).toContain('jobs: the program that "nowhere --all" starts was not found');
});

test('in a site, folders with a different owner are data; elsewhere, non-empty folders of accounts are, unless they come from a package', () => {
  const at = (path: string, kind: string, owner: string, more: Partial<Item> = {}): Item => ({
    ...{ area: 'files', key: path, value: { kind, owner: `${owner}:${owner}` }, source: path },
    ...more,
  });
  const files = [
    at('/srv/www', 'folder', 'deploy'),
    at('/srv/www/uploads', 'folder', 'www-data'),
    at('/srv/www/uploads/2012', 'folder', 'www-data'),
    at('/srv/www/lib', 'folder', 'deploy'),
    at('/var/lib/club', 'folder', 'club'),
    at('/var/lib/club/routes.txt', 'file', 'club'),
    at('/var/lib/empty', 'folder', 'club'),
    at('/var/lib/postfix', 'folder', 'postfix', { implied: 'part of a package' }),
    at('/var/lib/postfix/x', 'file', 'postfix'),
  ];

  expect(dataFoldersIn(files, ['/srv/www']).map(({ path }) => path)).toEqual(['/srv/www/uploads', '/var/lib/club']);
  expect(dataFoldersIn([], ['/srv/www'])).toEqual([expect.objectContaining({ path: '/srv/www' })]);
});

test('a gap is recorded if no site or no database is found, or if something cannot be read', () => {
  const { gaps } = foundOn(
    inventory([], [{ area: 'web', scope: 'apache', why: 'its configuration has errors' }]),
    NAMES,
  );

  expect(gaps).toEqual([
    'sites: no named virtual host was found on the old host',
    'databases: none was found on the old host',
    'web (apache): its configuration has errors',
  ]);
});

for (const [command, script] of [
  ['/usr/local/bin/tidy --all', '/usr/local/bin/tidy'],
  ['cd /srv/www ; env A=1 /usr/bin/php /srv/www/cron.php', '/srv/www/cron.php'],
  ['cd /srv && php job.php', 'php'],
] as const)
  test(`the program of "${command}" is ${script}`, () => {
    expect(scriptIn(command)).toBe(script);
  });

const identity = (name: string, system: string, ...addresses: string[]): Identity => ({
  ...{ ssh: name, configFile: undefined, hostname: `${name}.example`, system, where: '' },
  ...{ ipv4: addresses[0] ?? null, ipv6: undefined, addresses },
});
const BIRCH = identity('birch', 'debian 11', '198.51.100.50');
const CEDAR = identity('cedar', 'debian 13', '198.51.100.60');

test('one machine under two names, swapped hosts, and an unintended downgrade are refused', () => {
  const why = (old: Identity, now: Identity, known = {}) => whyNotPair(old, now, { mayDowngrade: false, ...known });

  expect(why(BIRCH, CEDAR)).toBeUndefined();
  expect(why(BIRCH, { ...BIRCH, ssh: 'www' })).toContain('birch and www are the same machine');
  expect(why(CEDAR, BIRCH)).toContain('the old one has debian 13, the new one debian 11');
  expect(why(CEDAR, BIRCH, { mayDowngrade: true })).toBeUndefined();
  expect(why(CEDAR, BIRCH, { before: { old: BIRCH, new: CEDAR } })).toContain('the hosts are swapped');
});

test('a host without awk is refused at once, and one behind a gateway keeps its own address', () => {
  const said = 'hostname\tbirch.example\nreached\t192.0.2.1\naddress\t198.51.100.50\naddress\t2001:db8::1\n';

  expect(() => readIdentity(`${said}lacks\tawk\nend\n`, 'birch', undefined)).toThrow('it has no program called awk');
  expect(() => readIdentity(said, 'birch', undefined)).toThrow('cut off');
  expect(readIdentity(`${said}end\n`, 'birch', undefined)).toMatchObject({
    ipv4: '198.51.100.50',
    ipv6: '2001:db8::1',
  });
});

const FOUND: Found = {
  taken: '2012-06-22T00:00:00.000Z',
  hosts: { old: BIRCH, new: CEDAR },
  ...foundOn(inventory([job('anna', '/home/anna/remind', '/var/spool/cron/crontabs/anna line 3')]), NAMES),
  sites: [
    { host: 'www.example', aliases: [], root: '/srv/www', redirect: null, where: '/a.conf line 2' },
    { host: 'app.example', aliases: [], root: null, redirect: null, where: '/a.conf line 9' },
  ],
  databases: [{ name: 'club', where: 'information_schema.schemata' }],
  dataFolders: [{ path: '/srv/www', where: 'root of a site' }],
  dns: { zone: 'example', servers: [], resolvers: [] },
};

test('a drafted target is valid before it is edited, and works without any settings', ({}, info) => {
  writeTarget(info.outputPath(), FOUND, undefined);
  const { target, problems } = draftTarget('drafted', drafted(info.outputPath()), () => undefined);

  expect(problems).toEqual([]);
  expect(target).toMatchObject({
    projects: { prerelease: 'cedar-prerelease' },
    databases: { names: ['club'], reader: null },
    mail: { mailhog: null },
    cron: { jobs: [{ id: 'remind', user: 'anna', schedule: '5 2 * * *', script: '/home/anna/remind' }] },
    gaps: FOUND.gaps,
  });
});

test('two jobs that run programs of the same name are told apart by their folders, and a timer is named after its unit', ({}, info) => {
  const found = (user: string, script: string, more: Partial<Found['jobs'][number]> = {}): Found['jobs'][number] => ({
    ...{ kind: 'cron', user, times: '@daily', command: `php ${script}`, script, where: '' },
    ...more,
  });
  const jobs = [
    found('www', '/w/club/cron.php'),
    found('www', '/w/kitchen/cron.php'),
    found('', '/x/tidy', { kind: 'timer', unit: 'tidy.timer' }),
  ];
  writeTarget(info.outputPath(), { ...FOUND, jobs }, undefined);

  const { target } = draftTarget('drafted', drafted(info.outputPath()), () => undefined);

  expect(target?.cron.jobs.map(({ id, timer, user }) => [id, timer, user])).toEqual([
    ['club-cron', undefined, 'www'],
    ['kitchen-cron', undefined, 'www'],
    ['tidy', 'tidy.timer', 'root'],
  ]);
});

test('when run again, init updates the findings, reports what changed, and leaves the rest alone', ({}, info) => {
  const file = info.outputPath('target.ts');
  expect(writeTarget(info.outputPath(), FOUND, undefined).written).toContain('target.ts');
  expect(readFileSync(file, 'utf8')).toContain("const FIRST = 'www.example'");
  expect(statSync(info.outputPath('settings.env')).mode & 0o777).toBe(0o600);
  appendFileSync(file, '// by hand\n');
  writeFileSync(info.outputPath('settings.env'), 'MIGRATION_DB_USER=anna\n');

  const { written, changes } = writeTarget(
    info.outputPath(),
    { ...FOUND, databases: [], gaps: ['databases: none'] },
    undefined,
  );

  expect(written).toEqual(['found.json']);
  expect(changes).toContain('- database club');
  expect(changes).toContain('+ gap databases: none');
  expect(readFileSync(file, 'utf8')).toContain('// by hand');
  expect(readFileSync(info.outputPath('settings.env'), 'utf8')).toBe('MIGRATION_DB_USER=anna\n');
  expect(writeTarget(info.outputPath(), FOUND, undefined).changes).toHaveLength(changes.length);
  expect(writeTarget(info.outputPath(), { ...FOUND, taken: 'later' }, undefined).changes).toEqual([]);
});

for (const [bad, status, why] of [
  [[], 2, '--old and --new are both needed'],
  [['--old', 'birch', '--new', 'birch'], 2, '--old and --new are the same: birch'],
  [['--old', 'birch', '--new', 'cedar', '--quickly'], 2, '--quickly'],
  [['--old', 'nobody.invalid', '--new', 'nowhere.invalid'], 1, 'gave no usable answer'],
] as const)
  test(`${['init', ...bad].join(' ')} exits with ${status} and says why`, async ({}, info) => {
    const said: string[] = [];

    expect(await init(bad, (line) => said.push(line), info.outputPath())).toBe(status);
    expect(said.join('\n')).toContain(why);
  });
