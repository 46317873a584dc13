import { randomBytes } from 'node:crypto';
import type { Target } from '../../targets/schema.js';
import { unique } from '../core/lists.js';
import { siteNames } from '../core/site-names.js';
import type { DnsAnswer } from '../dns/dns-records.js';
import {
  addressQuestions,
  askAll,
  CUSTOMARY_NAMES,
  dnsQueries,
  namesBehind,
  serversOf,
  type DnsResult,
} from '../dns/dns-zone.js';
import type { Sighted, Yardstick } from './types.js';

/**
 * Names in the zone that the target does not list and to which the zone's own MX and NS records do not point: no check asks what they resolve to.
 * Few servers hand out a whole zone, so names that many zones have are tried. With a wildcard, all of them exist.
 */
export async function zoneNames(target: Target): Promise<Yardstick> {
  const { zone } = target.dns;
  const [server] = serversOf(target, 4);
  if (server === undefined)
    return { sighted: [], unreadable: [`names of ${zone}: the target lists no name server for this zone`] };
  const nobodys = `no-such-name-${randomBytes(4).toString('hex')}.${zone}`;
  const tried = CUSTOMARY_NAMES.map((name) => `${name}.${zone}`);
  const { found, unanswered } = await askAll(
    dnsQueries(
      [server],
      [...addressQuestions([nobodys, ...tried]), ...(['MX', 'NS'] as const).map((type) => ({ name: zone, type }))],
    ),
  );
  const [silent] = unanswered;
  const unreadable = silent === undefined ? [] : [`names of ${zone}: ${silent.unanswered.why}`];
  const has = ({ answer }: DnsResult): boolean => answer.records.length > 0;
  if (found.some((each) => each.answer.question.name === nobodys && has(each)))
    return { sighted: [sighted(`*.${zone}`)], unreadable };
  const known = [
    ...[zone, ...siteNames(target), ...target.dns.names, ...target.dns.servers.map(({ name }) => name)],
    ...Object.values(target.hosts).map(({ hostname }) => hostname),
    ...target.aftercare.subDomains.map(({ name }) => name),
    ...found.filter(({ answer }) => answer.question.name === zone).flatMap(({ answer }) => namesBehind(answer)),
  ].map((name) => name.toLowerCase());
  const there = found.filter(has).map(({ answer }: { answer: DnsAnswer }) => answer.question.name);
  return { sighted: unique(there.filter((name) => !known.includes(name))).map(sighted), unreadable };
}

const sighted = (name: string): Sighted => ({ kind: 'name', name, count: 1, bytes: 0, by: [] });
