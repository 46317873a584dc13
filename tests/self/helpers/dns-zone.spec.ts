import { expect, test } from '@playwright/test';
import { stillCaching, resolvesElsewhere, revertedToOldHost } from '../../../helpers/dns/dns-propagation.js';
import type { DnsAnswer, DnsRecord, RecordType } from '../../../helpers/dns/dns-records.js';
import {
  askAll,
  holds,
  resolvesTo,
  everythingOnOldHost,
  recordsOnOldHost,
  reverseName,
  differsFrom,
} from '../../../helpers/dns/dns-zone.js';
import { lab } from '../../../targets/lab/target.js';

const {
  hosts: { old: deer, new: puma },
} = lab;
const server = { name: 'ns', address: '192.0.2.53' };
const record = (value: string, type: string = 'A', name = 'www.bewelcome.example', ttl = 300): DnsRecord => ({
  name,
  type,
  ttl,
  value,
});
const says = (type: RecordType, ...records: DnsRecord[]): DnsAnswer => ({
  question: { name: 'www.bewelcome.example', type },
  exists: true,
  authoritative: true,
  records,
});

test('a name resolves to a host when the answer has exactly the addresses of that host, even through an alias', () => {
  const alias = record('other.example', 'CNAME');

  expect(resolvesTo(puma, says('A', record(puma.ipv4)))).toBe(true);
  expect(resolvesTo(puma, says('A', alias, record(puma.ipv4)))).toBe(true);
  expect(resolvesTo(puma, says('A', record(puma.ipv4), record(deer.ipv4)))).toBe(false);
  expect(resolvesTo(puma, says('AAAA'))).toBe(false);
  expect(resolvesTo({ ...puma, ipv6: undefined }, says('AAAA'))).toBe(true);
});

test('the address or name of the old host is recognized in A, MX, and SPF values, but not as part of a longer address or name', () => {
  const held = [deer.ipv4, `10 ${deer.hostname}`, `v=spf1 ip4:${deer.ipv4}/32 -all`, `v=spf1 -a:${deer.hostname} -all`];

  for (const value of [...held, `v=spf1 ip6:2001:DB8:51:0::10 ~all`])
    expect(holds(deer, record(value)), value).toBe(true);
  for (const value of [`${deer.ipv4}0`, `10 x${deer.hostname}`, puma.ipv4])
    expect(holds(deer, record(value)), value).toBe(false);
});

test('records that may keep pointing to the old host are not reported until the host is off', () => {
  const zone = lab.dns.zone;
  const policy = says('TXT', record(`v=spf1 a:${deer.hostname} -all`, 'TXT', zone));
  const left = [`${zone} TXT is v=spf1 a:${deer.hostname} -all`];

  expect(recordsOnOldHost(lab, policy)).toEqual([]);
  expect(recordsOnOldHost({ ...lab, dns: { ...lab.dns, mayStay: [] } }, policy)).toEqual(left);
  // Once the old host is off, nothing may stay.
  expect(everythingOnOldHost(lab, policy)).toEqual(left);
});

test('an address is turned into the name of its PTR record', () => {
  expect(reverseName('198.51.100.20')).toBe('20.100.51.198.in-addr.arpa');
  expect(reverseName('2001:db8:51::20')).toBe(`0.2.${'0.'.repeat(18)}1.5.0.0.8.b.d.0.1.0.0.2.ip6.arpa`);
  expect(reverseName('::1')).toBe(`1.${'0.'.repeat(31)}ip6.arpa`);
});

test('a server that answers differently than usual, or from its cache, is reported', () => {
  const usual = [{ server, answer: says('A', record(puma.ipv4)) }];
  const other = { server, answer: says('A', record(deer.ipv4)) };
  const byHeart = { server, answer: { ...says('A', record(puma.ipv4)), authoritative: false } };

  expect(differsFrom(usual, { server, answer: says('A', record(puma.ipv4)) })).toBeUndefined();
  expect(differsFrom(usual, other)).toContain(`is ${deer.ipv4} (TTL 300); its usual answer is ${puma.ipv4}`);
  expect(differsFrom(usual, byHeart)).toContain('not authoritative');
});

test('a resolver may cache the address of the old host for as long as planned, but must not return the address of any third host', () => {
  const late = (ttl: number) => ({ server, answer: says('A', record(deer.ipv4, 'A', 'www.bewelcome.example', ttl)) });

  expect(resolvesElsewhere(lab, 600, { server, answer: says('A', record(puma.ipv4)) })).toBeUndefined();
  expect(resolvesElsewhere(lab, 600, late(600))).toBeUndefined();
  expect(resolvesElsewhere(lab, 600, late(601))).toContain(
    'the old host for another 601 s, while the planned TTL is 600 s',
  );
  expect(resolvesElsewhere(lab, 600, { server, answer: says('A', record('192.0.2.1')) })).toContain(
    'neither the new host nor the old host',
  );
  expect(resolvesElsewhere(lab, 600, { server, answer: says('A') })).toContain(
    'is nothing: neither the new host nor the old host',
  );
  expect(stillCaching(lab, [late(20), late(40)])).toEqual([
    'ns (192.0.2.53) resolves www.bewelcome.example to the old host for at most another 40 s',
  ]);
});

test('a resolver that went back to the old host is distinguished from one that switched and stayed', () => {
  const watched = (...all: boolean[]) => ({ resolver: 'x', samples: all.map((ok) => ({ at: '', ok, answer: '' })) });

  expect(revertedToOldHost(watched(false, true, true))).toBe(false);
  expect(revertedToOldHost(watched(true, false, true))).toBe(true);
});

test('once a server is known to be silent, no further queries are sent to it', async () => {
  const silent = { name: 'silent', address: '127.0.0.1', port: 1 };
  const question = { name: 'www.example', type: 'A' } as const;
  const options = { way: 'TCP' } as const;
  const { found, unanswered } = await askAll(Array.from({ length: 60 }, () => ({ server: silent, question, options })));

  expect(found).toEqual([]);
  expect(unanswered).toHaveLength(24);
});
