import type { Host, Target } from '../../targets/schema.js';
import { plainAddress } from '../core/address.js';
import { addressesOf, siteNames } from '../core/site-names.js';

/** One connection: which URL was requested and which machine answered. */
export type Connection = { readonly url: string; readonly address: string };

/** Why a URL must not even be requested; undefined when its host is one of the target's, or when the URL needs no network. */
export function disallowedHost(target: Target, url: string): string | undefined {
  const { hostname, protocol } = new URL(url);
  const known = [...siteNames(target), ...target.thirdParties.map(({ host }) => host)];
  return !protocol.startsWith('http') || known.includes(hostname)
    ? undefined
    : `${withoutSession(url)} was requested; ${hostname} is neither a name of the site nor in thirdParties of the target`;
}

/**
 * Judges where a client of the suite ended up.
 * @param front the host to which the names of the site resolve for this client
 * @returns undefined when the machine is the intended one, else the reason in words, with URL and address
 */
export function unexpectedServer(target: Target, { url, address }: Connection, front: Host): string | undefined {
  const { hostname } = new URL(url);
  const plain = plainAddress(address);
  const went = `${withoutSession(url)} was answered by ${plain}${whose(target, plain)}`;

  if (siteNames(target).includes(hostname)) {
    return addressesOf(front).includes(plain)
      ? undefined
      : `${went}, not by ${front.name} (${addressesOf(front).join(', ')})`;
  }
  const unknown = disallowedHost(target, url);
  if (unknown !== undefined) return unknown;
  const expected = target.thirdParties.find(({ host }) => host === hostname)?.address;
  return expected === undefined || plainAddress(expected) === plain
    ? undefined
    : `${went}, not by ${expected}, the address that the target gives`;
}

const whose = (target: Target, address: string): string => {
  const host = [target.hosts.old, target.hosts.new].find((candidate) => addressesOf(candidate).includes(address));
  return host ? ` (${host.name})` : '';
};

/**
 * The site puts session ids and keys into some URLs, as in links that confirm a registration; they let anyone in,
 * so evidence must not keep them.
 */
export const withoutSession = (url: string): string =>
  url
    .replace(
      /((?:sidTB|PHPSESSID)=|[?&](?:k|key|api_?key|token|sid|session|sig|code|password)=)[^&#/;"'\s]+/gi,
      '$1...',
    )
    .replace(/(https?:\/\/[^\s"'/?#]*(?:\/[^\s"'/?#]*)*?\/)[0-9a-f]{16,}(?=$|[\s"'/?#])/gi, '$1...')
    .replace(/(:\/\/[^/:@\s"']*:)[^@/\s"']+@/g, '$1...@');
