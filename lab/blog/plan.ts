import { LAB_NET, labIpv4, labIpv6 } from '../../targets/lab/target.js';

/** The facts of the pair: names and addresses that its hosts, its name servers, and its tests share. */
export const ZONE = 'hillwalkers.example';

/** Both hosts, and what their owners call them. */
export const SERVERS = { old: `birch.${ZONE}`, new: `cedar.${ZONE}` } as const;
export type Server = keyof typeof SERVERS;
export const SERVER_NAMES = ['old', 'new'] as const satisfies readonly Server[];

export type Site = {
  /** The name of its folder, its certificate, and its configuration files. */
  readonly id: string;
  /** The first is the name that the site uses for itself. */
  readonly names: readonly [string, ...string[]];
  readonly kind: 'wordpress' | 'static';
};

export const SITES: readonly Site[] = [
  { id: 'club', names: [`www.${ZONE}`, ZONE], kind: 'wordpress' },
  { id: 'kitchen', names: [`kitchen.${ZONE}`], kind: 'wordpress' },
  { id: 'routes', names: [`routes.${ZONE}`], kind: 'static' },
  { id: 'photos', names: [`photos.${ZONE}`], kind: 'static' },
  { id: 'letters', names: [`letters.${ZONE}`, `newsletter.${ZONE}`], kind: 'static' },
];

/** People with an account on the servers. Their keys are created with those of the lab. */
export const ACCOUNTS = ['anna', 'jonas', 'deploy'] as const;

/** Host part of a v6 address in the reverse zone: sixteen nibbles, last first (RFC 3596, 2.5). */
const nibbles = (server: Server): string =>
  Array.from(String(LAB_NET.hosts[server]).padStart(16, '0')).reverse().join('.');

/** The meaning of `{{word}}` in the files below lab/blog/root and lab/root. */
export const words = (hostname: string): Record<string, string> => ({
  hostname,
  zone: ZONE,
  old4: labIpv4('old'),
  old6: labIpv6('old'),
  oldLast: String(LAB_NET.hosts.old),
  oldNibbles: nibbles('old'),
  new4: labIpv4('new'),
  new6: labIpv6('new'),
  newLast: String(LAB_NET.hosts.new),
  newNibbles: nibbles('new'),
  'ns1-4': labIpv4('ns1'),
  'ns1-6': labIpv6('ns1'),
  'ns2-4': labIpv4('ns2'),
  'ns2-6': labIpv6('ns2'),
  outside4: labIpv4('outside'),
  resolver4: labIpv4('resolver'),
});
