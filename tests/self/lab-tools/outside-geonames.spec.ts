import { request, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { expect, test } from '@playwright/test';
import { startWeb } from '../../../lab/outside/web/server.js';

type Place = Record<string, unknown>;
let web: Awaited<ReturnType<typeof startWeb>>;

/** fetch does not let its caller choose the Host header. */
async function get(host: string, path: string): Promise<{ status: number | undefined; body: string }> {
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    request({ port: web.port, path, headers: { host } }, resolve).on('error', reject).end();
  });
  return { status: response.statusCode, body: await text(response) };
}

const ask = async (path: string): Promise<Place[]> =>
  (JSON.parse((await get('ws.geonames.net', path)).body) as { geonames: Place[] }).geonames;

test.describe('GeoNames of the outside world', () => {
  test.beforeAll(async () => {
    web = await startWeb('127.0.0.1', 0);
  });

  test.afterAll(() => {
    web.close();
  });

  test('a search answers places by population in the documented shape', async () => {
    const [first, second] = await ask('/searchJSON?q=berlin&maxRows=2&lang=en');
    expect(first).toMatchObject({
      geonameId: 2950159,
      name: 'Berlin',
      toponymName: 'Berlin',
      lat: '52.52437',
      lng: '13.41053',
      fcl: 'P',
      fcode: 'PPLC',
      countryCode: 'DE',
      countryId: '2921044',
      countryName: 'Germany',
      adminCode1: '16',
      adminName1: 'Land Berlin',
    });
    expect(first?.['population']).toBeGreaterThan(second?.['population'] as number);
  });

  for (const [words, found] of [
    ['zurich', 'Zürich'],
    ['s%C3%A3o%20paul', 'São Paulo'],
    ['Paris,%20United%20States', 'Paris'],
  ]) {
    test(`a search for ${words ?? ''} finds ${found ?? ''} whatever the accents, the case, the length`, async () => {
      expect((await ask(`/searchJSON?q=${words ?? ''}&maxRows=1`))[0]?.['name']).toBe(found);
    });
  }

  test('a search that finds nothing, or lacks words, is answered as the service does', async () => {
    expect((await get('ws.geonames.org', '/searchJSON?q=qqqqq')).body).toBe('{"totalResultsCount":0,"geonames":[]}');
    expect((await get('ws.geonames.org', '/searchJSON')).body).toMatch(/^\{"status":\{"message":".+","value":11\}\}$/);
  });

  test('a hierarchy leads from the Earth to the place', async () => {
    const codes = (await ask('/hierarchyJSON?geonameId=2950159')).map(({ fcode, geonameId }) => [fcode, geonameId]);
    expect(codes).toEqual([
      ['AREA', 6295630],
      ['CONT', 6255148],
      ['PCLI', 2921044],
      ['ADM1', 2950157],
      ['PPLC', 2950159],
    ]);
    expect((await get('ws.geonames.org', '/hierarchyJSON?geonameId=1')).body).toContain('"value":15');
  });

  test('daily differences are tab separated with the fields of the dumps; a date that is none is not found', async () => {
    const places = await get('download.geonames.org', '/export/dump/modifications-2012-06-21.txt');
    const names = await get('download.geonames.org', '/export/dump/alternateNamesModifications-2012-06-21.txt');
    const widths = (lines: string): number[] =>
      lines
        .split('\n')
        .slice(0, -1)
        .map((line) => line.split('\t').length);
    expect(new Set(widths(places.body))).toEqual(new Set([19]));
    expect(new Set(widths(names.body))).toEqual(new Set([8]));
    expect((await get('download.geonames.org', '/export/dump/modifications-2012-06-00.txt')).status).toBe(404);
  });

  test('a name that the outside world does not have is refused by name', async () => {
    expect(await get('example.org', '/')).toEqual({
      status: 404,
      body: 'the outside world of the lab has no example.org\n',
    });
  });
});
