import { expect, test } from '@playwright/test';
import { resolverRules } from '../../../helpers/http/browser.js';
import { addressesOf, siteNames } from '../../../helpers/core/site-names.js';
import { unexpectedServer, withoutSession, disallowedHost } from '../../../helpers/routing/connection-guard.js';
import { LAB_ROX } from '../../../lab/rox.js';
import { lab } from '../../../targets/lab/target.js';

const www = `http://${LAB_ROX.sites.www.host}/login`;
const maps = 'http://maps.google.com/maps?file=api';

test.describe('connection guard', () => {
  for (const [words, url, address] of [
    ['the new host over IPv4', www, lab.hosts.new.ipv4],
    ["the new host's IPv6 address in Chromium's notation", www, `[${lab.hosts.new.ipv6 ?? ''}]`],
    ["the new host's IPv4 address in a notation that Node may use", www, `::ffff:${lab.hosts.new.ipv4}`],
    ['the map host at the address pinned in the target', maps, lab.thirdParties[0]?.address ?? ''],
  ] as const) {
    test(`an answer from ${words} is not a stray connection`, () => {
      expect(unexpectedServer(lab, { url, address }, lab.hosts.new)).toBeUndefined();
    });
  }

  for (const [words, url, address, why] of [
    [
      'the old host to a request for the site',
      www,
      lab.hosts.old.ipv4,
      /login was answered by \S+ \(Deer\), not by Puma/,
    ],
    ['an unknown machine to a request for the site', www, '203.0.113.9', /answered by 203\.0\.113\.9, not by Puma/],
    ['the new host to a request for the map host', maps, lab.hosts.new.ipv4, /answered by \S+ \(Puma\), not by/],
    [
      'a host that the target does not list',
      'https://tracker.example/x',
      '203.0.113.9',
      /neither a name of the site nor/,
    ],
  ] as const) {
    test(`an answer from ${words} is reported as a stray connection, and the message says why`, () => {
      expect(unexpectedServer(lab, { url, address }, lab.hosts.new)).toMatch(why);
    });
  }

  test('a URL that needs no network is allowed', () => {
    expect(disallowedHost(lab, 'data:image/gif;base64,R0')).toBeUndefined();
  });

  test('a session id in a URL is not quoted', () => {
    expect(
      unexpectedServer(lab, { url: `${www}?sidTB=abc123`, address: lab.hosts.old.ipv4 }, lab.hosts.new),
    ).not.toContain('abc123');
  });

  for (const [before, after] of [
    ['http://a.example/signup/confirm/anna/0123456789abcdef', 'http://a.example/signup/confirm/anna/...'],
    ['http://a.example/confirm?key=abc&x=1', 'http://a.example/confirm?key=...&x=1'],
    ['http://maps.example/api?v=2&api_key=abc', 'http://maps.example/api?v=2&api_key=...'],
    ['https://anna:geheim@a.example/', 'https://anna:...@a.example/'],
    ['http://a.example/about/2012?page=2', 'http://a.example/about/2012?page=2'],
  ] as const)
    test(`${before} is kept as ${after}`, () => {
      expect(withoutSession(before)).toBe(after);
    });

  test('pinned names resolve only to the addresses that they are pinned to, and no other name resolves', () => {
    expect(
      resolverRules(lab, new Map(siteNames(lab).map((name) => [name, addressesOf(lab.hosts.new)]))).split(', '),
    ).toEqual([
      `MAP ${LAB_ROX.sites.www.host} ${lab.hosts.new.ipv4}`,
      `MAP ${LAB_ROX.sites.www.aliases[0] ?? ''} ${lab.hosts.new.ipv4}`,
      `MAP ${LAB_ROX.sites.alpha.host} ${lab.hosts.new.ipv4}`,
      ...lab.thirdParties.map(({ host, address }) => `MAP ${host} ${address ?? ''}`),
      'MAP * ~NOTFOUND',
    ]);
  });

  test('with the hosts file in force, the names of the site are left to the system resolver', () => {
    expect(resolverRules(lab, undefined)).toMatch(new RegExp(`^EXCLUDE ${LAB_ROX.sites.www.host}, `));
  });
});
