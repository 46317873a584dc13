import { gzipSync } from 'node:zlib';
import { expect, test as base } from '@playwright/test';
import { findPages, inTurn, spread, type Found } from '../../../../helpers/pages/find.js';
import type { LoggedAddresses } from '../../../../helpers/pages/logged.js';
import { NoAnswer } from '../../../../helpers/core/no-answer.js';
import { PAGE_BOUNDS, type Target } from '../../../../targets/schema.js';
import { LocalSite, type Answers } from './local-site.js';

type Options = Partial<Target['pages']> & { log?: (host: string) => Promise<LoggedAddresses> };
type Seen = Found & { readonly site: LocalSite; readonly paths: string[] };

const NOTHING = { asked: [], withQuery: 0, unread: [] };
const test = base.extend<{ find: (answers: (host: string) => Answers, options?: Options) => Promise<Seen> }>({
  find: async ({}, use) => {
    const sites: LocalSite[] = [];
    await use(async (answers, { log = () => Promise.resolve(NOTHING), ...bounds } = {}) => {
      const site = await LocalSite.serve(answers);
      sites.push(site);
      const target = {
        sites: [{ name: 'www', host: site.host, aliases: [], root: '/srv' }] as Target['sites'],
        pages: { ...PAGE_BOUNDS, ...bounds },
        baselineComparison: { steady: [], living: [], allowed: [] },
      };
      const found = await findPages(target, site.client(bounds), () => log(site.host));
      return { ...found, site, paths: found.pages.map(({ url }) => new URL(url).pathname).sort() };
    });
    for (const site of sites) site.close();
  },
});

const link = (...paths: readonly string[]): string => paths.map((path) => `<a href="${path}">x</a>`).join('');
const urlset = (host: string, paths: readonly string[]): string =>
  `<?xml version="1.0"?><urlset>${paths.map((path) => `<url><loc>http://${host}${path}</loc></url>`).join('')}</urlset>`;
const index = (host: string, paths: readonly string[]): string =>
  `<sitemapindex>${paths.map((path) => `<sitemap><loc>http://${host}${path}</loc></sitemap>`).join('')}</sitemapindex>`;

test('links, images, and redirects are followed as deep as the target allows', async ({ find }) => {
  const answers = {
    '/': `${link('/a', 'https://other.example/')}<img src="/p.png">`,
    '/a': { status: 302, location: '/b' },
    '/b': link('/c'),
    '/c': link('/d'),
  };

  expect((await find(() => answers, { depth: 2 })).paths).toEqual(['/', '/a', '/b', '/p.png', '/robots.txt']);
  expect((await find(() => answers, { depth: 3 })).paths).toContain('/c');
  expect((await find(() => answers, { without: [{ source: 'links', why: 'x' }] })).paths).toEqual(['/', '/robots.txt']);
});

test('sitemaps named in robots.txt are read, including compressed ones and sitemap indexes', async ({ find }) => {
  const { paths, unread } = await find((host) => ({
    '/robots.txt': { type: 'text/plain', body: `User-agent: *\nSitemap: http://${host}/index.xml\n` },
    '/index.xml': index(host, ['/one.xml', '/two.xml.gz']),
    '/one.xml': urlset(host, ['/1', '/1?x=1&amp;y=2']),
    '/two.xml.gz': { body: gzipSync(urlset(host, ['/2'])) },
  }));

  expect(paths).toEqual(['/', '/1', '/2', '/index.xml', '/one.xml', '/robots.txt', '/two.xml.gz']);
  expect(unread).toEqual([]);
});

test('a sitemap that has moved to another address of the site is found there', async ({ find }) => {
  const { paths, unread } = await find((host) => ({
    '/robots.txt': { status: 301, location: '/https/robots.txt' },
    '/https/robots.txt': { type: 'text/plain', body: `Sitemap: http://${host}/map.xml` },
    '/map.xml': { status: 301, location: '/https/map.xml' },
    '/https/map.xml': urlset(host, ['/1']),
  }));

  expect(paths).toContain('/1');
  expect(unread).toEqual([]);
});

test('a sitemap that refers back to itself causes no endless loop and is reported', async ({ find }) => {
  const { paths, unread } = await find((host) => ({
    '/sitemap.xml': index(host, ['/one.xml', '/more.xml']),
    '/more.xml': index(host, ['/sitemap.xml']),
    '/one.xml': urlset(host, ['/1']),
  }));

  expect(paths).toContain('/1');
  expect(unread).toEqual([expect.stringMatching(/sitemap\.xml leads back to itself/)]);
});

test('a large sitemap is sampled evenly, and the sample proves nothing unless the target calls it sufficient', async ({
  find,
}) => {
  const answers = (length: number) => (host: string) => ({
    '/sitemap.xml': urlset(
      host,
      Array.from({ length }, (_, number) => `/page-${number}`),
    ),
  });
  const { pages, unread, beyond, paths } = await find(answers(100_000), { mostAddresses: 40 });

  expect(pages.length).toBeLessThanOrEqual(40);
  expect(beyond).toBeGreaterThan(99_900);
  expect(unread).toEqual([expect.stringMatching(/100000 addresses in .* but at most 40 are .*pages\.mostAddresses/)]);
  expect(paths.some((path) => Number(path.split('-')[1]) > 90_000)).toBe(true);
  const some = await find(answers(100), { mostAddresses: 40, sampleIsEnough: 'one template' });
  expect(some.unread).toEqual([]);
});

test('a sitemap that is cut off, missing, or named without a host is reported', async ({ find }) => {
  const named = { '/robots.txt': { body: 'Sitemap: /map.xml' } };
  const whole = (host: string) => ({ '/robots.txt': { body: `Sitemap: http://${host}/map.xml` } });

  expect((await find(() => named)).unread).toEqual([expect.stringMatching(/on another host/)]);
  expect((await find(whole)).unread).toEqual([expect.stringMatching(/map\.xml is missing or is not a sitemap/)]);
  const cut = (host: string): Answers => ({ ...whole(host), '/map.xml': '<urlset><url><loc>http://x/' });
  expect((await find(cut)).unread).toEqual([expect.stringMatching(/is cut off/)]);
});

test('addresses from the log are requested, but only a few for each error status', async ({ find }) => {
  const asked = (name: string, path: string, status: number) => ({ name, path, status, count: 1 });
  const { paths, dropped } = await find(() => ({}), {
    log: (host) =>
      Promise.resolve({
        asked: [
          asked(host, '/often', 200),
          asked(host, '/mails/4f3a2b1c9d8e7f60aa', 200),
          ...Array.from({ length: 20 }, (_, number) => asked(host, `/gone/${number}`, 404)),
        ],
        withQuery: 7,
        unread: [],
      }),
  });

  expect(paths).toContain('/often');
  expect(paths.filter((path) => path.startsWith('/gone/'))).toHaveLength(5);
  expect(dropped).toEqual({ 'with a query string': 7, 'with a possible token': 1 });
});

test('an unreadable log is reported, and everything else is still found', async ({ find }) => {
  const log = () => Promise.reject(new NoAnswer('its log', 'old', 'no permission'));
  const { paths, unread } = await find(() => ({ '/': link('/a') }), { log });

  expect(paths).toContain('/a');
  expect(unread).toEqual([expect.stringMatching(/access log: .*no permission/)]);
  expect((await find(() => ({}), { log, without: [{ source: 'log', why: 'none is kept' }] })).unread).toEqual([]);
});

test('no request that could change something is sent, and concurrent requests stay within the limit', async ({
  find,
}) => {
  const many = Array.from({ length: 60 }, (_, number) => `/page/${number}`);
  const { site } = await find(() => ({ '/': link('/logout', '/delete/1', '/x?confirm=1', ...many) }));

  expect(site.asked.filter((path) => /logout|delete|\?/.test(path))).toEqual([]);
  expect(site.asked).toContain('/page/59');
  expect(site.most).toBeLessThanOrEqual(PAGE_BOUNDS.connections);
});

test('hostile links are neither followed nor listed', async ({ find }) => {
  const hostile = [
    '//evil.example/',
    '/\u001b[2Jx%1b',
    'javascript:x',
    'http://[::',
    `/${'a'.repeat(5_000)}`,
    '/a%0d%0aX',
  ];
  const { paths } = await find(() => ({ '/': link(...hostile) + '<a href=>' + '<a href="/ok' }));

  expect(paths.filter((path) => /evil|%1b|%0d|aaaa/i.test(path))).toEqual([]);
});

test('once the byte limit is reached, the remaining pages are not requested', async ({ find }) => {
  const { site } = await find(() => ({ '/': 'x'.repeat(50_000) + link('/a', '/b') }), { bytes: 40_000 });

  expect(site.asked).not.toContain('/b');
});

test('items are taken from each list in turn, and a sample is spread evenly over a list', () => {
  expect(inTurn([['a', 'b', 'c'], [], ['d']])).toEqual(['a', 'd', 'b', 'c']);
  expect(spread(['a', 'b', 'c', 'd'], 2)).toEqual(['a', 'c']);
});
