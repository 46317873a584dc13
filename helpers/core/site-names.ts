import type { Target } from '../../targets/schema.js';
import { plainAddress } from './address.js';

/** Every public name to which the sites answer. */
export const siteNames = ({ sites }: Pick<Target, 'sites'>): string[] =>
  sites.flatMap((site) => [site.host, ...site.aliases]);

/** The front page of the first site, which represents all of them where one is enough. */
export const frontPage = ({ sites: [{ host }] }: Pick<Target, 'sites'>): string => `http://${host}/`;

/** The addresses that a target names for requests by every route, as full URLs. */
export const probeUrls = ({ sites, probes }: Pick<Target, 'sites' | 'probes'>): readonly [string, ...string[]] => {
  const [first = '/', ...others] = probes.map((probe) => new URL(probe, frontPage({ sites })).href);
  return [first, ...others];
};

/** Addresses of a host, IPv4 and, if it has one, IPv6, in comparable form. */
export const addressesOf = (host: { ipv4: string; ipv6?: string | undefined }): string[] =>
  (host.ipv6 === undefined ? [host.ipv4] : [host.ipv4, host.ipv6]).map(plainAddress);
