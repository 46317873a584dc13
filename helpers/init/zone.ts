import { Resolver } from 'node:dns/promises';
import { getServers } from 'node:dns';
import { isIP } from 'node:net';
import type { Found } from '../../targets/drafted.js';

/** The answer of a resolver; empty if it does not answer. */
const orNone = (answer: Promise<string[]>): Promise<string[]> => answer.catch(() => []);

/**
 * The zone of the sites, and its name servers, as resolvers report them.
 * @param hosts names of the sites
 * @param chosen resolvers to ask; if empty, those of this machine
 */
export async function zoneOf(
  hosts: readonly string[],
  chosen: readonly string[] = [],
): Promise<{ dns: Found['dns']; gaps: string[] }> {
  const resolver = new Resolver({ timeout: 2_000, tries: 1 });
  if (chosen.length > 0) resolver.setServers(chosen);
  // Other machines cannot use a port or an IPv6 zone of the system's own resolver.
  const resolvers = [...chosen, ...(chosen.length > 0 ? [] : getServers())].filter(
    (address) => isIP(address) !== 0 && !/^(127\.|::1$)/.test(address),
  );
  const [first] = hosts;
  if (first === undefined) return { dns: { zone: null, servers: [], resolvers }, gaps: ['dns: no site, so no zone'] };
  for (let zone = first; zone.includes('.'); zone = zone.slice(zone.indexOf('.') + 1)) {
    const names = await orNone(resolver.resolveNs(zone));
    if (names.length === 0) continue;
    const servers = await Promise.all(
      names.sort().map(async (name) => {
        const [[ipv4], [ipv6]] = await Promise.all([orNone(resolver.resolve4(name)), orNone(resolver.resolve6(name))]);
        return ipv4 === undefined ? [] : [{ name, ipv4, ipv6, where: `NS of ${zone}` }];
      }),
    );
    return { dns: { zone, servers: servers.flat(), resolvers }, gaps: [] };
  }
  const guess = first.replace(/^www\./, '');
  return {
    dns: { zone: guess, servers: [], resolvers },
    gaps: [`dns: the resolvers return no name servers for ${guess}; it is only assumed to be the zone`],
  };
}
