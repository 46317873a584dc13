import { spf } from 'mailauth/lib/spf/index.js';
import { plainAddress } from '../core/address.js';
import type { Lookup } from '../dns/resolve.js';
import { nodeResolver } from '../dns/resolve.js';
import { valuesIn, type DnsAnswer } from '../dns/dns-records.js';
import { reverseName } from '../dns/dns-zone.js';

/** A receiver's view of a host that sends on behalf of a domain (RFC 7208). */
export type SenderPolicy = { readonly result: string; readonly why: string; readonly record: string };

/**
 * Evaluates SPF as a receiver does, with all includes and limits.
 * @throws {NoAnswer} when a DNS question went unanswered
 */
export async function senderPolicy(
  lookup: Lookup,
  { domain, address, helo }: { readonly domain: string; readonly address: string; readonly helo: string },
): Promise<SenderPolicy> {
  const { resolve, unanswered } = nodeResolver(lookup);
  const { status } = await spf({
    sender: `postmaster@${domain}`,
    ip: address,
    helo,
    mta: 'receiver',
    resolver: resolve,
  });
  const silent = unanswered();
  if (silent !== undefined && status.result === 'temperror') throw silent;
  const records = valuesIn(await lookup(domain, 'TXT')).filter((text) => /^v=spf1( |$)/i.test(text));
  const why = typeof status.comment === 'string' ? status.comment.replace(/^receiver: /, '') : '';
  return { result: status.result, why, record: records.join(' | ') || 'none' };
}

/** How a host presents itself to receivers, from one of its addresses. */
export type Presentation = {
  /** The names for the address (PTR). */
  readonly names: readonly string[];
  /** Those names that resolve back to the address. */
  readonly confirmed: readonly string[];
  /** Addresses of the name in the host's greeting. */
  readonly heloAddresses: readonly string[];
};

/** @throws {NoAnswer} when a DNS question went unanswered */
export async function presentationOf(lookup: Lookup, address: string, helo: string): Promise<Presentation> {
  const family = address.includes(':') ? 'AAAA' : 'A';
  const values = (answer: DnsAnswer): string[] => valuesIn(answer).map(plainAddress);
  const names = valuesIn(await lookup(reverseName(address), 'PTR'));
  const back = await Promise.all(names.map(async (name) => ({ name, found: values(await lookup(name, family)) })));
  return {
    names,
    confirmed: back.filter(({ found }) => found.includes(plainAddress(address))).map(({ name }) => name),
    heloAddresses: values(await lookup(helo, family)),
  };
}
