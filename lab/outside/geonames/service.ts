import { json, type Site } from '../web/site.js';
import { allCities, citiesNamed, cityById, type City } from './cities.js';
import { CONTINENTS, COUNTRIES, countryName, REGIONS, type Country } from './countries.js';

/**
 * GeoNames' web service, as far as the site uses it: `searchJSON` and `hierarchyJSON`, in the documented shape
 * (https://www.geonames.org/export/geonames-search.html, place-hierarchy.html). No account is asked for.
 */
export const geonames: Site = (url) => {
  if (url.pathname === '/searchJSON') return json(search(url.searchParams));
  if (url.pathname === '/hierarchyJSON') return json(hierarchy(Number(url.searchParams.get('geonameId'))));
  return undefined;
};

function search(params: URLSearchParams): object {
  const words = params.get('q') ?? params.get('name') ?? params.get('name_startsWith') ?? params.get('name_equals');
  if (words === null || words.trim() === '') return status(11, 'the search needs one of q, name, name_equals');
  const rows = Math.min(Number(params.get('maxRows') ?? 100) || 100, 1000);
  const from = Number(params.get('startRow') ?? 0) || 0;
  const found = placesFor(words).filter((city) => fits(params.getAll('country'), city.country));
  return { totalResultsCount: found.length, geonames: found.slice(from, from + rows).map(cityRecord) };
}

/** `Berlin` or `Berlin, Germany`: a word behind a comma may name the country. */
export function placesFor(words: string): City[] {
  const [name = '', ...rest] = words.split(',').map((part) => part.trim());
  const country = rest.at(-1)?.toLowerCase();
  const found = citiesNamed(name);
  const there = found.filter((city) =>
    [city.country, countryName(city.country)].some((it) => it.toLowerCase() === country),
  );
  return there.length > 0 ? there : found;
}

/** From the Earth down to the place. Divisions whose ids are unknown here are left out. */
function hierarchy(id: number): object {
  const city = cityById(id);
  const country = city ? COUNTRIES.get(city.country) : [...COUNTRIES.values()].find((it) => it.id === id);
  if (!country) return status(15, `no hierarchy for geonameId ${id}`);
  return {
    geonames: [
      area(6295630, 'Earth', 'AREA'),
      area(CONTINENTS[country.continent].id, CONTINENTS[country.continent].name, 'CONT', 'L'),
      countryRecord(country),
      ...(city ? [...regionRecord(city, country), cityRecord(city)] : []),
    ],
  };
}

/** A country lies where its capital lies: nothing here knows its middle. */
function countryRecord(country: Country): object {
  const capital = allCities().find((it) => it.featureCode === 'PPLC' && it.country === country.code);
  return {
    ...area(country.id, countryName(country.code), 'PCLI'),
    ...(capital && position(capital)),
    ...countryFields(country),
  };
}

function regionRecord(city: City, country: Country): object[] {
  const region = REGIONS[`${city.country}.${city.adminCode}`];
  if (!region) return [];
  return [
    { ...area(region[0], region[1], 'ADM1'), ...position(city), ...countryFields(country), ...adminFields(city) },
  ];
}

function cityRecord(city: City): object {
  const country = COUNTRIES.get(city.country);
  return {
    ...area(city.cityId, city.name, city.featureCode, 'P'),
    ...position(city),
    population: city.population,
    fclName: 'city, village,...',
    ...(country && countryFields(country)),
    ...adminFields(city),
  };
}

const area = (geonameId: number, name: string, fcode: string, fcl = 'A'): object => ({
  geonameId,
  name,
  toponymName: name,
  fcl,
  fcode,
  lat: '0',
  lng: '0',
  population: 0,
});

const position = ({ loc: { coordinates } }: City): object => ({
  lat: String(coordinates[1]),
  lng: String(coordinates[0]),
});

const countryFields = ({ code, id }: Country): object => ({
  countryCode: code,
  countryId: String(id),
  countryName: countryName(code),
});

const adminFields = (city: City): object => ({
  adminCode1: city.adminCode,
  adminName1: REGIONS[`${city.country}.${city.adminCode}`]?.[1] ?? '',
});

const fits = (wanted: string[], country: string): boolean =>
  wanted.length === 0 || wanted.some((it) => it.toUpperCase() === country);

const status = (value: number, message: string): object => ({ status: { message, value } });
