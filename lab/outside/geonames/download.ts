import type { Site } from '../web/site.js';
import { cityById, type City } from './cities.js';

/** Places and names that "changed" on every day, so that an import has something to do: Berlin, Paris, Moscow. */
const PLACES = [2950159, 2988507, 524901];
const NAMES = [
  [90001, 2950159, 'ru', 'Берлин'],
  [90002, 2988507, 'el', 'Παρίσι'],
  [90003, 524901, 'ar', 'موسكو'],
] as const;

/**
 * GeoNames' daily differences, in the format of its readme.txt: tab-separated, no header. An invalid date, such as
 * the day 00 that an importer may request on the first of a month, is not found.
 */
export const download: Site = (url) => {
  const [, prefix = '', date = ''] =
    /^\/export\/dump\/(modifications|alternateNamesModifications)-(\d{4}-\d\d-\d\d)\.txt$/.exec(url.pathname) ?? [];
  if (Number.isNaN(Date.parse(date))) return undefined;
  const lines =
    prefix === 'modifications' ? PLACES.flatMap((id) => placeLine(cityById(id), date)) : NAMES.map(nameLine);
  return { type: 'text/plain', body: lines.map((line) => `${line}\n`).join('') };
};

/**
 * geonameid, name, asciiname, alternatenames, latitude, longitude, feature class and code, country code, cc2, admin1 to
 * admin4, population, elevation, dem, timezone, modification date
 */
function placeLine(city: City | undefined, date: string): string[] {
  if (!city) return [];
  const [lng, lat] = city.loc.coordinates;
  const admins = [city.adminCode, '', '', ''];
  const zone = { DE: 'Europe/Berlin', FR: 'Europe/Paris', RU: 'Europe/Moscow' }[city.country] ?? '';
  const fields = [city.cityId, city.name, city.name, '', lat, lng, 'P', city.featureCode, city.country, '', ...admins];
  return [[...fields, city.population, '', '', zone, date].join('\t')];
}

/** alternateNameId, geonameid, isolanguage, alternate name, isPreferredName, isShortName, isColloquial, isHistoric */
const nameLine = (name: (typeof NAMES)[number]): string => [...name, '', '', '', ''].join('\t');
