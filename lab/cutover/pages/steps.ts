import { onHost } from '../../hosts/hosts.js';
import { NAMES, SERVER_NAMES, SERVERS, ZONE } from '../../static/plan.js';
import { visit } from '../../static/provision.js';
import type { CutoverStep } from '../step.js';
import { dataCopied } from '../steps/data.js';
import { zoneMoved } from '../steps/dns.js';
import { retireHost } from '../steps/retire.js';
import { zoneCleaned } from '../steps/zone-clean.js';
import { PAGES_WAY, placeholder, proxy } from './web.js';

const data = dataCopied({ way: PAGES_WAY, folders: ['/var/www'], options: '-aHc', after: '', who: '' });

const dns = zoneMoved(
  { zone: ZONE, way: PAGES_WAY, names: NAMES },
  { id: 'dns', step: '14', what: 'All site names resolve to the new host, on both name servers', who: '' },
);

/** People look at the pages: those whose DNS knows the new host, and those whose DNS still resolves to the old one. */
const visitors: CutoverStep = {
  id: 'visitors',
  step: '17',
  what: 'Visitors have reached the new host, directly and through the old one',
  who: '',
  do: async () => {
    for (const server of SERVER_NAMES) await visit(server);
  },
  undo: () => Promise.resolve(),
  verify: async () =>
    (await onHost('new', 'grep -c "(visitor)" /var/log/nginx/access.log || true')).trim() === '0'
      ? 'no visitor has reached the new host'
      : undefined,
};

/** The operations of the move of static pages, in order, including the end of the old host. */
export const PAGES_STEPS: readonly CutoverStep[] = [
  placeholder,
  data,
  dns,
  proxy,
  visitors,
  zoneCleaned({ zone: ZONE, hostname: SERVERS.old, machine: PAGES_WAY.from, who: '' }),
  retireHost(PAGES_WAY.from, ''),
];

export const PAGES_STATES: Readonly<Record<string, string>> = {
  frozen: data.id,
  switched: visitors.id,
  retired: 'retire',
};
