import { parseCrontab } from '../host/cron/crontab.js';
import type { CronFile, HostFacts, Socket } from '../host/facts/types.js';

/**
 * What one host had that has no counterpart on another, one line each, e.g. `home /home/jsfan`,
 * `vhost lists.example:80`, `cron job bwrox: /home/bwrox/x.sh`, `service on port 3306 (mariadbd)`.
 */
export function missingOnNewHost(old: HostFacts, now: HostFacts): string[] {
  const missing = (of: (facts: HostFacts) => readonly string[]): string[] => {
    const there = new Set(of(now).map(nameOf));
    return [...new Set(of(old))].filter((thing) => !there.has(nameOf(thing)));
  };
  return [vhosts, cronJobs, homes, services].flatMap(missing).sort();
}

/** What stands in brackets at the end explains and does not name: MariaDB on one host may be MySQL on the other. */
const nameOf = (thing: string): string => thing.replace(/ \([^()]*\)$/, '');

const vhosts = ({ apache }: HostFacts): string[] =>
  apache.vhosts.flatMap(({ name, aliases, port }) => [name, ...aliases].map((each) => `vhost ${each}:${port}`));

const homes = (facts: HostFacts): string[] => Object.keys(facts.homes).map((path) => `home ${path}`);

const cronJobs = ({ cron }: HostFacts): string[] => cron.tables.flatMap(jobsOf);

/** Where a job stands, and when it runs, is not asked here; a schedule has its own check. */
function jobsOf({ kind, path, text }: CronFile): string[] {
  if (kind === 'other') return [`cron script ${path}`];
  const owner = kind === 'user' ? path.slice(path.lastIndexOf('/') + 1) : undefined;
  return parseCrontab(text, owner)
    .entries.filter(({ on }) => on)
    .map(({ user, command }) => `cron job ${user}: ${command}`);
}

const services = ({ sockets }: HostFacts): string[] =>
  // Ports that a kernel gives away change with every start.
  sockets
    .filter(({ port }) => port < EPHEMERAL)
    .map((socket) => `${whoMayCome(socket)} port ${socket.port} (${socket.process})`);

const EPHEMERAL = 32_768;

const whoMayCome = ({ address }: Socket): string =>
  /^(127\.|::1$)/.test(address) ? 'service for the host itself on' : 'service on';
