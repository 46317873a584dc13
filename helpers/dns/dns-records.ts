import { Packet } from 'dns2';
import { plainAddress } from '../core/address.js';

export type RecordType = 'A' | 'AAAA' | 'CAA' | 'CNAME' | 'MX' | 'NS' | 'PTR' | 'SOA' | 'TXT';
export type Question = { readonly name: string; readonly type: RecordType };

/** `value` as in a zone file, with names in lower case and without the trailing dot; empty for types not listed above. `ttl` in seconds. */
export type DnsRecord = { readonly name: string; readonly type: string; readonly ttl: number; readonly value: string };

/** A server's answer. "No such name" and "no such record" are answers, too. */
export type DnsAnswer = {
  readonly question: Question;
  readonly exists: boolean;
  /** The server is authoritative for the zone and does not answer from a cache (RFC 1035, 4.1.1, AA). */
  readonly authoritative: boolean;
  readonly records: readonly DnsRecord[];
};

/** @throws Error with the reason why it is not an answer to the question */
export function readAnswer({ header, questions: [asked], answers, errors }: Packet, question: Question): DnsAnswer {
  if (header.qr !== 1) throw new Error('the reply is a query, not an answer');
  const rcode = Object.entries(Packet.RCODE).find(([, code]) => code === header.rcode)?.[0] ?? `code ${header.rcode}`;
  if (rcode !== 'NOERROR' && rcode !== 'NXDOMAIN') throw new Error(`it answers ${rcode}`);
  const broken = errors.find(({ section }) => section === 'questions' || section === 'answers');
  if (broken) throw new Error(`the answer cannot be read: ${broken.message}`);
  if (asked?.name.toLowerCase() !== question.name.toLowerCase() || asked.type !== Packet.TYPE[question.type])
    throw new Error('the answer is to a different question');
  return {
    question,
    exists: rcode === 'NOERROR',
    authoritative: header.aa === 1,
    records: answers.map((record) => ({
      name: plainName(record.name),
      type: Packet.typeName(record.type),
      ttl: record.ttl,
      value: VALUES[record.type]?.(record) ?? '',
    })),
  };
}

type Resource = Packet['answers'][number];

const { A, AAAA, CAA, CNAME, PTR, NS, MX, SOA, TXT } = Packet.TYPE;
const addressIn = ({ address = '' }: Resource): string => plainAddress(address);
const domainIn = ({ domain = '' }: Resource): string => plainName(domain);

/** How the value of a record is formatted, by its type. */
const VALUES: Readonly<Record<number, (record: Resource) => string>> = {
  [A]: addressIn,
  [AAAA]: addressIn,
  [CNAME]: domainIn,
  [PTR]: domainIn,
  [NS]: ({ ns = '' }) => plainName(ns),
  [MX]: ({ priority, exchange = '' }) => `${priority ?? ''} ${plainName(exchange)}`,
  [CAA]: ({ flags = 0, tag = '', value = '' }) => plain(`${flags} ${tag} "${value}"`),
  [TXT]: ({ data = '' }) => plain(Array.isArray(data) ? data.join('') : data.toString()),
  [SOA]: ({ primary = '', admin = '', serial, refresh, retry, expiration, minimum }) =>
    [plainName(primary), plainName(admin), serial, refresh, retry, expiration, minimum].join(' '),
};

/** Foreign text, without characters that could repaint a terminal. */
export const plain = (text: string): string => text.replaceAll(/\p{Cc}/gu, '?');
const plainName = (name: string): string => plain(name).toLowerCase().replace(/\.$/, '');

/** The values of the records of the requested type, without the names on the way there (CNAME). */
export const valuesIn = ({ question, records }: DnsAnswer): string[] =>
  records
    .filter(({ type }) => type === question.type)
    .map(({ value }) => value)
    .sort();
