import { setTimeout as wait } from 'node:timers/promises';
import { unique } from '../core/lists.js';
import type { Target } from '../../targets/schema.js';
import { NoAnswer } from '../core/no-answer.js';
import { askDns, type NameServer } from './dns.js';
import { valuesIn } from './dns-records.js';
import { formatResult, resolvesTo, type DnsResult } from './dns-zone.js';
import type { Timeline } from '../evidence/timeline.js';

/** For how many seconds a resolver may still answer with the old host; undefined when it answers something else. */
const stillOldHost = ({ hosts: { old: oldHost, new: newHost } }: Target, { answer }: DnsResult): number | undefined =>
  resolvesTo(oldHost, answer) && !resolvesTo(newHost, answer)
    ? Math.max(0, ...answer.records.map(({ ttl }) => ttl))
    : undefined;

/** The problem with a resolver's answer some time after the switch: neither host, or the old host for too long. */
export function resolvesElsewhere(target: Target, ttl: number, found: DnsResult): string | undefined {
  if (resolvesTo(target.hosts.new, found.answer)) return undefined;
  const seconds = stillOldHost(target, found);
  if (seconds === undefined) return `${formatResult(found)}: neither the new host nor the old host`;
  return seconds <= ttl
    ? undefined
    : `${formatResult(found)}: the old host for another ${seconds} s, while the planned TTL is ${ttl} s`;
}

/** Where a resolver got a wrong answer from, as far as the answer shows, and how to end that. */
export const whereItIsFrom = ({ answer: { authoritative, question } }: DnsResult): string =>
  authoritative
    ? 'authoritative: from a zone in its own configuration, so the answer will not expire'
    : `not authoritative: from its cache, or from a resolver that it queries; \`rndc flushname ${question.name}\` removes that name from BIND's cache`;

/** Which resolvers still answer with the old host, one line each, with the names and the time left. */
export function stillCaching(target: Target, all: readonly DnsResult[]): string[] {
  const late = all.flatMap((found) => {
    const seconds = stillOldHost(target, found);
    return seconds === undefined ? [] : [{ ...found, seconds }];
  });
  return unique(late.map(({ server }) => server)).map((server) => {
    const own = late.filter((each) => each.server === server);
    const names = unique(own.map(({ answer }) => answer.question.name));
    const seconds = Math.max(...own.map((each) => each.seconds));
    return `${server.name} (${server.address}) resolves ${names.join(', ')} to the old host for at most another ${seconds} s`;
  });
}

type Watched = Timeline['resolvers'][number];

const POLL_INTERVAL_MS = 500;

/**
 * Asks several resolvers for www repeatedly for some seconds, concurrently.
 * @throws {NoAnswer} when one of them stops answering
 */
export async function watchResolvers(target: Target, seconds: number): Promise<Watched[]> {
  const times = Math.ceil((seconds * 1000) / POLL_INTERVAL_MS);
  const question = { name: target.sites[0].host, type: 'A' } as const;
  const watch = async (server: NameServer): Promise<Watched> => {
    const samples: Watched['samples'] = [];
    for (let time = 0; time < times; time += 1) {
      if (time > 0) await wait(POLL_INTERVAL_MS);
      const answer = await askDns(server, question);
      samples.push({
        at: new Date().toISOString(),
        ok: resolvesTo(target.hosts.new, answer),
        answer: valuesIn(answer).join(),
      });
    }
    return { resolver: `${server.name} (${server.address})`, samples };
  };
  const watched = await Promise.allSettled(target.dns.resolvers.map(watch));
  for (const each of watched) if (each.status === 'rejected') throw each.reason;
  if (watched.length === 0)
    throw new NoAnswer('how the change spreads', `target ${target.name}`, 'it names no resolver');
  return watched.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
}

/** Does a resolver answer with the old host, or another, after it answered with the new one? If so, an old answer is still somewhere in the zone. */
export const revertedToOldHost = ({ samples }: Watched): boolean =>
  samples.some(({ ok }, at) => !ok && samples[at - 1]?.ok === true);
