import { Resolver } from 'node:dns/promises';
import { labIpv4, type LabHost } from '../../../targets/lab/target.js';

/** The addresses that a name server of the lab gives. */
export async function queryServer(server: LabHost, name: string, type: 'A' | 'AAAA'): Promise<string[]> {
  const resolver = new Resolver({ timeout: 5_000, tries: 1 });
  resolver.setServers([labIpv4(server)]);
  return type === 'A' ? resolver.resolve4(name) : resolver.resolve6(name);
}
