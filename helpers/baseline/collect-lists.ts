import { unique } from '../core/lists.js';
import type { CronJob, Host, Target } from '../../targets/schema.js';
import { isLoopback } from '../core/address.js';
import { NoAnswer } from '../core/no-answer.js';
import { scheduledWork } from '../host/cron/scheduled-work.js';
import type { Catalogue } from '../database/catalogue.js';
import { addressesBy, askDns, type NameServer } from '../dns/dns.js';
import { valuesIn, type RecordType } from '../dns/dns-records.js';
import { servedNames } from '../host/facts/served-names.js';
import type { HostFacts } from '../host/facts/types.js';
import { addressesOf, siteNames } from '../core/site-names.js';
import { askTls } from '../http/tls.js';
import type { Lists } from './stable-parts.js';

/**
 * What runs on a host and whom it serves, by its facts.
 * @param jobs the cron jobs that the target lists
 */
export function machineLists(
  { hostname, services, sockets, apache, cron }: HostFacts,
  jobs: readonly CronJob[],
): Lists {
  const isListed = (line: string): boolean => jobs.some(({ script }) => line.includes(script));
  const lines = scheduledWork(cron, hostname)
    // What is to run once is no rule of the host.
    .filter(({ on, table }) => on && table.kind !== 'at')
    .map(({ times, user, command, table: { kind, path } }) => {
      const unit = kind === 'timer' ? `timer ${path.slice(path.lastIndexOf('/') + 1)}: ` : '';
      return `${unit}${times} ${user} ${command}`;
    });
  const names = Object.entries(services);
  return {
    'starting services': names.filter(([, { enabled }]) => enabled).map(([name]) => name),
    'running services': names.filter(([, { running }]) => running).map(([name]) => name),
    'listening ports': sortedNames(
      sockets.map(({ address, port }) => `${port}${isLoopback(address) ? ' (the host itself)' : ''}`),
    ),
    'virtual hosts': sortedNames(servedNames({ apache })),
    ...(jobs.length > 0 ? { 'cron jobs of the site': sortedNames(lines.filter(isListed)) } : {}),
    'other cron jobs': sortedNames(lines.filter((line) => !isListed(line))),
    ...(cron.unread.length > 0 ? { 'scheduled work that is not read': sortedNames(cron.unread) } : {}),
  };
}

const sortedNames = (names: readonly string[]): string[] => unique(names).sort();

/** Tables, views, routines, triggers and events of the three databases. */
export async function databaseLists({ databases }: Target, catalogue: Catalogue): Promise<Lists> {
  const all: [string, readonly string[]][] = [];
  // One connection answers one question after the other anyway.
  for (const schema of databases.names)
    for (const [kind, names] of Object.entries(await catalogue.inventory(schema)))
      // An event is followed by whether it is on and when it is due.
      all.push([`${kind} of ${schema}`, names.map((name) => (kind === 'events' ? name.replace(/: .*/, '') : name))]);
  return Object.fromEntries(all);
}

/** Exact numbers of rows by `DATABASE.TABLE`, without tables whose rows come and go. */
export async function rowCounts({ databases }: Target, catalogue: Catalogue): Promise<Record<string, number>> {
  const counts: [string, number][] = [];
  for (const schema of databases.names) {
    const volatile = databases.volatile.filter(({ database }) => database === schema).map(({ table }) => table);
    const { tables } = await catalogue.inventory(schema);
    const found = await catalogue.rowCounts(
      schema,
      tables.filter((table) => !volatile.includes(table)),
    );
    counts.push(...Object.entries(found).map(([table, total]): [string, number] => [`${schema}.${table}`, total]));
  }
  return Object.fromEntries(counts);
}

/** Names that the certificates of a host cover, by the name and address that they are shown for. */
export async function certificateLists(target: Target, host: Host): Promise<Lists> {
  const all = await Promise.all(
    siteNames(target).flatMap((name) =>
      addressesOf(host).map(async (address): Promise<[string, readonly string[]]> => {
        const { names, otherNames } = (await askTls({ address, name, authority: target.authority })).chain[0];
        return [
          `names of the certificate for ${name} over IPv${address.includes(':') ? 6 : 4}`,
          [...names, ...otherNames],
        ];
      }),
    ),
  );
  return Object.fromEntries(all);
}

const TYPES = ['A', 'AAAA', 'CNAME', 'MX', 'NS', 'TXT'] as const;

/**
 * Records of the zone and of the site's names by type, as a name server of the zone has them: a resolver may remember
 * what is long gone. Which servers there are is asked of the first resolver of the target.
 * @throws {NoAnswer} when one gave none, or an error instead
 */
export async function zoneLists({ name, dns: { zone, resolvers }, sites }: Target): Promise<Lists> {
  const [resolver] = resolvers;
  if (!resolver) throw new NoAnswer('the records of the zone', `target ${name}`, 'it names no resolver');
  const [server] = await recordsBy(resolver, zone, 'NS');
  const [address] = server === undefined ? [] : await addressesBy(resolver, server);
  if (server === undefined || address === undefined)
    throw new NoAnswer(`the name servers of ${zone}`, `${resolver.name} (${resolver.address})`, 'it knows none');
  const all = await Promise.all(
    sortedNames([zone, ...siteNames({ sites })]).flatMap((owner) =>
      TYPES.map(async (type): Promise<[string, readonly string[]]> => [
        `${type} of ${owner}`,
        await recordsBy({ name: server, address }, owner, type),
      ]),
    ),
  );
  return Object.fromEntries(all.filter(([, records]) => records.length > 0));
}

async function recordsBy(server: NameServer, name: string, type: RecordType): Promise<string[]> {
  const answer = await askDns(server, { name, type });
  if (!answer.exists)
    throw new NoAnswer(`${name} ${type}`, `${server.name} (${server.address})`, 'there is no such name');
  return valuesIn(answer);
}
