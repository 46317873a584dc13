import { homedir } from 'node:os';
import { join } from 'node:path';
import { PEOPLE } from '../bewelcome/people.js';
import { CRON_LOG, errorLogs, MAIL_LOG } from '../logs.js';
import { TargetSchema, type Target, type TargetInput } from '../schema.js';
import type { TargetSource } from '../setting.js';
import { COUNTED_TABLES, LIVING_PAGES, PROBES, STEADY_PAGES, VISITED } from '../site-pages.js';

/** Everything in the lab that outlives a command is stored here: image, states, keys, and addresses in use. */
export const LAB_HOME = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'deer-to-puma');

/** The lab's own part of the world: documentation ranges (RFC 5737, RFC 3849), which no one routes. */
export const LAB_NET = {
  zone: 'bewelcome.example',
  ipv4: { prefix: '198.51.100', bits: 24 },
  ipv6: { prefix: '2001:db8:51::', bits: 64 },
  /** Last part of the address, in v4 and v6 alike. `old` and `new` are those of the pair `blog`. */
  hosts: {
    visitor: 1,
    deer: 10,
    puma: 20,
    outside: 25,
    store: 27,
    ns1: 31,
    ns2: 32,
    resolver: 41,
    resolver2: 42,
    old: 50,
    new: 60,
  },
} as const;

export type LabHost = keyof typeof LAB_NET.hosts;
/** The two hosts of the migration, by the part they play in it. */
export const LAB_ROLE = { deer: 'old', puma: 'new' } as const;

export const labIpv4 = (host: LabHost): string => `${LAB_NET.ipv4.prefix}.${LAB_NET.hosts[host]}`;
export const labIpv6 = (host: LabHost): string => `${LAB_NET.ipv6.prefix}${LAB_NET.hosts[host]}`;

const sshConfig = join(LAB_HOME, 'lab', 'ssh', 'config');
/** Names of the zone that move in the days after. */
const SUB_DOMAINS = ['lists', 'trac'];
const wwwRoot = '/home/www/www.bewelcome.example';

/** The account that reads. */
export const LAB_READER = { user: 'verifier', password: 'lab-verifier' };
/** Where test mail ends up. */
export const LAB_MAILHOG = `http://${labIpv4('outside')}:8025`;
/** The account of the site, and one with all privileges except that of writing to a read-only server. */
export const LAB_APPLICATION = { user: 'rox', password: 'lab-rox-site' };
export const LAB_OPERATOR = { user: 'operator', password: 'lab-operator' };

const members = {
  active: { username: 'alice', password: 'lab-member-alice' },
  other: { username: 'bob', password: 'lab-member-bob' },
};

const written: TargetInput = {
  name: 'lab',
  application: {
    id: 'rox',
    deployments: {
      www: { branch: 'master', siteName: 'BeWelcome', mapsKey: 'lab-maps-key-www' },
      alpha: { branch: 'develop', siteName: 'BeWelcome (ALPHA)', mapsKey: 'lab-maps-key-alpha' },
    },
    databases: { main: 'BW_MAIN', archive: 'BW_ARCH', crypted: 'BW_CRYPTED' },
    senders: {
      signup: 'signup@bewelcome.example',
      message: 'message@bewelcome.example',
      // In the program's code, whatever the site is called.
      forum: 'forum@bewelcome.org',
      lostPassword: 'message@bewelcome.example',
    },
    signupTeam: 'signup-team@bewelcome.example',
    members,
  },
  people: PEOPLE,
  projects: {
    baseline: 'deer-baseline',
    prerelease: 'puma-prerelease',
    freeze: 'puma-freeze',
    postcutover: 'puma-postcutover',
    aftercare: 'puma-aftercare',
  },
  summary: 'rehearsal lab on this machine',
  // As `npm run lab -- up`, without the half second that npm takes. A caller that runs hundreds of gates knows that the lab is up.
  prepare: process.env['LAB_IS_UP'] === 'yes' ? null : ['node', 'run.js', 'lab/cli.ts', 'up'],
  mayWrite: true,
  removeWhatWasCreated: true,
  hosts: {
    old: {
      role: 'old',
      name: 'Deer',
      hostname: 'deer.bewelcome.example',
      ipv4: labIpv4('deer'),
      ipv6: labIpv6('deer'),
      ssh: { destination: 'deer', configFile: sshConfig },
    },
    new: {
      role: 'new',
      name: 'Puma',
      hostname: 'puma.bewelcome.example',
      ipv4: labIpv4('puma'),
      ipv6: labIpv6('puma'),
      ssh: { destination: 'puma', configFile: sshConfig },
    },
  },
  sites: [
    { name: 'www', host: 'www.bewelcome.example', aliases: ['bewelcome.example'], root: wwwRoot },
    { name: 'alpha', host: 'alpha.bewelcome.example', aliases: [], root: '/home/www/alpha.bewelcome.example' },
  ],
  mail: {
    mailhog: LAB_MAILHOG,
    testDomain: 'example.org',
    recipient: 'arrivals@example.org',
  },
  databases: {
    names: ['BW_MAIN', 'BW_ARCH', 'BW_CRYPTED'],
    secret: ['BW_CRYPTED'],
    counted: COUNTED_TABLES,
    port: 3306,
    reader: LAB_READER,
    writer: { user: 'verifier_writer', password: 'lab-verifier-writer' },
    application: LAB_APPLICATION,
    privileged: LAB_OPERATOR,
    definer: 'root@localhost',
    volatile: ['online', 'guestsonline'].map((table) => ({
      database: 'BW_MAIN',
      table,
      why: 'in-memory list of who is online, emptied whenever the server restarts',
    })),
    comparison: { connections: 2, threadsRunning: 25, minutes: 5 },
  },
  dns: {
    zone: LAB_NET.zone,
    servers: (['ns1', 'ns2'] as const).map((host) => ({
      name: `${host}.${LAB_NET.zone}`,
      ipv4: labIpv4(host),
      ipv6: labIpv6(host),
    })),
    ttl: 600,
    names: ['git', ...SUB_DOMAINS].map((name) => `${name}.${LAB_NET.zone}`),
    mayStay: [
      ...(['A', 'AAAA'] as const).map((type) => ({
        name: `deer.${LAB_NET.zone}`,
        type,
        why: "Deer's own name, until Deer is shut down",
      })),
      ...SUB_DOMAINS.flatMap((name) =>
        (['A', 'AAAA'] as const).map((type) => ({
          name: `${name}.${LAB_NET.zone}`,
          type,
          why: 'moves in the days after the switch',
        })),
      ),
      { name: LAB_NET.zone, type: 'TXT', why: 'SPF: until Deer is shut down, it sends what is in its queue' },
    ],
    resolvers: [
      { name: "a provider's resolver", address: labIpv4('resolver') },
      { name: 'a resolver that keeps old answers', address: labIpv4('resolver2') },
    ],
  },
  freeze: { enabledSites: ['placeholder'], words: 'We will be back in 10 minutes', announcedMinutes: 10 },
  postcutover: {
    enabledSites: ['forward-www', 'forward-alpha'],
    // The first night of the lab is over in seconds (lab/cutover/first-night.ts).
    judgeJobs: 'at once',
    jobsOnOldHostMinutes: 10,
    cronLog: CRON_LOG,
    mailLog: MAIL_LOG,
    errorLogs: errorLogs(['/var/log/rox/*.log', '/home/www/*/htdocs/exception.log']),
    leastRequests: 40,
    serverErrorsPercent: 1,
    leastVisitors: 2,
  },
  cron: {
    jobs: [
      {
        id: 'backup',
        title: 'database backup',
        schedule: '00 02 * * *',
        user: 'bwbackup',
        command: '/home/bwbackup/db_backup.sh',
        script: '/home/bwbackup/db_backup.sh',
        prerelease: { old: 'on', new: 'on' },
        neverOnBoth: false,
        isBackup: true,
        trace: { kind: 'file', path: '/home/bwrox/backups/DB_BACKUP-*', which: 'newest', leastBytes: 10_000 },
      },
      {
        id: 'clean-guests',
        title: 'anonymous-session cleanup',
        schedule: '0 * * * *',
        user: 'bwscripts',
        command: '/home/bwrox/scripts/clean_guestsonline.sh',
        script: '/home/bwrox/scripts/clean_guestsonline.sh',
        prerelease: { old: 'on', new: 'on' },
        neverOnBoth: false,
        trace: { kind: 'gone', table: 'BW_MAIN.guestsonline', where: 'updated < NOW() - INTERVAL 4 HOUR' },
      },
      {
        id: 'close-edit',
        title: 'forum edit-window job',
        schedule: '0,30 * * * *',
        user: 'bwscripts',
        command: '/home/bwrox/scripts/close_edit_forum.sh',
        script: '/home/bwrox/scripts/close_edit_forum.sh',
        prerelease: { old: 'on', new: 'on' },
        neverOnBoth: false,
        trace: { kind: 'rows', table: 'BW_ARCH.logs', where: "Type = 'cron_task'" },
      },
      {
        id: 'update-status',
        title: 'deployment status job',
        schedule: '*/5 * * * *',
        user: 'root',
        command: '/usr/local/bin/update_status.sh',
        script: '/usr/local/bin/update_status.sh',
        prerelease: { old: 'on', new: 'on' },
        neverOnBoth: false,
        trace: { kind: 'file', path: '/home/www/*/htdocs/update_status.txt', which: 'all', leastBytes: 1 },
      },
      {
        id: 'mailbot',
        title: 'mailbot job',
        schedule: '*/5 * * * *',
        user: 'bwrox',
        command: `cd ${wwwRoot} ; env SERVER_NAME=www.bewelcome.example node ${wwwRoot}/htdocs/bw/mailbot.mjs`,
        script: `${wwwRoot}/htdocs/bw/mailbot.mjs`,
        prerelease: { old: 'on', new: 'off' },
        neverOnBoth: true,
        trace: { kind: 'rows', table: 'BW_ARCH.logs', where: "Type = 'mailbot'" },
      },
      {
        id: 'geonames',
        title: 'GeoNames import',
        schedule: '5 2 * * *',
        user: 'bwrox',
        command: '/home/bwrox/scripts/update_geo.sh www.bewelcome.example',
        script: '/home/bwrox/scripts/update_geo.sh',
        prerelease: { old: 'on', new: 'on' },
        neverOnBoth: false,
        trace: { kind: 'request', path: '/geo/refreshgeo' },
      },
      {
        id: 'statistics',
        title: 'user statistics job',
        schedule: '0 7 * * *',
        user: 'bwrox',
        command: `cd ${wwwRoot} ; env SERVER_NAME=www.bewelcome.example node ${wwwRoot}/htdocs/bw/updatestats.mjs`,
        script: `${wwwRoot}/htdocs/bw/updatestats.mjs`,
        prerelease: { old: 'on', new: 'on' },
        neverOnBoth: false,
        trace: { kind: 'rows', table: 'BW_MAIN.stats', where: 'NbActiveMembers > 0' },
      },
    ],
  },
  thirdParties: [
    { host: 'maps.google.com', address: labIpv4('outside'), why: 'map script and geocoder' },
    { host: 'mt0.google.com', address: labIpv4('outside'), why: 'map tiles' },
    { host: 'www.google.com', address: labIpv4('outside'), why: 'forum search script' },
    { host: 'i.creativecommons.org', address: labIpv4('outside'), why: 'license image at the bottom of wiki pages' },
  ],
  authority: join(LAB_HOME, 'lab', 'authority', 'ca.pem'),
  certificates: { authority: LAB_NET.zone },
  browserHome: join(LAB_HOME, 'lab', 'browser'),
  dataDirectory: '/var/rox/data',
  dataComparison: { readers: 2, minutes: 5 },
  // No future date may make the lab fail.
  policy: { waiverDays: null, attestationDays: null },
  baseline: join(LAB_HOME, 'lab', 'baseline', 'deer'),
  aftercare: {
    deployment: { script: '/usr/local/bin/deploy.sh', user: 'root' },
    subDomains: SUB_DOMAINS.map((name) => ({ name: `${name}.${LAB_NET.zone}`, resolvesTo: 'new' as const })),
    backup: {
      folder: '/home/bwrox/backups',
      prefix: 'DB_BACKUP-',
      furtherDatabases: ['mysql'],
      scratch: '/var/tmp',
      drift: 5,
      store: { name: 'store', ssh: { destination: 'store', configFile: sshConfig }, folder: '/srv/backups' },
    },
    copyOfOldHost: { partition: '/srv', folder: '/srv/deer' },
    leftBehind: [],
    oldHostPorts: [22, 25, 53, 80, 443, 3306],
    mostUsedPercent: 90,
    repository: {
      gitDirectory: '/root/production.git',
      workTree: '/',
      paths: ['/etc', '/usr/local/bin', '/home/bwrox/scripts', '/home/bwbackup/db_backup.sh'],
    },
  },
  pageNoise: {
    notices: 'unexpected',
    guest: VISITED.guest,
    member: { ...VISITED.member, account: members.active, other: members.other.username },
  },
  // The stand-in has some five hundred addresses within reach, and a dozen templates.
  pages: { mostAddresses: 120 },
  probes: PROBES,
  baselineComparison: {
    steady: [
      ...STEADY_PAGES,
      'https://www.bewelcome.example/about',
      'http://bewelcome.example/about',
      'http://alpha.bewelcome.example/about',
      'https://alpha.bewelcome.example/about',
    ],
    living: [...LIVING_PAGES, '/members/alice', '/members/avatar/alice', '/bw/member.php?cid=alice'],
    allowed: [{ words: /: Running on /, why: 'the revision of the code, which a deployment changes' }],
  },
};

/** The rehearsal lab: two hosts on this machine. Its passwords open nothing but the lab. */
export const lab: Target = TargetSchema.parse(written);

/** The lab needs no settings. */
export const source: TargetSource = { settings: [], build: () => lab };
