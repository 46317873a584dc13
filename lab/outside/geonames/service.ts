import { escapeXml, xml, type Reply, type Site } from '../web/site.js';
import { allCities, citiesNamed, cityById, type City } from './cities.js';
import { CONTINENTS, COUNTRIES, countryName, REGIONS, type Country } from './countries.js';

/** A place as the service describes it, in the order of its elements. */
type Place = Readonly<Record<string, string | number>>;

/**
 * GeoNames' web service, as far as the site uses it: `search` and `hierarchy`, in the documented shape
 * (https://www.geonames.org/export/geonames-search.html, place-hierarchy.html).
 */
export const geonames: Site = (url) => {
  if (url.pathname === '/search') return search(url.searchParams);
  if (url.pathname === '/hierarchy') return hierarchy(Number(url.searchParams.get('geonameId')));
  return undefined;
};

/** The paid service: requests without a name and token are rejected with a hint. */
export const commercialGeonames: Site = (url, headers) =>
  url.searchParams.get('username') && url.searchParams.get('token')
    ? geonames(url, headers)
    : status(10, 'please add a username and a token to the request');

function search(params: URLSearchParams): Reply {
  const words = params.get('q') ?? params.get('name') ?? params.get('name_startsWith') ?? params.get('name_equals');
  if (words === null || words.trim() === '')
    return status(11, 'the search needs q, name, name_startsWith, or name_equals');
  const rows = Math.min(Number(params.get('maxRows') ?? 100) || 100, 1000);
  const from = Number(params.get('startRow') ?? 0) || 0;
  const found = placesFor(words)
    .filter((city) => fits(params.getAll('country'), city.country))
    .filter((city) => fits(params.getAll('featureCode'), city.featureCode));
  return places(found.slice(from, from + rows).map(cityRecord), found.length);
}

/** `Berlin` or `Berlin, Germany`: a word after a comma may name the country. */
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
function hierarchy(id: number): Reply {
  const city = cityById(id);
  const country = city ? COUNTRIES.get(city.country) : [...COUNTRIES.values()].find((it) => it.id === id);
  if (!country) return status(15, `no hierarchy for geonameId ${id}`);
  return places([
    area(6295630, 'Earth', 'AREA'),
    area(CONTINENTS[country.continent].id, CONTINENTS[country.continent].name, 'CONT', 'L'),
    countryRecord(country),
    ...(city ? [...regionRecord(city, country), cityRecord(city)] : []),
  ]);
}

/** A country is located at its capital: its center is not known here. */
function countryRecord(country: Country): Place {
  const capital = allCities().find((it) => it.featureCode === 'PPLC' && it.country === country.code);
  return {
    ...area(country.id, countryName(country.code), 'PCLI'),
    ...(capital && position(capital)),
    ...countryFields(country),
  };
}

function regionRecord(city: City, country: Country): Place[] {
  const region = REGIONS[`${city.country}.${city.adminCode}`];
  if (!region) return [];
  return [
    { ...area(region[0], region[1], 'ADM1'), ...position(city), ...countryFields(country), ...adminFields(city) },
  ];
}

function cityRecord(city: City): Place {
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

const area = (geonameId: number, name: string, fcode: string, fcl = 'A'): Place => ({
  geonameId,
  name,
  toponymName: name,
  fcl,
  fcode,
  lat: '0',
  lng: '0',
  population: 0,
});

const position = ({ loc: { coordinates } }: City): Place => ({
  lat: String(coordinates[1]),
  lng: String(coordinates[0]),
});

const countryFields = ({ code, id }: Country): Place => ({
  countryCode: code,
  countryId: String(id),
  countryName: countryName(code),
});

const adminFields = (city: City): Place => ({
  adminCode1: city.adminCode,
  adminName1: REGIONS[`${city.country}.${city.adminCode}`]?.[1] ?? '',
});

const fits = (wanted: string[], value: string): boolean =>
  wanted.length === 0 || wanted.some((it) => it.toUpperCase() === value);

function places(all: readonly Place[], total?: number): Reply {
  const element = (name: string, content: string | number): string => `<${name}>${content}</${name}>`;
  const count = total === undefined ? '' : element('totalResultsCount', total);
  const records = all.map((place) =>
    element(
      'geoname',
      Object.entries(place)
        .map(([name, value]) => element(name, escapeXml(String(value))))
        .join(''),
    ),
  );
  return xml(`<geonames style="FULL">${count}${records.join('\n')}</geonames>`);
}

const status = (value: number, message: string): Reply =>
  xml(`<geonames><status message="${escapeXml(message)}" value="${value}"/></geonames>`);
