import type { Target } from '../../targets/schema.js';
import { plainAddress } from './address.js';

/** Every public name that the sites answer to. */
export const siteNames = ({ sites }: Pick<Target, 'sites'>): string[] =>
  sites.flatMap((site) => [site.host, ...site.aliases]);

/** The front page of the first site, which stands for all where one is enough. */
export const frontPage = ({ sites: [{ host }] }: Pick<Target, 'sites'>): string => `http://${host}/`;

/** The addresses that a target names for questions of every way, whole. */
export const probeUrls = ({ sites, probes }: Pick<Target, 'sites' | 'probes'>): readonly [string, ...string[]] => {
  const [first = '/', ...others] = probes.map((probe) => new URL(probe, frontPage({ sites })).href);
  return [first, ...others];
};

/** Addresses of a host, v4 and, where it has one, v6, as they can be compared. */
export const addressesOf = (host: { ipv4: string; ipv6?: string | undefined }): string[] =>
  (host.ipv6 === undefined ? [host.ipv4] : [host.ipv4, host.ipv6]).map(plainAddress);
