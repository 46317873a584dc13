import { join } from 'node:path';
import { drafted } from '../drafted.js';
import { LAB_HOME, labIpv4 } from '../lab/target.js';

const atLab = (...names: string[]): string => join(LAB_HOME, 'lab', ...names);
const ssh = { configFile: atLab('ssh', 'config') };

/**
 * Static pages that move from one small server to another, in the lab (`npm run lab -- up --pair pages`).
 * What `npm run init` found is in found.json, which it updates; this file is yours, and `init` leaves it alone.
 * Correct any wrong findings here: the fields are those of targets/schema.ts.
 */
export const source = drafted(import.meta.dirname, (target) => ({
  ...target,
  people: {},
  // The lab's hosts have their own ssh configuration and certificate authority.
  hosts: {
    old: { ...target.hosts.old, ssh: { ...target.hosts.old.ssh, ...ssh } },
    new: { ...target.hosts.new, ssh: { ...target.hosts.new.ssh, ...ssh } },
  },
  authority: atLab('authority', 'ca.pem'),
  browserHome: atLab('browser'),
  baseline: atLab('baseline', 'pear'),
  // Where one site is enough, the suite uses the first one.
  sites: [...target.sites].sort((one, other) => Number(other.host === FIRST) - Number(one.host === FIRST)),
  dns: {
    ...target.dns,
    ttl: 600,
    mayStay: (['A', 'AAAA'] as const).map((type) => ({
      ...{
        name: 'pear.orchard.example',
        type,
        why: "pear's own name, until pear is shut down",
      },
    })),
    resolvers: [{ name: "a provider's resolver", address: labIpv4('resolver') }],
  },
  databases: { absent: 'the pages are files' },
  mail: { absent: 'nothing on these hosts sends mail' },
  cron: { jobs: { absent: 'pages change only when someone uploads them' } },
  gaps: target.gaps?.filter((gap) => !FILLED_IN.some((words) => gap.startsWith(words))),
  // All sites are below it.
  dataDirectory: '/var/www',
  dataFolders: [],
  freeze: { ...target.freeze, enabledSites: ['000-unknown', 'placeholder'] },
  postcutover: {
    ...target.postcutover,
    enabledSites: ['forward'],
    leastRequests: 10,
    leastVisitors: 1,
  },
  // As configured by Debian, nginx writes the requests to all sites into one log, which does not name the sites.
  pages: {
    without: [{ source: 'log', why: 'both sites share a log that does not say which of them was requested' }],
  },
  probes: ['/', '/style.css', '/robots.txt'],
  aftercare: {
    ...target.aftercare,
    backup: { absent: 'the pages are kept by their authors' },
    copyOfOldHost: { absent: 'pear holds nothing but the pages' },
    repository: { absent: 'the configuration is four short files' },
    subDomains: { absent: 'there are two sites, and both move' },
    oldHostPorts: [22, 80, 443],
  },
  // No future date may make the lab fail.
  policy: { waiverDays: null, attestationDays: null },
}));

const FILLED_IN: readonly string[] = ['databases: none was found', 'certificates: '];
const FIRST = 'www.orchard.example';
