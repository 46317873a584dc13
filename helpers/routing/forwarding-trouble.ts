/** Sentences about a visitor who came through the old host and did not get the right answer: only observed facts. */
import { addressesOf } from '../core/site-names.js';
import type { LoggedRequest } from '../host/logs/access-log.js';
import type { HttpAnswer } from '../http/http.js';
import type { Host } from '../../targets/schema.js';
import type { PortState } from './ports.js';

/** Both hosts' logs of a request that the old host did not answer as the new host does. */
export type Seen = {
  readonly status: number;
  readonly scheme: 'http' | 'https';
  /** Requests in the new host's access log; undefined if it could not be asked. */
  readonly atNewHost: readonly LoggedRequest[] | undefined;
  /** How the new host reacts to a connection from the old host; undefined if it could not be tried. */
  readonly door: PortState | undefined;
};

/** Where the reason is. Conclusions from observations come first; if there are none, candidates are named as such. */
export function whereToLook(
  { status, scheme, atNewHost, door }: Seen,
  [old, newHost]: readonly [string, string],
): string {
  const own = atNewHost?.[0];
  if (own !== undefined)
    return own.status === status
      ? `${newHost} itself answered ${status}, according to its access log: check its error log and access rules`
      : `${newHost} answered ${own.status}, according to its access log, and ${old} turned that into ${status}: check Apache's error log on ${old}`;
  if (door !== undefined && door.answer !== 'open')
    return `${newHost} ${REACTIONS[door.answer]} a connection from ${old} to port ${door.port}: check for a firewall or a ban, and see what listens on ${newHost}`;
  if (status < 500) return `the ProxyPass for this name on ${old}, and whatever precedes it`;
  const tls = 'a missing SSLProxyEngine; a certificate that does not cover the requested name (ProxyPreserveHost); ';
  return `Apache's error log on ${old} gives the reason. It may be: ${scheme === 'https' ? tls : ''}a ProxyPass to an address where nothing answers; or a placeholder that is still enabled`;
}

const REACTIONS = { refused: 'refuses', silent: 'does not answer', unreachable: 'cannot be reached by' } as const;

/** What a host took a visitor's address to be, according to its log. */
export function takenFor(address: string, forged: readonly string[], oldHost: Host): string {
  if (forged.includes(address)) return `${address}, which the visitor had forged`;
  if (addressesOf(oldHost).includes(address))
    return `${address}, which is ${oldHost.name}: the address of the visitor is lost (X-Forwarded-For, mod_remoteip)`;
  return 'the visitor';
}

/** An answer, and the route by which it came. */
export type Routed = { readonly way: string; readonly answer: Pick<HttpAnswer, 'status' | 'headers' | 'text'> };

/** How answers that came by other routes differ from the first, one line each. */
export function routeDifferences([first, ...others]: readonly Routed[]): string[] {
  if (first === undefined) return [];
  const partsOf = ({ status, headers, text }: Routed['answer']): Record<string, string> => ({
    status: String(status),
    'content-type': headers['content-type'] ?? 'none',
    length: `${text.length} characters`,
  });
  const usual = partsOf(first.answer);
  return others.flatMap(({ way, answer }) => {
    const found = Object.entries(partsOf(answer)).filter(([part, value]) => value !== usual[part]);
    const parts = found.map(([part, value]) => `${part} is ${value}, not ${usual[part] ?? ''}`);
    if (answer.text === first.answer.text) return parts.length === 0 ? [] : `${way}: ${parts.join('; ')}`;
    parts.push('different contents');
    // A picture has no readable lines.
    if (!/^text\//.test(answer.headers['content-type'] ?? '')) return `${way}: ${parts.join('; ')}`;
    const [own, theirs] = differingLines(answer.text, first.answer.text);
    return [`${way}: ${parts.join('; ')} | ${way}: ${own} | ${first.way}: ${theirs}`];
  });
}

const MAX_SHOWN = 60;

/** The first line of each of two texts that the other lacks, from shortly before they differ. */
function differingLines(one: string, other: string): [string, string] {
  const [ours, theirs] = [one.split('\n'), other.split('\n')];
  const differing = ours.findIndex((line, index) => line !== theirs[index]);
  const at = differing < 0 ? ours.length : differing;
  const [own, their] = [ours[at] ?? '(nothing)', theirs[at] ?? '(nothing)'];
  const begin = Math.max(0, Array.from(own).findIndex((character, index) => character !== their[index]) - 20);
  return [own.slice(begin, begin + MAX_SHOWN), their.slice(begin, begin + MAX_SHOWN)];
}

/** One request of an access log, in words. */
export const formatRequest = ({ address, method, path, status }: LoggedRequest): string =>
  `${method} ${path} from ${address}: ${status}`;
