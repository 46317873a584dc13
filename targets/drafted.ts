import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { CRON_LOG, errorLogs, MAIL_LOG } from './logs.js';
import { ROOT_OF_HOST, type Host, type Target, type TargetInput } from './schema.js';
import type { Lookup, Setting, TargetSource } from './setting.js';

/** Something that was found on a host, and its location. */
type At<Thing> = Thing & { readonly where: string };

/** The findings of `npm run init` on the two hosts, as they are kept in `found.json`. */
export type Found = {
  readonly taken: string;
  readonly hosts: { readonly old: FoundHost; readonly new: FoundHost };
  /** Sites of the old host; one that only redirects says where to. */
  readonly sites: readonly At<{
    host: string;
    aliases: readonly string[];
    root: string | null;
    redirect: string | null;
  }>[];
  readonly databases: readonly At<{ name: string }>[];
  readonly services: readonly At<{ name: string }>[];
  /** Jobs that no package installed, with the path of the program that they run, if it was found. */
  readonly jobs: readonly At<{
    kind: 'cron' | 'timer';
    unit?: string;
    user: string;
    times: string;
    command: string;
    script: string | null;
  }>[];
  readonly dataFolders: readonly At<{ path: string }>[];
  readonly mail: readonly At<{ setting: string; value: string }>[];
  readonly dns: {
    readonly zone: string | null;
    readonly servers: readonly At<{ name: string; ipv4: string; ipv6?: string | undefined }>[];
    /** The resolvers that were queried: those given with --resolver, or those of the machine that ran init. */
    readonly resolvers: readonly string[];
  };
  readonly logs: readonly At<{ path: string }>[];
  /** Things that could not be found or read, in words. */
  readonly gaps: readonly string[];
};

export type FoundHost = At<{
  ssh: string;
  configFile?: string | undefined;
  hostname: string;
  ipv4: string | null;
  ipv6?: string | undefined;
  system: string;
}>;

/** Settings that a drafted target reads from its environment. Checks that need one are unproven without it. */
export const DRAFT_SETTINGS = [
  {
    name: 'MIGRATION_DB_USER',
    fills: 'databases.reader.user',
    meaning:
      'MySQL account on both hosts that reads the databases; needs SELECT, SHOW VIEW, TRIGGER, EVENT, PROCESS, and REPLICATION CLIENT on all databases',
    example: 'verifier',
    otherwise: '',
  },
  {
    name: 'MIGRATION_DB_PASSWORD',
    fills: 'databases.reader.password',
    meaning: 'password of the account that MIGRATION_DB_USER names',
    example: '(secret)',
    otherwise: '',
  },
  {
    name: 'MIGRATION_MAILHOG',
    fills: 'mail.mailhog',
    meaning: 'base URL of the MailHog that receives mail for the test domain',
    example: 'http://127.0.0.1:8025',
    otherwise: '',
  },
  {
    name: 'MIGRATION_MAILPIT',
    insteadOf: 'MIGRATION_MAILHOG',
    fills: 'mail.mailpit',
    meaning:
      'base URL of Mailpit, if it receives the mail for the test domain instead of MailHog; support is based on its API documentation and has not been tried with a real Mailpit',
    example: 'http://127.0.0.1:8025',
    otherwise: '',
  },
  {
    name: 'MIGRATION_MAIL_TO',
    insteadOf: 'MIGRATION_MAILHOG',
    fills: 'mail.recipient',
    meaning:
      'for a target without a mail sink: address of someone who expects an email from the new host; the delivery of that email is followed in the log of the new host',
    example: 'postmaster@example.net',
    otherwise: '',
  },
  {
    name: 'MIGRATION_AUTHORITY',
    fills: 'authority',
    meaning:
      'PEM file with the certificate of the private authority that signed the certificates of the sites; needs certutil on this machine',
    example: '/etc/ssl/our-ca.pem',
    otherwise: '',
  },
] as const satisfies readonly Setting[];

/**
 * A target as far as `npm run init` found it.
 * @param folder of the target, with its `found.json`
 * @param edit corrections by a person; looks up settings by their names
 * @param further settings that only this target has
 */
export const drafted = (
  folder: string,
  edit: (target: TargetInput, value: Lookup) => unknown = (target) => target,
  further: readonly Setting[] = [],
): TargetSource => ({
  settings: [...DRAFT_SETTINGS, ...further],
  build: (value) => {
    const given = (name: (typeof DRAFT_SETTINGS)[number]['name']): string => value(name) ?? '';
    const found = JSON.parse(readFileSync(join(folder, 'found.json'), 'utf8')) as Found;
    const user = given('MIGRATION_DB_USER');
    const target = draftOf(folder, found);
    const draft: TargetInput = {
      ...target,
      authority: given('MIGRATION_AUTHORITY') || undefined,
      mail: {
        ...target.mail,
        mailhog: given('MIGRATION_MAILHOG') || null,
        mailpit: given('MIGRATION_MAILPIT') || null,
        recipient: given('MIGRATION_MAIL_TO') || null,
      },
      databases: {
        ...target.databases,
        reader: user === '' ? null : { user, password: given('MIGRATION_DB_PASSWORD') },
      },
    };
    return edit(draft, value);
  },
});

function draftOf(folder: string, found: Found): TargetInput {
  const moving = found.sites.filter(({ redirect }) => redirect === null);
  const sites = moving.map(({ host, aliases, root }) => ({
    name: host,
    host,
    aliases: [...aliases],
    root: root ?? '',
  }));
  const [old, now] = [hostOf('old', found.hosts.old), hostOf('new', found.hosts.new)];
  return {
    name: folder.split('/').at(-1) ?? '',
    application: null,
    people: {},
    projects: {
      baseline: `${old.name}-baseline`,
      prerelease: `${now.name}-prerelease`,
      freeze: `${now.name}-freeze`,
      postcutover: `${now.name}-postcutover`,
      aftercare: `${now.name}-aftercare`,
    },
    summary: `from ${old.name} to ${now.name}`,
    prepare: null,
    mayWrite: false,
    removeWhatWasCreated: false,
    hosts: { old, new: now },
    // The schema complains where there is none.
    sites: sites as TargetInput['sites'],
    mail: { mailhog: null, testDomain: '' },
    databases: {
      names: found.databases.map(({ name }) => name),
      secret: [],
      counted: [],
      port: 3306,
      reader: null,
      writer: null,
      application: null,
      privileged: found.databases.length === 0 ? null : ROOT_OF_HOST,
      volatile: [],
      comparison: { connections: 2, threadsRunning: 25, minutes: 20 },
    },
    dns: {
      zone: found.dns.zone ?? '',
      servers: found.dns.servers.map(({ name, ipv4, ipv6 }) => ({ name, ipv4, ipv6 })),
      ttl: null,
      names: [],
      mayStay: [],
      resolvers: found.dns.resolvers.map((address) => ({ name: 'a resolver that init queried', address })),
    },
    freeze: { enabledSites: [], words: 'We will be back in 10 minutes', announcedMinutes: 10 },
    postcutover: {
      enabledSites: [],
      judgeJobs: 'when due',
      jobsOnOldHostMinutes: 60,
      cronLog: CRON_LOG,
      mailLog: MAIL_LOG,
      errorLogs: errorLogs(['/var/log/php*.log'], true),
      leastRequests: 100,
      serverErrorsPercent: 1,
      leastVisitors: 5,
    },
    cron: { jobs: jobsOf(found) },
    gaps: [...found.gaps],
    thirdParties: [],
    dataDirectory: found.dataFolders[0]?.path ?? '',
    dataFolders: found.dataFolders.slice(1).map(({ path }) => path),
    baseline: join(folder, 'baseline'),
    aftercare: {
      deployment: { script: '', user: 'root' },
      subDomains: [],
      backup: { folder: '', prefix: '', furtherDatabases: [], scratch: '/var/tmp', drift: 5, store: null },
      copyOfOldHost: { partition: '', folder: '' },
      leftBehind: [],
      oldHostPorts: [22, 25, 80, 443],
      mostUsedPercent: 90,
      repository: null,
    },
    pageNoise: { notices: 'unexpected', guest: [{ path: '/' }], member: null },
    baselineComparison: { steady: ['/'], living: [], allowed: [] },
  };
}

/** A host's name for people, unless someone chose another one. */
export const shortName = ({ hostname }: Pick<FoundHost, 'hostname'>): string => hostname.split('.')[0] ?? hostname;

const hostOf = (role: Host['role'], { hostname, ipv4, ipv6, ssh, configFile }: FoundHost): Host => ({
  role,
  name: shortName({ hostname }),
  hostname,
  ipv4: ipv4 ?? '',
  ipv6,
  ssh: { destination: ssh, configFile: configFile?.replace(/^~\//, `${homedir()}/`) },
});

/** On both hosts before the switch; a person corrects this for jobs that must not run twice. */
function jobsOf({ jobs }: Found): Target['cron']['jobs'] {
  const paths = jobs.map(({ script, command }) => script ?? scriptIn(command));
  const nameOf = (path: string, depth: number): string =>
    path
      .replace(/\.\w+$/, '')
      .split('/')
      .slice(-depth)
      .join('-');
  return jobs.map(({ kind, unit, user, times, command }, index) => {
    const script = paths[index] ?? '';
    const isAlone = paths.filter((each) => nameOf(each, 1) === nameOf(script, 1)).length === 1;
    const isTaken = paths.slice(0, index).includes(script);
    const name = `${nameOf(script, isAlone ? 1 : 2)}${isTaken ? `-${index + 1}` : ''}`;
    return {
      ...{ id: name, title: `${name} job`, schedule: times, user: user || 'root', command, script },
      ...(kind === 'timer' ? { timer: unit } : {}),
      prerelease: { old: 'on', new: 'on' },
    };
  });
}

/** The program that a command ends up running: the first path after the last `;` or `&&` that is not an interpreter. */
export function scriptIn(command: string): string {
  const words = (command.split(/;|&&/).at(-1) ?? '').trim().split(/\s+/);
  return words.find((word) => word.startsWith('/') && !/^(\/usr)?\/s?bin\//.test(word)) ?? words[0] ?? '';
}
