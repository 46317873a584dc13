import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { LAB_ROX } from '../../rox.js';
import { countryName } from '../geonames/countries.js';
import { placesFor } from '../geonames/service.js';
import { json, type Site } from '../web/site.js';
import { markerImage } from './tiles.js';

let bundle: Promise<string> | undefined;

/** maps.google.com: the script of Maps API v2 (`/maps?file=api&v=2&key=K`), its marker, and its geocoder. */
export const mapScript: Site = async (url, headers) => {
  if (url.pathname === '/mapfiles/marker.png') return { type: 'image/png', body: markerImage };
  if (url.pathname === '/maps/geo') return json(geocode(url.searchParams.get('q') ?? ''));
  if (url.pathname !== '/maps' || url.searchParams.get('file') !== 'api') return undefined;
  const hosts = hostsOf(url.searchParams.get('key') ?? '');
  const { referer } = headers;
  // A page on https sends no Referer to http: the script then uses the address of the page that it runs in.
  const allowed = referer === undefined || hosts.includes(hostOf(referer)) ? hosts : [];
  bundle ??= bundled();
  return {
    type: 'text/javascript; charset=UTF-8',
    body: `var _mapHosts = ${JSON.stringify(allowed)};\n${await bundle}`,
  };
};

/** A key belongs to the names of one site. */
function hostsOf(key: string): string[] {
  const site = Object.values(LAB_ROX.sites).find(({ mapsKey }) => mapsKey === key);
  return site ? [site.host, ...site.aliases] : [];
}

const hostOf = (address: string): string => (URL.canParse(address) ? new URL(address).hostname : '');

/** The answer of the v2 geocoder: status 200 with places, 602 for an unknown address. */
function geocode(address: string): object {
  const places = placesFor(address).slice(0, 10);
  const Status = { code: places.length > 0 ? 200 : 602, request: 'geocode' };
  if (places.length === 0) return { name: address, Status };
  return {
    name: address,
    Status,
    Placemark: places.map(({ name, country, loc }, index) => ({
      id: `p${index + 1}`,
      address: `${name}, ${countryName(country)}`,
      AddressDetails: {
        Accuracy: 4,
        Country: { CountryNameCode: country, CountryName: countryName(country), Locality: { LocalityName: name } },
      },
      ExtendedData: { LatLonBox: boxAround(loc.coordinates) },
      Point: { coordinates: [...loc.coordinates, 0] },
    })),
  };
}

const boxAround = ([lng, lat]: readonly [number, number]): object => ({
  north: lat + 0.1,
  south: lat - 0.1,
  east: lng + 0.1,
  west: lng - 0.1,
});

async function bundled(): Promise<string> {
  const entry = fileURLToPath(new URL('api/index.ts', import.meta.url));
  const result = await build({ entryPoints: [entry], bundle: true, write: false, format: 'iife', target: 'es2020' });
  return result.outputFiles[0]?.text ?? '';
}
