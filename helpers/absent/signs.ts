import { readFileSync } from 'node:fs';
import type { Claim } from '../../targets/absent.js';
import type { Host, Target } from '../../targets/schema.js';
import { NoAnswer } from '../core/no-answer.js';
import { siteNames } from '../core/site-names.js';
import { accountNames, type Database } from '../database/database.js';
import { assertFullPrivileges } from '../database/parity/rights.js';
import { isInZone } from '../dns/dns-zone.js';
import { scheduledWork, type Scheduled } from '../host/cron/scheduled-work.js';
import type { HostFacts } from '../host/facts/types.js';
import { hostLabel, runScript } from '../ssh/ssh.js';
import { shellQuote } from '../ssh/ssh-errors.js';

/** Signs of things on a host, in the words that the patterns of targets/absent.ts match. */
export type Signs = {
  readonly signs: readonly string[];
  /** Why signs of a kind may be missing here, by the word that such signs begin with. */
  readonly unread: ReadonlyMap<string, string>;
};

const WORDS: Readonly<Record<string, string>> = {
  process: 'process ',
  connection: 'connection to ',
  file: 'file ',
  journal: 'journal of ',
  copy: 'copy of the old host in ',
};
/** Jobs that come with the distribution, in crontabs that people edit. */
const DISTRIBUTION_JOBS = /run-parts|anacron/;
/** Folders on which the system itself mounts file systems. */
const VIRTUAL = /^\/(proc|sys|dev|run|tmp)(\/|$)/;

/**
 * Looks for signs of what a target says is absent on a host, in one ssh round trip, separate from its facts.
 * @throws {NoAnswer} when the host could not be asked
 */
export async function signsOn(target: Target, host: Host, facts: HostFacts, claims: readonly Claim[]): Promise<Signs> {
  const { jobs, unread } = jobsOn(host, facts);
  const other = host.role === 'new' ? target.hosts.old : target.hosts.new;
  const given = {
    FILES: claims.flatMap(({ files = [] }) => files).join('\n'),
    JOBS: jobs.map(({ table }) => table.path).join('\n'),
    OTHER: other.hostname,
  };
  const variables = Object.entries(given).map(([name, value]) => `${name}=${shellQuote(value)}\n`);
  const description = 'signs of anything declared absent (helpers/absent/look.sh, over ssh)';
  const script = `${variables.join('')}${readFileSync(new URL('look.sh', import.meta.url), 'utf8')}`;
  const { stdout } = await runScript(host, script, { description });
  const rows = stdout.split('\n').map((line) => line.split('\t'));
  if (!rows.some(([kind]) => kind === 'end'))
    throw new NoAnswer(description, hostLabel(host), 'its answer was cut off');
  const packaged = rows.flatMap(([kind, place]) => (kind === 'packaged' ? (place ?? []) : []));
  const own = jobs.filter(
    ({ table: { path }, command }) =>
      !DISTRIBUTION_JOBS.test(command) && (path === '/etc/crontab' || !packaged.includes(path)),
  );
  return {
    signs: [
      ...factSigns(target, facts),
      ...own.map(({ times, user, command, where }) => `job ${times} ${user} ${command} (${where})`),
      ...rows.flatMap(([kind = '', what = '']) => (WORDS[kind] === undefined ? [] : `${WORDS[kind]}${what}`)),
    ],
    unread: new Map([
      ...unread.map((why): [string, string] => ['job', why]),
      ...rows.flatMap(([kind, what = '', why = '']): [string, string][] => (kind === 'cannot' ? [[what, why]] : [])),
    ]),
  };
}

/** Jobs that are on; unreadable ones do not affect other claims. */
function jobsOn(host: Host, { cron }: HostFacts): { jobs: Scheduled[]; unread: string[] } {
  const unread = cron.unread.map((path) => `this suite does not read ${path}`);
  try {
    return { jobs: scheduledWork(cron, hostLabel(host)).filter(({ on }) => on), unread };
  } catch (cause) {
    if (!(cause instanceof NoAnswer)) throw cause;
    return { jobs: [], unread: [...unread, cause.unanswered.why] };
  }
}

/** Signs in the facts that the host reported at the start of the run. */
function factSigns(target: Target, { packages, services, sockets, apache, partitions }: HostFacts): string[] {
  const { zone } = target.dns;
  const known = [zone, ...siteNames(target), target.hosts.old.hostname, target.hosts.new.hostname];
  const names = apache.vhosts.flatMap(({ name, aliases, file }) => [name, ...aliases].map((each) => ({ each, file })));
  return [
    ...Object.entries(packages).flatMap(([name, { status }]) => (status === 'installed' ? [`package ${name}`] : [])),
    ...Object.entries(services).map(
      ([name, { running }]) => `service ${name}, ${running ? 'running' : 'enabled at boot'}`,
    ),
    ...sockets.map(({ address, port, process }) => `listener on ${address}:${port} (${process || 'unknown program'})`),
    ...names
      .filter(({ each }) => isInZone(each, zone) && !known.includes(each))
      .map(({ each, file }) => `name ${each} is served (${file})`),
    ...Object.keys(partitions)
      .filter((mount) => !VIRTUAL.test(mount))
      .map((mount) => `disk mounted at ${mount}`),
  ];
}

/** Accounts of a server that may write, each with the scope of that right. @throws {NoAnswer} when not all of them are shown */
export async function accountSigns(database: Pick<Database, 'query' | 'queryOne'>, target: Target): Promise<string[]> {
  await assertFullPrivileges(database, 'the database server');
  const known = accountNames(target.databases);
  const rows = await database.query<{ account: string; place: string }>(
    `SELECT DISTINCT GRANTEE AS account, '*' AS place FROM information_schema.USER_PRIVILEGES
      WHERE PRIVILEGE_TYPE IN ('INSERT', 'UPDATE', 'DELETE')
     UNION SELECT GRANTEE, REPLACE(TABLE_SCHEMA, '\\\\', '') FROM information_schema.SCHEMA_PRIVILEGES
      WHERE PRIVILEGE_TYPE IN ('INSERT', 'UPDATE', 'DELETE') AND REPLACE(TABLE_SCHEMA, '\\\\', '') IN (?)`,
    [target.databases.names],
  );
  return rows
    .filter(
      ({ account }) => ![...known, 'root', 'mysql', 'mariadb.sys'].some((user) => account.startsWith(`'${user}'@`)),
    )
    .map(
      ({ account, place }) =>
        `account ${account} may write to ${place === '*' ? 'every database' : `a migrated database: ${place}`}`,
    );
}

/**
 * Signs that contradict a claim.
 * @throws {NoAnswer} when there are none, but signs of a relevant kind could not be read
 */
export function contradictions({ signs, unread }: Signs, claim: Claim, host: Host): string[] {
  const found = signs.filter((sign) => claim.signs.some((pattern) => pattern.test(sign)));
  // All requested files are signs; only those of this claim count.
  const patterns = (claim.files ?? []).map((path) => new RegExp(`^file ${asPattern(path)}$`));
  const files = signs.filter((sign) => patterns.some((pattern) => pattern.test(sign)));
  const unproven = [...unread].filter(([kind]) => claim.signs.some(({ source }) => source.includes(kind)));
  if (found.length + files.length === 0 && unproven.length > 0)
    throw new NoAnswer(`whether there is a ${claim.what}`, hostLabel(host), unproven.map(([, why]) => why).join('; '));
  return [...found, ...files].map((sign) => `${host.name}: ${sign}`);
}

const asPattern = (path: string): string =>
  path
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '[^/]*')
    .replaceAll('?', '[^/]');
