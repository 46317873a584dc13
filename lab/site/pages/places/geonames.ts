import { setTimeout as wait } from 'node:timers/promises';
import { parse, type HTMLElement } from 'node-html-parser';
import type { Context } from '../../web/context.js';

export type GeoPlace = {
  readonly geonameId: number;
  readonly name: string;
  readonly lat: number;
  readonly lng: number;
  readonly countryCode: string;
  readonly countryName: string;
  readonly adminCode1: string;
  readonly adminName1: string;
  readonly fcl: string;
  readonly fcode: string;
  readonly population: number;
};

function placeFrom(record: HTMLElement): GeoPlace {
  // The parser finds elements by their names in lower case.
  const text = (name: string): string => record.querySelector(name.toLowerCase())?.text ?? '';
  const number = (name: string): number => Number(text(name)) || 0;
  return {
    geonameId: number('geonameId'),
    name: text('name'),
    lat: number('lat'),
    lng: number('lng'),
    countryCode: text('countryCode'),
    countryName: text('countryName'),
    adminCode1: text('adminCode1'),
    adminName1: text('adminName1'),
    fcl: text('fcl'),
    fcode: text('fcode'),
    population: number('population'),
  };
}

const TRIES = 6;
const PAUSE_MS = 2_000;
const ANSWER_WITHIN_MS = 3_000;

/** Addresses of the web service: one for everyone, and one for clients that send a name and a token. */
const SERVICE = { key: 'geonames_webservice', otherwise: 'http://ws.geonames.org/' };
const FALLBACK = { key: 'geonames_webservice_fallback', otherwise: 'http://ws.geonames.net/' };

/** Places that people live in, by GeoNames' codes. */
const INHABITED = ['PPL', 'PPLA', 'PPLA2', 'PPLA3', 'PPLA4', 'PPLC', 'PPLG', 'PPLL', 'PPLS', 'PPLX'];

/**
 * Asks the GeoNames web service, which answers in XML.
 * Tries again after two seconds, six times in all, as the real site does; a try lasts three seconds at most.
 * @throws when no try was answered
 */
async function ask({ config }: Context, service: typeof SERVICE, question: string): Promise<GeoPlace[]> {
  const url = new URL(question, config.get('google', service.key, service.otherwise));
  let last: unknown;
  for (let tried = 1; tried <= TRIES; tried++) {
    try {
      const answer = await fetch(url, { signal: AbortSignal.timeout(ANSWER_WITHIN_MS) });
      if (!answer.ok) throw new Error(`status ${answer.status}`);
      const list = parse(await answer.text()).querySelector('geonames');
      const refusal = list?.querySelector('status')?.getAttribute('message');
      if (!list || refusal !== undefined) throw new Error(refusal ?? 'no list of places in the answer');
      return list.querySelectorAll('geoname').map(placeFrom);
    } catch (cause) {
      last = cause;
      if (tried < TRIES) await wait(PAUSE_MS);
    }
  }
  throw new Error(`GeoNames gave no usable answer in ${TRIES} tries: ${url.origin}${url.pathname}`, { cause: last });
}

/** The place search asks the fallback address, in the order of parameters that the real site has. */
export function searchPlaces(context: Context, text: string): Promise<GeoPlace[]> {
  const question = new URLSearchParams([
    ['q', text],
    ['maxRows', '40'],
    ['style', 'FULL'],
    ['username', context.config.get('google', 'geonames_username')],
    ['token', context.config.get('google', 'geonames_token')],
    ...INHABITED.map((code): [string, string] => ['featureCode', code]),
    ['lang', context.language.code],
  ]);
  return ask(context, FALLBACK, `search?${question.toString()}`);
}

/** Adds a place and those it lies in to our own tables, and counts its use. */
export async function rememberPlace(context: Context, geonameId: number, usage: string): Promise<void> {
  const { db } = context;
  const chain = (await ask(context, SERVICE, `hierarchy?geonameId=${geonameId}&style=FULL`)).filter(
    ({ fcode }) => fcode.startsWith('PCL') || fcode === 'ADM1' || fcode.startsWith('PPL'),
  );
  const country = chain.find(({ fcode }) => fcode.startsWith('PCL'))?.geonameId ?? 0;
  const region = chain.find(({ fcode }) => fcode === 'ADM1')?.geonameId ?? 0;
  let parent = 0;
  for (const place of chain) {
    await db.write(
      `INSERT IGNORE INTO geonames_cache (geonameid, latitude, longitude, name, population, fclass, fcode, fk_countrycode,
         fk_admincode, timezone, parentAdm1Id, parentCountryId, date_updated) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, '', ?, ?, NOW())`,
      [
        place.geonameId,
        place.lat,
        place.lng,
        place.name,
        place.population,
        place.fcl || 'P',
        place.fcode,
        place.countryCode,
        place.adminCode1,
        place.geonameId === region ? 0 : region,
        place.geonameId === country ? 0 : country,
      ],
    );
    if (parent > 0) {
      await db.write('INSERT IGNORE INTO geo_hierarchy (geoId, parentId, comment) VALUES (?, ?, ?)', [
        place.geonameId,
        parent,
        'geonames',
      ]);
    }
    parent = place.geonameId;
  }
  await db.write(
    `INSERT INTO geo_usage (geoId, typeId, count) SELECT ?, id, 1 FROM geo_type WHERE name = ?
     ON DUPLICATE KEY UPDATE count = count + 1`,
    [geonameId, usage],
  );
}
