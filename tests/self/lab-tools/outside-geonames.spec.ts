import { request, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { expect, test } from '@playwright/test';
import { HTMLElement, parse } from 'node-html-parser';
import { startWeb } from '../../../lab/outside/web/server.js';

type Place = Record<string, string>;
let web: Awaited<ReturnType<typeof startWeb>>;

/** fetch does not let its caller choose the Host header. */
async function get(host: string, path: string): Promise<{ status: number | undefined; body: string }> {
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    request({ port: web.port, path, headers: { host } }, resolve).on('error', reject).end();
  });
  return { status: response.statusCode, body: await text(response) };
}

const ask = async (path: string): Promise<Place[]> =>
  parse((await get('ws.geonames.org', path)).body)
    .querySelectorAll('geoname')
    .map((place) =>
      Object.fromEntries(
        place.childNodes
          .filter((node) => node instanceof HTMLElement)
          .map(({ rawTagName, text: value }) => [rawTagName, value]),
      ),
    );

test.describe('GeoNames in the outside world of the lab', () => {
  test.beforeAll(async () => {
    web = await startWeb('127.0.0.1', 0);
  });

  test.afterAll(() => {
    web.close();
  });

  test('a search returns places in order of population and in the documented format', async () => {
    const [first, second] = await ask('/search?q=berlin&maxRows=2&style=FULL&lang=en&featureCode=PPLC&featureCode=PPL');
    expect(first).toMatchObject({
      geonameId: '2950159',
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
    expect(Number(first?.['population'])).toBeGreaterThan(Number(second?.['population']));
  });

  for (const [words, found] of [
    ['zurich', 'Zürich'],
    ['s%C3%A3o%20paul', 'São Paulo'],
    ['Paris,%20United%20States', 'Paris'],
  ]) {
    test(`a search for "${decodeURIComponent(words ?? '')}" finds ${found ?? ''}`, async () => {
      expect((await ask(`/search?q=${words ?? ''}&maxRows=1`))[0]?.['name']).toBe(found);
    });
  }

  test('a search that finds nothing or has no query gets the answer that the real service gives', async () => {
    const [nothing, noWords] = [
      await get('ws.geonames.org', '/search?q=qqqqq'),
      await get('ws.geonames.org', '/search'),
    ];
    expect(nothing.body).toContain('<geonames style="FULL"><totalResultsCount>0</totalResultsCount></geonames>');
    expect(noWords.body).toMatch(/<geonames><status message=".+" value="11"\/><\/geonames>/);
  });

  test('the paid service requires a username and a token', async () => {
    const anonymous = await get('ws.geonames.net', '/search?q=berlin');
    const known = await get('ws.geonames.net', '/search?q=berlin&username=lab&token=lab');
    expect(anonymous.body).toContain('value="10"');
    expect(known.body).toContain('<geonameId>2950159</geonameId>');
  });

  test('a hierarchy runs from the Earth down to the place', async () => {
    const codes = (await ask('/hierarchy?geonameId=2950159&style=FULL')).map(({ fcode, geonameId }) => [
      fcode,
      Number(geonameId),
    ]);
    expect(codes).toEqual([
      ['AREA', 6295630],
      ['CONT', 6255148],
      ['PCLI', 2921044],
      ['ADM1', 2950157],
      ['PPLC', 2950159],
    ]);
    expect((await get('ws.geonames.org', '/hierarchy?geonameId=1')).body).toContain('value="15"');
  });

  test('each line of the daily changes has as many tab-separated fields as a line of the full dump; an invalid date has no file', async () => {
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

  test('a request for a host that the outside world does not have gets a 404 that names the host', async () => {
    expect(await get('example.org', '/')).toEqual({
      status: 404,
      body: 'the outside world of the lab has no example.org\n',
    });
  });
});
