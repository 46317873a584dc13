import { readFileSync } from 'node:fs';
import type { Target } from '../../targets/schema.js';
import { addressesIn } from './hosts-file/compose.js';
import { takeLease } from './hosts-file.js';
import { addressesOf, siteNames } from '../core/site-names.js';

/**
 * Resolves every name of the site to the new host, for every program on this machine, until the returned function is called.
 * @param purpose shown to a second run when it is refused
 * @throws HostsFileInUse while another run holds the file
 */
export async function pointToNewHost(target: Target, hostsFile: string, purpose: string): Promise<() => void> {
  const before = readFileSync(hostsFile);
  const entries = siteNames(target).flatMap((name) =>
    addressesOf(target.hosts.new).map((address) => ({ address, name })),
  );
  const lease = await takeLease({ file: hostsFile, entries, owner: purpose });
  return () => {
    const { editedMeanwhile } = lease.release();
    if (!editedMeanwhile && !readFileSync(hostsFile).equals(before)) {
      throw new Error(`${hostsFile} is not what it was before this run`);
    }
  };
}

/**
 * For gates that ask as a visitor does: nothing on this machine may resolve a name differently from DNS.
 * @throws Error that lists the entries still in the hosts file
 */
export function refuseOverride(target: Pick<Target, 'sites'>, hostsFile: string): void {
  const bytes = readFileSync(hostsFile);
  const left = siteNames(target).flatMap((name) => addressesIn(bytes, name).map((address) => `${address} ${name}`));
  if (left.length === 0) return;
  throw new Error(
    `${hostsFile} still overrides names of the site, but this gate must resolve them as visitors do:\n  ${left.join('\n  ')}\n` +
      '  Remove these lines, then run the gate again.',
  );
}
