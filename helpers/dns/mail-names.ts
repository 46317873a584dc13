import { probePorts } from '../routing/ports.js';
import { valuesIn } from './dns-records.js';
import type { Lookup } from './resolve.js';

/** A name that mail programs use, and the ports, at least one of which must answer there. */
export type ServiceName = { readonly name: string; readonly ports: readonly number[]; readonly why: string };

/** Names that programs look up on their own, and those that people type. */
export const CLIENT_NAMES: readonly { readonly label: string; readonly ports: readonly number[] }[] = [
  { label: 'mail', ports: [25, 465, 587, 143, 993, 110, 995, 80, 443] },
  { label: 'smtp', ports: [25, 465, 587] },
  { label: 'imap', ports: [143, 993] },
  { label: 'pop', ports: [110, 995] },
  { label: 'pop3', ports: [110, 995] },
  { label: 'webmail', ports: [80, 443] },
  { label: 'autoconfig', ports: [80, 443] },
  { label: 'autodiscover', ports: [80, 443] },
  { label: 'mta-sts', ports: [443] },
];

const addressesOf = async (lookup: Lookup, name: string): Promise<string[]> =>
  (await Promise.all((['A', 'AAAA'] as const).map((type) => lookup(name, type)))).flatMap(valuesIn);

/** The mail hosts of a domain; a domain that accepts no mail says so with a single dot (RFC 7505). */
export async function mailHosts(lookup: Lookup, domain: string): Promise<ServiceName[]> {
  const records = valuesIn(await lookup(domain, 'MX'));
  return records
    .map((value) => value.split(' ')[1] ?? '')
    .filter((name) => name !== '')
    .map((name) => ({ name, ports: [25], why: `MX of ${domain}` }));
}

/**
 * Names at which no one answers, one line each; a name that is not in DNS is not in use.
 * @param isRequired a name without an address is a finding
 * @throws {NoAnswer} when a question went unanswered
 */
export async function deadNames(lookup: Lookup, names: readonly ServiceName[], isRequired: boolean): Promise<string[]> {
  const all = await Promise.all(
    names.map(async ({ name, ports, why }) => {
      const addresses = await addressesOf(lookup, name);
      if (addresses.length === 0) return isRequired ? [`${name} (${why}) has no address`] : [];
      const states = await probePorts(addresses, ports);
      return addresses.flatMap((address) => {
        const own = states.filter((state) => state.address === address);
        if (own.some(({ answer }) => answer === 'open')) return [];
        const said = own.map(({ port, answer }) => `${port} ${answer}`).join(', ');
        return [`${name} (${why}) resolves to ${address}, where no probed port is open: ${said}`];
      });
    }),
  );
  return all.flat();
}
