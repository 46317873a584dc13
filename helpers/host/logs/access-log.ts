import { isIP } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import type { Host, Target } from '../../../targets/schema.js';
import { addressesOf } from '../../core/site-names.js';
import { shellQuote } from '../../ssh/ssh-errors.js';
import { runScript } from '../../ssh/ssh.js';

/** One line of an access log, in one of Apache's formats common, combined and vhost_combined. */
export type LoggedRequest = {
  /** Of the client, as the server took it to be. */
  readonly address: string;
  readonly method: string;
  readonly path: string;
  readonly status: number;
};

/** Where Debian's Apache logs requests, as a pattern of the shell; every virtual host may have a log of its own. */
export const ACCESS_LOGS = '/var/log/apache2/*access*.log';
/** Of each log, in bytes: hours of a busy site, and read in a moment. */
const TAIL_BYTES = 4_000_000;
/** Apache writes a request down when it is over, which may be after the visitor has his answer. */
const TIMEOUT_MS = 3_000;
const POLL_INTERVAL_MS = 150;

/**
 * The requests of one client that a host has logged, found by what the client called itself. Waits a moment for the first.
 * @throws {NoAnswer} when the host could not be asked
 */
export async function requestsOf(userAgent: string, host: Host): Promise<LoggedRequest[]> {
  const asking = `the latest lines with ${userAgent} in ${ACCESS_LOGS}`;
  const script = `for log in ${ACCESS_LOGS}; do tail -q -c ${TAIL_BYTES} "$log"; done 2>/dev/null | grep -aF ${shellQuote(userAgent)}`;
  const until = Date.now() + TIMEOUT_MS;
  for (;;) {
    const { stdout } = await runScript(host, script, { description: asking });
    const requests = stdout.split('\n').flatMap((line) => loggedRequest(line) ?? []);
    if (requests.length > 0 || Date.now() >= until) return requests;
    await wait(POLL_INTERVAL_MS);
  }
}

/** Reads a line of an access log; undefined when it is none. */
export function loggedRequest(line: string): LoggedRequest | undefined {
  const [, first = '', second = '', method, path, status] =
    /^(\S+) (\S+) .*?\[[^\]]+\] "(\S+) (\S+)[^"]*" (\d{3}) /.exec(line) ?? [];
  // The name and port of a virtual host, where they are logged, come first; so an address of IPv6 may look.
  const address = isIP(first) > 0 ? first : second;
  if (isIP(address) === 0 || method === undefined || path === undefined) return undefined;
  return { address, method, path, status: Number(status) };
}

/**
 * Why requests were not served by the new host as they should have been, in words; undefined when they were.
 * @param atOldHost what the old host logged of them; undefined: they were not to come through the old host
 */
export function wrongRequests(
  target: Pick<Target, 'hosts'>,
  atNewHost: readonly LoggedRequest[],
  atOldHost: readonly LoggedRequest[] | undefined,
): string | undefined {
  const first = atNewHost[0];
  if (!first) return "The new host's access log has no request of this visitor: somebody else answered";
  const addresses = (requests: readonly LoggedRequest[]): string[] =>
    [...new Set(requests.map(({ address }) => address))].sort();
  const ofOldHost = addresses(atNewHost).find((address) => addressesOf(target.hosts.old).includes(address));
  if (ofOldHost !== undefined)
    return `The new host took the visitor for the old host (${ofOldHost}), so their own address is lost: X-Forwarded-For, mod_remoteip`;
  if (!atOldHost) return undefined;
  if (atOldHost.length === 0)
    return "The old host's access log has no request of this visitor, who came to the old host";
  const [came, seen] = [addresses(atOldHost), addresses(atNewHost)];
  return came.join() === seen.join()
    ? undefined
    : `the visitor came to the old host from ${came.join(', ')}, and the new host took him for ${seen.join(', ')}`;
}
