import { homedir } from 'node:os';
import type { Found, FoundHost } from '../../targets/drafted.js';
import { unique } from '../core/lists.js';
import type { Area, Inventory, Item } from '../inventory/types.js';
import { AREAS } from '../inventory/collectors/index.js';
import { certificateGaps } from './authorities.js';
import { dataFoldersIn } from './data-folders.js';
import type { Identity } from './identify.js';
import { jobsIn } from './jobs.js';
import { readHosts } from './read-hosts.js';
import { sitesIn } from './sites.js';
import { zoneOf } from './zone.js';

type Names = { readonly old: string; readonly new: string };

/** Databases that a database server brings. */
const SERVER_DATABASES = /^(mysql|sys|information_schema|performance_schema)$/;
const MAIL_SETTINGS =
  /^postfix (myhostname|mydestination|relayhost|virtual_\w+|inet_interfaces|mynetworks)$|^mail (server|name)$/;

/**
 * Reads both hosts and finds out what moves.
 * @param state the operator's folder of this migration
 * @param resolvers to ask for the zone; none: those of this machine
 * @param say called with a progress line now and then, since it takes a while
 * @throws Error when only the new host serves sites
 */
export async function findOn(
  hosts: { readonly old: Identity; readonly new: Identity },
  state: string,
  resolvers: readonly string[],
  say: (line: string) => void,
): Promise<Found> {
  const pair = await readHosts(hosts, state, say);
  const names = { old: hosts.old.hostname, new: hosts.new.hostname };
  const found = foundOn(pair.old, names);
  const onNew = foundOn(pair.new, names).sites.length;
  if (found.sites.length === 0 && onNew > 0)
    throw new Error(`the hosts look swapped: ${names.old} serves no sites, but ${names.new} serves ${onNew}`);
  const { dns, gaps } = await zoneOf(
    found.sites.map(({ host }) => host),
    resolvers,
  );
  const untrusted = await certificateGaps(found.sites, hosts.old.ipv4);
  return {
    taken: pair.old.taken,
    hosts: { old: kept(hosts.old), new: kept(hosts.new) },
    ...found,
    dns,
    gaps: [...found.gaps, ...gaps, ...untrusted],
  };
}

/** In stored form: a file in the current user's home folder is in the next user's home folder later. */
const kept = ({ ssh, configFile, hostname, ipv4, ipv6, system, where }: Identity): FoundHost => ({
  ...{ ssh, hostname, ipv4, ipv6, system, where },
  configFile: configFile?.replace(new RegExp(`^${homedir()}/`), '~/'),
});

/** Everything on the old host that moves, from its inventory; `npm run differences` reads that of the new one. */
export function foundOn(inventory: Inventory, names: Names): Omit<Found, 'taken' | 'hosts' | 'dns'> {
  const items = (area: Area): readonly Item[] => inventory.areas[area].items;
  const plain = (text: string): string => text.replaceAll('<old>', names.old).replaceAll('<new>', names.new);
  const sites = sitesIn(items('web')).map((site) => ({
    ...site,
    host: plain(site.host),
    aliases: site.aliases.map(plain),
  }));
  const databases = items('database').flatMap(({ key, source }) => {
    const name = /^(?:postgres )?database (\S+)$/.exec(key)?.[1];
    return name === undefined || SERVER_DATABASES.test(name) || name === 'server' ? [] : [{ name, where: source }];
  });
  // A server lists them in no particular order.
  databases.sort((one, other) => one.name.localeCompare(other.name));
  const jobs = jobsIn(inventory).map((job) => ({ ...job, command: plain(job.command) }));
  return {
    sites,
    databases,
    services: items('services').flatMap(({ key, value, source }) => {
      const name = /^service (\S+)$/.exec(key)?.[1];
      return name !== undefined && value['running'] === 'yes' ? [{ name, where: source }] : [];
    }),
    jobs,
    dataFolders: dataFoldersIn(items('files'), unique(sites.flatMap(({ root }) => root ?? []))),
    mail: items('mail').flatMap(({ key, value, source }) =>
      MAIL_SETTINGS.test(key) ? [{ setting: key, value: plain(value['is'] ?? ''), where: source }] : [],
    ),
    logs: items('logs').flatMap(({ key, source }) => {
      const path = /^log (\/.*)$/.exec(key)?.[1];
      // The journal is read as a whole; its files are named after the machine.
      return path === undefined || path.startsWith('/var/log/journal/') ? [] : [{ path, where: source }];
    }),
    gaps: [
      ...(sites.length === 0 ? ['sites: no named virtual host was found on the old host'] : []),
      ...sites
        .filter(({ root, redirect }) => root === null && redirect === null)
        .map(({ host }) => `sites: ${host} has no document root in its configuration`),
      ...(databases.length === 0 ? ['databases: none was found on the old host'] : []),
      ...jobs
        .filter(({ command }) => command.includes('<secret '))
        .map(({ command }) => `jobs: a secret in "${command}" is masked`),
      ...jobs
        .filter(({ script }) => script === null)
        .map(({ command }) => `jobs: the program that "${command}" starts was not found`),
      ...AREAS.flatMap((area) =>
        inventory.areas[area].unreadable.map(({ scope, why }) => `${area}${scope === '' ? '' : ` (${scope})`}: ${why}`),
      ),
    ],
  };
}
