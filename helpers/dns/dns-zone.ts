import type { Host, Target } from '../../targets/schema.js';
import { RECORD_TYPES } from '../../targets/record-types.js';
import { NoAnswer } from '../core/no-answer.js';
import { askDns, type AskOptions, type NameServer } from './dns.js';
import { plainAddress } from '../core/address.js';
import { valuesIn, type DnsAnswer, type DnsRecord, type Question } from './dns-records.js';
import { addressesOf, siteNames } from '../core/site-names.js';

/** A question, and the server to ask. */
export type DnsQuery = { readonly server: NameServer; readonly question: Question; readonly options?: AskOptions };
export type DnsResult = { readonly server: NameServer; readonly answer: DnsAnswer };

/** How many questions may be in flight at once: some servers treat more as an attack. */
const MAX_CONCURRENT = 24;

/**
 * Asks many questions concurrently. Unanswered ones are kept separate, so that they cannot hide a wrong answer. A server that
 * was silent once is not asked again: each further question would cost another timeout.
 */
export async function askAll(asked: readonly DnsQuery[]): Promise<{ found: DnsResult[]; unanswered: NoAnswer[] }> {
  const found: DnsResult[] = [];
  const unanswered: NoAnswer[] = [];
  const silent = new Set<NameServer>();
  for (let at = 0; at < asked.length; at += MAX_CONCURRENT) {
    const next = asked.slice(at, at + MAX_CONCURRENT).filter(({ server }) => !silent.has(server));
    const some = next.map(async ({ server, question, options }) => {
      try {
        return { server, answer: await askDns(server, question, options) };
      } catch (error) {
        if (!(error instanceof NoAnswer)) throw error;
        silent.add(server);
        return error;
      }
    });
    for (const each of await Promise.all(some)) {
      if (each instanceof NoAnswer) unanswered.push(each);
      else found.push(each);
    }
  }
  return { found, unanswered };
}

/** Each address of each server of the zone is asked separately: one may be right and another stale. */
export const serversOf = ({ dns }: Pick<Target, 'dns'>, family: 4 | 6): NameServer[] =>
  dns.servers.flatMap(({ name, ipv4, ipv6 }) => {
    const address = family === 4 ? ipv4 : ipv6;
    return address === undefined ? [] : [{ name, address }];
  });

/** Every question for each of the servers. */
export const dnsQueries = (
  servers: readonly NameServer[],
  questions: readonly Question[],
  options: AskOptions = {},
): DnsQuery[] => servers.flatMap((server) => questions.map((question) => ({ server, question, options })));

/** The questions for the addresses of names. */
export const addressQuestions = (names: readonly string[]): Question[] =>
  names.flatMap((name) => (['A', 'AAAA'] as const).map((type) => ({ name, type })));

/** The value of a host's record of a type; empty if it has no such address. */
const addressIn = (host: Host, type: string): string[] =>
  addressesOf(host)
    .map(plainAddress)
    .filter((address) => address.includes(':') === (type === 'AAAA'));

/** Does the answer resolve to this host and nothing else? */
export const resolvesTo = (host: Host, answer: DnsAnswer): boolean =>
  valuesIn(answer).join() === addressIn(host, answer.question.type).join();

/** `ns1.example (192.0.2.1): www.example A is 192.0.2.7 (TTL 600)` */
export const formatResult = ({ server, answer }: DnsResult): string => {
  const { question, exists, records } = answer;
  const said = records.map(
    ({ type, value, ttl }) => `${type === question.type ? '' : `${type} `}${value} (TTL ${ttl})`,
  );
  const what = said.join(', ') || (exists ? 'nothing' : 'nonexistent (NXDOMAIN)');
  return `${server.name} (${server.address}): ${question.name} ${question.type} is ${what}`;
};

/** The problem when a server's answer is not its usual one, or comes from a cache. */
export function differsFrom(usual: readonly DnsResult[], found: DnsResult): string | undefined {
  const { server, answer } = found;
  const { name, type } = answer.question;
  const before = usual.find(
    (each) =>
      each.server.name === server.name && each.answer.question.name === name && each.answer.question.type === type,
  );
  if (!answer.authoritative)
    return `${formatResult(found)}, not authoritative (no AA flag): ${server.name} does not serve the zone`;
  if (before && valuesIn(before.answer).join() === valuesIn(answer).join()) return undefined;
  return `${formatResult(found)}; its usual answer is ${before ? valuesIn(before.answer).join(', ') || 'nothing' : 'nothing'}`;
}

/**
 * Names that many zones have and that no one writes down: a zone cannot be asked for all its names, since few servers hand
 * it out whole.
 */
export const CUSTOMARY_NAMES: readonly string[] =
  'mail smtp imap pop pop3 mx mx1 webmail autoconfig autodiscover ftp sftp ns ns1 ns2 dns dev test testing beta stage staging old new m mobile static img images media cdn assets api blog wiki forum docs help support status stats webstats lists list trac svn git bugs jira shop admin intranet vpn irc chat jabber xmpp db mysql backup monitor munin nagios ipv4 ipv6 secure ssl login'.split(
    ' ',
  );

/** Questions for everything that the zone may contain for these names. */
export const everyRecord = (names: readonly string[]): Question[] =>
  names.flatMap((name) => RECORD_TYPES.map((type) => ({ name, type })));

/** Names that the records point to: name servers, mail hosts, aliases. */
export const namesBehind = ({ records }: DnsAnswer): string[] =>
  records.filter(({ type }) => ['NS', 'MX', 'CNAME'].includes(type)).map(({ value }) => value.split(' ').at(-1) ?? '');

export const isInZone = (name: string, zone: string): boolean => name === zone || name.endsWith(`.${zone}`);

/**
 * Records that must not point to the old host but do, one line each. The addresses of the site's own names are left out: a separate
 * check compares them with the new host.
 */
export function recordsOnOldHost(target: Target, { records }: DnsAnswer): string[] {
  const { dns, sites } = target;
  const own = siteNames({ sites });
  return everythingOnOldHost(target, {
    records: records
      .filter(({ name, type }) => !(own.includes(name) && (type === 'A' || type === 'AAAA')))
      .filter(({ name, type }) => !dns.mayStay.some((each) => each.name === name && each.type === type)),
  });
}

/** The same once the old host is off: nothing may point there any more. */
export const everythingOnOldHost = (
  { hosts: { old: oldHost } }: Target,
  { records }: Pick<DnsAnswer, 'records'>,
): string[] =>
  records.filter((record) => holds(oldHost, record)).map(({ name, type, value }) => `${name} ${type} is ${value}`);

/** Does a record contain an address or the name of a host? In a TXT record, as in SPF (RFC 7208, 5). */
export function holds(host: Host, { value }: DnsRecord): boolean {
  const words = value
    .toLowerCase()
    .split(/[\s",;]+/)
    .map((word) => word.replace(/^[+?~-]?(?:ip4|ip6|a|mx|ptr|exists|include|redirect)[:=]/, '').replace(/\/\d+$/, ''));
  const wanted = [host.hostname.toLowerCase(), ...addressesOf(host)];
  return words.some((word) => wanted.includes(plainAddress(word)));
}

/** The name whose PTR record identifies the owner of an address (RFC 1035, 3.5; RFC 3596, 2.5). */
export function reverseName(address: string): string {
  const plain = plainAddress(address);
  if (!plain.includes(':')) return `${plain.split('.').reverse().join('.')}.in-addr.arpa`;
  const [head = [], tail = []] = plain.split('::').map((half) => half.split(':').filter((group) => group !== ''));
  const groups = [...head, ...Array<string>(8 - head.length - tail.length).fill('0'), ...tail];
  const nibbles = Array.from(groups.map((group) => group.padStart(4, '0')).join(''));
  return `${nibbles.reverse().join('.')}.ip6.arpa`;
}
