import { expect, test } from '@playwright/test';
import nodemailer from 'nodemailer';
import { generateKeyPairSync } from 'node:crypto';
import { NoAnswer } from '../../../../helpers/core/no-answer.js';
import type { Lookup } from '../../../../helpers/dns/resolve.js';
import { issuersFor } from '../../../../helpers/dns/issuers.js';
import { objectionsTo } from '../../../../helpers/mailbox/authentication.js';
import { toMail } from '../../../../helpers/mailbox/mail.js';
import { presentationOf, senderPolicy } from '../../../../helpers/mailbox/sender.js';

type Zone = Readonly<Record<string, readonly string[]>>;

/** A world of records, `NAME TYPE` -> values; `silent` names answer nothing at all. */
const world =
  (zone: Zone, silent: readonly string[] = []): Lookup =>
  (name, type) => {
    if (silent.includes(name)) return Promise.reject(new NoAnswer(`${name} ${type}`, 'ns', 'no answer within 3 s'));
    const records = (zone[`${name} ${type}`] ?? []).map((value) => ({ name, type, ttl: 60, value }));
    return Promise.resolve({ question: { name, type }, exists: records.length > 0, authoritative: true, records });
  };

const PUMA = { 'puma.example.org A': ['192.0.2.20'], 'puma.example.org AAAA': ['2001:db8::20'] };
const spf = (record: string, more: Zone = {}, silent: readonly string[] = []) =>
  senderPolicy(world({ ...PUMA, 'example.org TXT': [record], ...more }, silent), {
    domain: 'example.org',
    address: '192.0.2.20',
    helo: 'puma.example.org',
  });

test('SPF is evaluated as receivers evaluate it, with includes, limits, and errors', async () => {
  const eleven = Array.from({ length: 11 }, (_, at) => `s${at}.example.org`);
  const included = Object.fromEntries(eleven.map((name) => [`${name} TXT`, ['v=spf1 ip4:198.51.100.1 -all']]));
  const results = await Promise.all([
    spf('v=spf1 a:puma.example.org -all'),
    spf('v=spf1 include:mail.example.org -all', { 'mail.example.org TXT': ['v=spf1 ip4:192.0.2.0/24 -all'] }),
    spf('v=spf1 ip4:192.0.2.10 -all'),
    spf('v=spf1 ip4:192.0.2.10 ~all'),
    spf('v=spf1 include:nobody.example.org -all'),
    spf('v=spf1 ipv4:192.0.2.20 -all'),
    spf(`v=spf1 ${eleven.map((name) => `include:${name}`).join(' ')} a:puma.example.org -all`, included),
    spf('google-site-verification=x'),
  ]);

  expect(results.map(({ result }) => result)).toEqual([
    'pass',
    'pass',
    'fail',
    'softfail',
    'permerror',
    'permerror',
    'permerror',
    'none',
  ]);
});

test('an unanswered DNS query results in NoAnswer, not in an SPF result', async () => {
  await expect(spf('v=spf1 include:slow.example.org -all', {}, ['slow.example.org'])).rejects.toThrow(NoAnswer);
  await expect(spf('v=spf1 -all', {}, ['example.org'])).rejects.toThrow(NoAnswer);
});

test('a PTR name is confirmed only if it resolves back to the host', async () => {
  const zone = { ...PUMA, '20.2.0.192.in-addr.arpa PTR': ['puma.example.org', 'old.example.net'] };

  expect(await presentationOf(world(zone), '192.0.2.20', 'puma.example.org')).toEqual({
    names: ['old.example.net', 'puma.example.org'],
    confirmed: ['puma.example.org'],
    heloAddresses: ['192.0.2.20'],
  });
});

test('DKIM, SPF, and DMARC of a message signed by a real mailer are judged', async () => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const key = publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
  const transport = nodemailer.createTransport({
    streamTransport: true,
    buffer: true,
    newline: 'windows',
    dkim: {
      domainName: 'example.org',
      keySelector: 'rox',
      privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    },
  });
  const sent = await transport.sendMail({
    from: 'team@example.org',
    to: 'a@example.net',
    subject: 'Hi',
    text: 'Grüße',
  });
  const mail = await toMail(sent.message as Buffer, {
    id: '1',
    from: 'team@example.org',
    to: ['a@example.net'],
    helo: 'puma.example.org',
  });
  const published = { 'rox._domainkey.example.org TXT': [`v=DKIM1; k=rsa; p=${key}`] };
  const policy = { '_dmarc.example.org TXT': ['v=DMARC1; p=reject'] };
  const judge = (zone: Zone) => objectionsTo(world({ ...PUMA, ...zone }), mail, ['192.0.2.20']);

  expect(await judge({ ...published, ...policy })).toEqual([]);
  // Nobody said anything: no objection but that of the key which is not there.
  expect(await judge({})).toEqual([expect.stringContaining('rox._domainkey.example.org')]);
  // SPF vouches for the domain, and the key is not published.
  const allowed = { 'example.org TXT': ['v=spf1 a:puma.example.org -all'] };
  expect(await judge({ ...policy, ...allowed })).toEqual([expect.stringMatching(/^DKIM /)]);
  expect(await judge(policy)).toEqual([
    expect.stringMatching(/^DKIM /),
    'DMARC fail: neither SPF nor a signature vouches for example.org',
  ]);
});

test('the CAA records closest to the name apply; if there are none, any CA may issue a certificate', async () => {
  const zone = {
    'example.org CAA': ['0 issue "letsencrypt.org; validationmethods=dns-01"', '0 iodef "mailto:a@example.org"'],
    'closed.example.org CAA': ['0 issue ";"'],
  };
  const issuers = (name: string) => issuersFor(world(zone), name, 'example.org');

  expect(await issuers('www.example.org')).toEqual({ at: 'example.org', allowed: ['letsencrypt.org'] });
  expect(await issuers('closed.example.org')).toEqual({ at: 'closed.example.org', allowed: [] });
  expect(await issuersFor(world({}), 'www.example.org', 'example.org')).toEqual({ at: undefined, allowed: [] });
});
