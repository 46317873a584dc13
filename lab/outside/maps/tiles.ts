import { PNG } from 'pngjs';
import { allCities } from '../geonames/cities.js';
import type { Site } from '../web/site.js';

const SIZE = 256;
/** Half degrees. */
const [COLUMNS, ROWS] = [720, 360];
const SEA = [168, 200, 224] as const;
const LAND = [214, 222, 178] as const;

const drawn = new Map<string, Buffer>();
let land: Uint8Array | undefined;

/** Map tiles in web mercator, `/vt?x=&y=&z=`. Land is where people live; a tile has at least two shades of its color. */
export const tiles: Site = (url) => {
  const [x, y, z] = ['x', 'y', 'z'].map((name) => Number(url.searchParams.get(name) ?? Number.NaN)) as [
    number,
    number,
    number,
  ];
  const count = 2 ** z;
  const exists = [x, y, z].every(Number.isInteger) && z >= 0 && z <= 19 && x >= 0 && x < count && y >= 0 && y < count;
  if (url.pathname !== '/vt' || !exists) return undefined;
  const key = `${z}/${x}/${y}`;
  const png = drawn.get(key) ?? draw(x, y, z);
  if (drawn.size > 2000) drawn.clear();
  drawn.set(key, png);
  return { type: 'image/png', body: png };
};

/** A marker: a filled circle on a transparent background, with its tip at the bottom. */
export const markerImage: Buffer = (() => {
  const png = new PNG({ width: 20, height: 34 });
  for (let at = 0; at < 20 * 34; at += 1) {
    const [x, y] = [(at % 20) - 9.5, Math.floor(at / 20)];
    const inside = Math.hypot(x, y - 10) < 9.5 || (y >= 10 && Math.abs(x) < (34 - y) * 0.3);
    png.data.set(inside ? [220, 60, 50, 255] : [0, 0, 0, 0], at * 4);
  }
  return PNG.sync.write(png);
})();

function draw(x: number, y: number, z: number): Buffer {
  const png = new PNG({ width: SIZE, height: SIZE, colorType: 2 });
  const world = SIZE * 2 ** z;
  const columns = Array.from({ length: SIZE }, (_, px) => Math.floor(((x * SIZE + px) / world) * COLUMNS));
  for (let py = 0; py < SIZE; py += 1) {
    const row = Math.min(Math.floor(((90 - latitudeAt((y * SIZE + py) / world)) / 180) * ROWS), ROWS - 1);
    for (let px = 0; px < SIZE; px += 1) {
      const colour = landAt(row, columns[px] ?? 0) ? LAND : SEA;
      const shade = ((px >> 5) + (py >> 5)) % 2 === 0 ? 0 : 6;
      png.data.set([colour[0] - shade, colour[1] - shade, colour[2] - shade, 255], (py * SIZE + px) * 4);
    }
  }
  return PNG.sync.write(png, { colorType: 2, deflateLevel: 3 });
}

/** Latitude of a height on the square world, 0 at the top to 1. */
const latitudeAt = (height: number): number => (Math.atan(Math.sinh(Math.PI * (1 - 2 * height))) * 180) / Math.PI;

/** Within a degree and a half of a place: the package of places is the only source of geography. */
function landAt(row: number, column: number): boolean {
  if (!land) {
    land = new Uint8Array(COLUMNS * ROWS);
    for (const { loc } of allCities()) {
      const [lng, lat] = loc.coordinates;
      const [cityColumn, cityRow] = [Math.floor((lng + 180) * 2), Math.floor((90 - lat) * 2)];
      for (let r = Math.max(cityRow - 2, 0); r <= Math.min(cityRow + 2, ROWS - 1); r += 1) {
        for (let c = cityColumn - 2; c <= cityColumn + 2; c += 1) land[r * COLUMNS + ((c + COLUMNS) % COLUMNS)] = 1;
      }
    }
  }
  return land[row * COLUMNS + column] === 1;
}
