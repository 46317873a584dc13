import { unique } from '../core/lists.js';
import { isLoopback } from '../core/address.js';
import { scheduledWork } from '../host/cron/scheduled-work.js';
import { servedNames } from '../host/facts/served-names.js';
import type { HostFacts, Socket } from '../host/facts/types.js';

/**
 * Everything that one host had and that has no counterpart on another, one line each, e.g. `home /home/jsfan`, `vhost
 * lists.example:80`, `cron job bwrox: /home/bwrox/x.sh`, `service on port 3306 (mariadbd)`.
 */
export function missingOnNewHost(old: HostFacts, now: HostFacts): string[] {
  const missing = (of: (facts: HostFacts) => readonly string[]): string[] => {
    const there = new Set(of(now).map(nameOf));
    return unique(of(old)).filter((thing) => !there.has(nameOf(thing)));
  };
  return [vhosts, cronJobs, homes, services].flatMap(missing).sort();
}

/** The program in parentheses explains a service but does not identify it: MariaDB on one host may be MySQL on the other. */
const nameOf = (thing: string): string => thing.replace(/^((?:loopback-only )?service .*) \([^()]*\)$/, '$1');

const vhosts = (facts: HostFacts): string[] => servedNames(facts).map((name) => `vhost ${name}`);

const homes = (facts: HostFacts): string[] => Object.keys(facts.homes).map((path) => `home ${path}`);

/** Where a job is defined and when it runs do not matter here; a separate check covers schedules. */
const cronJobs = ({ cron, hostname }: HostFacts): string[] => [
  ...scheduledWork(cron, hostname)
    .filter(({ on }) => on)
    .map(({ user, command, table: { kind, path } }) => {
      if (kind === 'script') return `cron script ${path}`;
      if (kind === 'timer') return `timer ${path}: ${command}`;
      return `${kind === 'at' ? 'at' : 'cron'} job ${user}: ${command}`;
    }),
  ...cron.unread.map((path) => `scheduled work ${path}`),
];

const services = ({ sockets }: HostFacts): string[] =>
  // Ports that the kernel assigns change with every start.
  sockets
    .filter(({ port }) => port < EPHEMERAL)
    .map((socket) => `${whoMayCome(socket)} port ${socket.port} (${socket.process})`);

const EPHEMERAL = 32_768;

const whoMayCome = ({ address }: Socket): string => (isLoopback(address) ? 'loopback-only service on' : 'service on');
