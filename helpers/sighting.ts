import type { HostIdentity } from './identity.js';

/** Media type of the attachments that {@link Sighting}s travel in. */
export const SIGHTING = 'application/vnd.deer-to-puma.sighting+json';

/** What a check saw of a host: a file of its evidence. */
export type Sighting = {
  /** In words, e.g. `GET http://www.bewelcome.example/ and 3 more`. */
  readonly name: string;
  /** ISO 8601, UTC. */
  readonly at: string;
  /** Name of the host that answered; empty where none of the target's is meant. */
  readonly host: string;
  readonly address: string;
  /** Who that host proved to be at the start of the run; null where it could not be asked. */
  readonly who: HostIdentity | null;
  readonly saw: unknown;
};

/** Longest text kept of one thing seen. */
const LONGEST = 2_000;

/**
 * What was seen, without what nobody may read later: the given secrets, and the session of whoever is logged in.
 * Long texts are cut; what is not plain data becomes text.
 */
export function withoutSecrets(saw: unknown, secrets: readonly string[]): unknown {
  if (typeof saw === 'string') {
    let text = saw.replace(/(sidTB=|PHPSESSID=)[^&;#/\s"]+/g, '$1...');
    for (const secret of secrets) text = text.replaceAll(secret, '(secret)');
    return text.length > LONGEST ? `${text.slice(0, LONGEST)}… (${text.length} characters)` : text;
  }
  if (saw instanceof Date) return saw.toISOString();
  if (Buffer.isBuffer(saw)) return `(${saw.length} bytes)`;
  if (Array.isArray(saw)) return saw.map((each) => withoutSecrets(each, secrets));
  if (saw !== null && typeof saw === 'object')
    return Object.fromEntries(Object.entries(saw).map(([key, value]) => [key, withoutSecrets(value, secrets)]));
  return saw;
}
