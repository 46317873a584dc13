import { test, expect } from '@playwright/test';
import type { DnsResult } from '../../../helpers/dns/dns-zone.js';
import { missingItems } from '../../../helpers/baseline/compare.js';
import { whereItIsFrom } from '../../../helpers/dns/dns-propagation.js';
import { serialComplaints } from '../../../helpers/dns/serials.js';
import { deploymentOf } from '../../../helpers/host/facts/site.js';
import type { HostFacts } from '../../../helpers/host/facts/types.js';
import { endingBefore } from '../../../helpers/http/tls-certificate.js';
import { mailbox } from '../../../helpers/mailbox/mailbox.js';
import { gist } from '../../../reports/outputs/text.js';
import { lab } from '../../../targets/lab/target.js';
import { openPost } from '../helpers/mailbox/post-mail.js';

/** Messages that once led away from the cause: what is said now must name it. */
test('both versions of a long line are shown starting just before they differ', () => {
  const line = '17 3 * * * bwrox /home/bwrox/scripts/daily --server www.bewelcome.example --log /var/log/daily-';
  const said = `Error: the line of the job\n\nexpect(received).toBe(expected) // Object.is equality\n\nExpected: "${line}$(date +\\%F)"\nReceived: "${line}$(date +%F)"`;

  expect(gist(said, 4)).toEqual([
    'the line of the job',
    'Expected: …r/log/daily-$(date +\\%F)"',
    'Received: …r/log/daily-$(date +%F)"',
  ]);
});

const soa = (server: string, serial: number): DnsResult => ({
  server: { name: server, address: '192.0.2.1' },
  answer: {
    question: { name: 'site.example', type: 'SOA' },
    exists: true,
    authoritative: true,
    records: [
      { name: 'site.example', type: 'SOA', ttl: 600, value: `ns1.site.example root.site.example ${serial} 1 1 1 1` },
    ],
  },
});

test('a secondary name server that is ahead of the primary is distinguished from one that is behind', () => {
  const primary = soa('ns1.site.example', 10);

  expect(serialComplaints([primary, soa('ns2.site.example', 11)])).toEqual([
    expect.stringContaining('has the serial 11, ahead of ns1.site.example with 10: it will not fetch the zone until'),
  ]);
  expect(serialComplaints([primary, soa('ns2.site.example', 9)])).toEqual([
    expect.stringContaining('has the serial 9, behind ns1.site.example with 10: it has not fetched the zone'),
  ]);
  // Serials go round.
  expect(serialComplaints([soa('ns1.site.example', 4_294_967_295), soa('ns2.site.example', 1)])[0]).toContain('ahead');
  expect(serialComplaints([primary, soa('ns2.site.example', 10)])).toEqual([]);
});

test('the message names whichever certificate in the chain expires soon, even an intermediate one', () => {
  const [soon, later] = [new Date('2012-07-01'), new Date('2013-07-01')];
  const certificate = (subject: string, validTo: Date) => ({
    ...{
      subject,
      issuer: 'CN=above',
      names: [],
      otherNames: [],
      validFrom: new Date('2012-01-01'),
      validTo,
      fingerprint: subject,
    },
  });

  expect(endingBefore([certificate('CN=site', later), certificate('CN=middle', soon)], new Date('2012-07-15'))).toEqual(
    ['an intermediate certificate (CN=middle) that expires at 2012-07-01T00:00:00.000Z'],
  );
});

test('a deployment whose owner cannot run anything is not reported as absent', () => {
  const [www] = lab.sites;
  const facts = { sites: {}, sitesUnread: { [www.root]: 'Your account has expired' } } as unknown as HostFacts;

  expect(() => deploymentOf(lab.hosts.new, facts, www)).toThrow(/su refused: Your account has expired/);
});

test('a deployment that git refuses to read is not reported as absent; a folder without a repository is', () => {
  const [www] = lab.sites;
  const facts = (why: string): HostFacts => ({ sites: {}, sitesUnread: { [www.root]: why } }) as unknown as HostFacts;

  expect(() =>
    deploymentOf(lab.hosts.new, facts(`fatal: detected dubious ownership in repository at '${www.root}'`), www),
  ).toThrow(/git refused: fatal: detected dubious ownership/);
  expect(() => deploymentOf(lab.hosts.new, facts('fatal: not a git repository (or any parent)'), www)).toThrow(
    /has no git work tree/,
  );
});

test('mail that was redirected to a tester is reported with the address it went to', async () => {
  const post = await openPost();
  post.deliver('tester@example.net', 'To: Anna <anna@example.org>', 'Subject: Welcome', '', 'Hello');

  await expect(mailbox(post.url).waitFor({ to: 'anna@example.org', within: 100 })).rejects.toThrow(
    'The mail was sent, but went to tester@example.net instead',
  );
  await post.close();
});

test('an answer from a zone is distinguished from one that a resolver has cached', () => {
  const said = (authoritative: boolean): string => {
    const result = soa('resolver', 1);
    return whereItIsFrom({ ...result, answer: { ...result.answer, authoritative } });
  };

  expect(said(true)).toMatch(/^authoritative: from a zone in its own configuration/);
  expect(said(true)).not.toContain('flushname');
  expect(said(false)).toMatch(/^not authoritative: from its cache, or from a resolver that it queries/);
});

test('if the name of a recorded file is now in a different Unicode normalization form, the message says so', () => {
  const before = { '/data': ['Zürich.png: file', 'Bern.png: file'] };
  const now = { '/data': ['Zürich.png: file'.normalize('NFD')] };

  expect(missingItems(before, now)).toEqual([
    '/data: Zürich.png: file (the same letters are there, but as different code points: NFC, NFD)',
    '/data: Bern.png: file',
  ]);
});
