import type { Target } from '../../targets/schema.js';
import { NoAnswer } from '../core/no-answer.js';
import { askDns, type NameServer } from './dns.js';
import { valuesIn, type DnsAnswer, type RecordType } from './dns-records.js';
import { isInZone } from './dns-zone.js';

/** Queries one record set of a name. */
export type Lookup = (name: string, type: RecordType) => Promise<DnsAnswer>;

/**
 * For names in the zone, asks the zone's own servers, which know of a change at once, and for all others the target's first
 * resolver: never the resolver of this machine, which may see different data.
 * @throws {NoAnswer} if the target names no server to ask
 */
export function lookupFor({ dns, name: target }: Pick<Target, 'dns' | 'name'>): Lookup {
  const known = new Map<string, Promise<DnsAnswer>>();
  const [own, ...others] = dns.servers.map(({ name, ipv4 }): NameServer => ({ name, address: ipv4 }));
  return (name, type) => {
    const key = `${name.toLowerCase()} ${type}`;
    const server = isInZone(name.toLowerCase(), dns.zone) ? own : dns.resolvers[0];
    if (server === undefined) throw new NoAnswer(key, `target ${target}`, 'it names no server to query');
    const asked =
      known.get(key) ??
      askDns(server, { name, type }).catch((cause: unknown) => {
        // Other checks deal with one silent server among several.
        if (server !== own || others[0] === undefined) throw cause;
        return askDns(others[0], { name, type });
      });
    known.set(key, asked);
    return asked;
  };
}

/** The same in the form of node:dns (`resolve`), for libraries that accept a resolver. */
export type NodeResolver = (name: string, type: string) => Promise<string[] | string[][]>;

const TYPES: readonly string[] = ['A', 'AAAA', 'MX', 'PTR', 'TXT'];
const isAsked = (type: string): type is RecordType => TYPES.includes(type);

/**
 * @returns the resolver, and the first unanswered question: libraries report that as some other result
 */
export function nodeResolver(lookup: Lookup): { resolve: NodeResolver; unanswered: () => NoAnswer | undefined } {
  let silent: NoAnswer | undefined;
  const resolve: NodeResolver = async (name, type) => {
    if (!isAsked(type)) throw new Error(`${type} queries are not supported here`);
    const answer = await lookup(name, type).catch((cause: unknown) => {
      if (cause instanceof NoAnswer) silent ??= cause;
      throw Object.assign(new Error('no answer', { cause }), { code: 'ETIMEOUT' });
    });
    const values = valuesIn(answer);
    if (values.length === 0)
      throw Object.assign(new Error(`no ${type}`), { code: answer.exists ? 'ENODATA' : 'ENOTFOUND' });
    if (type === 'TXT') return values.map((value) => [value]);
    if (type !== 'MX') return values;
    const hosts = values.map((value) => {
      const [priority = '', exchange = ''] = value.split(' ');
      return { priority: Number(priority), exchange };
    });
    // As node:dns returns them and mailauth accepts them; mailauth's types leave them out.
    return hosts as unknown as string[];
  };
  return { resolve, unanswered: () => silent };
}
