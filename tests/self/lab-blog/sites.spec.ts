import { expect, test } from '@playwright/test';
import type { HttpAnswer } from '../../../helpers/http/http.js';
import { askServer, crawl } from '../../../lab/blog/crawl.js';
import { SERVER_NAMES, SITES, ZONE } from '../../../lab/blog/plan.js';
import { up } from '../../../lab/lab.js';
import { BLOG } from '../../../lab/pairs.js';
import { labIpv4, labIpv6 } from '../../../targets/lab/target.js';
import { queryServer } from './dns.js';

test.beforeAll(async () => {
  test.setTimeout(30 * 60_000);
  await up(BLOG);
});

for (const server of SERVER_NAMES) {
  for (const { id, names } of SITES)
    test(`the ${server} host serves the site "${id}" over https, with a certificate from the lab's CA for each name`, async () => {
      for (const name of names)
        for (const family of [4, 6] as const) {
          const { status } = await askServer(server, `https://${name}/`, family);
          expect([name, family, status]).toEqual([name, family, name === ZONE ? 301 : 200]);
        }
    });
}

/** Addresses that no link points to, and the status on the old host. */
const ODD: readonly (readonly [path: string, status: number])[] = [
  [`http://www.${ZONE}/about/`, 301],
  [`http://routes.${ZONE}/moss-and-mill/`, 200],
  [`https://routes.${ZONE}/nowhere`, 404],
  [`https://routes.${ZONE}/tracks/moss-and-mill.gpx`, 200],
  [`https://photos.${ZONE}/members/`, 401],
  [`https://photos.${ZONE}/originals/`, 200],
  [`https://photos.${ZONE}/members/.htaccess`, 403],
  [`https://letters.${ZONE}/nl/2019-1.htm`, 301],
  [`https://letters.${ZONE}/archive.php`, 301],
  [`https://letters.${ZONE}/guestbook/`, 410],
  [`https://www.${ZONE}/wp-config.php`, 403],
  [`https://www.${ZONE}/no/such/article/`, 404],
  [`https://www.${ZONE}/?s=goats`, 200],
  [`https://kitchen.${ZONE}/feed/`, 200],
];

for (const [url, status] of ODD)
  test(`both hosts answer ${url} with ${status}, and with the same redirect, if any`, async () => {
    const [before, after] = await Promise.all(SERVER_NAMES.map((server) => askServer(server, url)));
    expect(before?.status).toBe(status);
    expect(after?.status).toBe(status);
    expect(after?.headers.location).toBe(before?.headers.location);
  });

const outline = ({ url, status, headers }: HttpAnswer): string => [status, url, headers.location ?? ''].join(' ');

test('every page that can be reached through links on the old host is also on the new one', async () => {
  const before = [...(await crawl('old')).values()];
  const after: HttpAnswer[] = [];
  for (const { url } of before) after.push(await askServer('new', url));

  expect(after.map(outline)).toEqual(before.map(outline));
  expect(before.length).toBeGreaterThan(100);
});

test('DNS in the lab resolves www to the old host, and the name of the new host to the new host', async () => {
  expect(await queryServer('ns1', `www.${ZONE}`, 'A')).toEqual([labIpv4('old')]);
  expect(await queryServer('ns2', `www.${ZONE}`, 'AAAA')).toEqual([labIpv6('old')]);
  expect(await queryServer('resolver', `cedar.${ZONE}`, 'A')).toEqual([labIpv4('new')]);
});
