import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { expect, test } from '@playwright/test';
import { rememberPlace, searchPlaces } from '../../../lab/site/pages/places/geonames.js';
import type { Context } from '../../../lab/site/web/context.js';

const PLACES = `<?xml version="1.0"?><geonames style="FULL">
<geoname><geonameId>2921044</geonameId><name>Germany</name><fcl>A</fcl><fcode>PCLI</fcode></geoname>
<geoname><geonameId>2950159</geonameId><name>Berlin</name><lat>52.52437</lat><fcl>P</fcl><fcode>PPLC</fcode></geoname>
</geonames>`;

test.describe('the stand-in queries GeoNames as the real site does', () => {
  let server: Server;
  const asked: string[] = [];
  const written: (readonly unknown[])[] = [];

  /** No more of a request than these two ask for. */
  const context = (): Context => {
    const { port } = server.address() as AddressInfo;
    const settings: Record<string, string> = {
      geonames_webservice: `http://127.0.0.1:${port}/free/`,
      geonames_webservice_fallback: `http://127.0.0.1:${port}/fallback/`,
      geonames_username: 'somebody',
      geonames_token: 'a-token',
    };
    return {
      config: { get: (_section: string, key: string) => settings[key] ?? '' },
      language: { code: 'en' },
      db: { write: (sql: string, values: readonly unknown[]) => Promise.resolve(written.push([sql, ...values])) },
    } as unknown as Context;
  };

  test.beforeAll(async () => {
    server = createServer((request, response) => {
      asked.push(request.url ?? '');
      response.writeHead(200, { 'content-type': 'text/xml' }).end(PLACES);
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
  });

  test.afterAll(() => {
    server.close();
  });

  test('a search goes to the fallback address with a username and token, and its answer is parsed as XML', async () => {
    const found = await searchPlaces(context(), 'Berlin');

    expect(asked.at(-1)).toMatch(
      /^\/fallback\/search\?q=Berlin&maxRows=40&style=FULL&username=somebody&token=a-token&featureCode=PPL(?:&featureCode=PPL\w+){9}&lang=en$/,
    );
    expect(found.map(({ geonameId, name, lat }) => [geonameId, name, lat])).toContainEqual([
      2950159,
      'Berlin',
      52.52437,
    ]);
  });

  test('the hierarchy of a place is requested from the free address and stored as coming from GeoNames', async () => {
    await rememberPlace(context(), 2950159, 'member_primary');

    expect(asked.at(-1)).toBe('/free/hierarchy?geonameId=2950159&style=FULL');
    expect(written.filter(([sql]) => String(sql).includes('geo_hierarchy')).map((row) => row.slice(1))).toEqual([
      [2950159, 2921044, 'geonames'],
    ]);
  });
});
