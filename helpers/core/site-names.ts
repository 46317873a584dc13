import type { Target } from '../../targets/schema.js';
import { plainAddress } from './address.js';

/** Every public name that the sites answer to. */
export const siteNames = ({ sites }: Pick<Target, 'sites'>): string[] =>
  sites.flatMap((site) => [site.host, ...site.aliases]);

/** The front page of the first site, which stands for all where one is enough. */
export const frontPage = ({ sites: [{ host }] }: Pick<Target, 'sites'>): string => `http://${host}/`;

/** The page of the first site that requests are tried out with. */
export const probePage = ({
  sites: [{ host }],
  probePages: [path = '/'],
}: Pick<Target, 'sites' | 'probePages'>): string => `http://${host}${path}`;

/** Addresses of a host, v4 and, where it has one, v6, as they can be compared. */
export const addressesOf = (host: { ipv4: string; ipv6?: string | undefined }): string[] =>
  (host.ipv6 === undefined ? [host.ipv4] : [host.ipv4, host.ipv6]).map(plainAddress);
