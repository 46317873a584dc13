/** Values of Maps API v2: https://developers.google.com/maps/documentation/javascript/v2/reference (withdrawn 2021). */

export class GPoint {
  x: number;
  y: number;
  constructor(x: number, y: number) {
    this.x = x;
    this.y = y;
  }
}

export class GSize {
  width: number;
  height: number;
  constructor(width: number, height: number) {
    this.width = width;
    this.height = height;
  }
}

export class GLatLng {
  readonly #lat: number;
  readonly #lng: number;
  constructor(lat: number | string, lng: number | string) {
    this.#lat = Math.max(-90, Math.min(90, Number(lat)));
    const degrees = Number(lng);
    this.#lng = degrees >= -180 && degrees <= 180 ? degrees : ((((degrees + 180) % 360) + 360) % 360) - 180;
  }
  lat(): number {
    return this.#lat;
  }
  lng(): number {
    return this.#lng;
  }
  equals(other: GLatLng): boolean {
    return Math.abs(this.lat() - other.lat()) < 1e-9 && Math.abs(this.lng() - other.lng()) < 1e-9;
  }
  toUrlValue(precision = 6): string {
    return [this.lat(), this.lng()].map((it) => String(Number(it.toFixed(precision)))).join(',');
  }
  toString(): string {
    return `(${this.lat()}, ${this.lng()})`;
  }
}

export class GLatLngBounds {
  #south = 90;
  #north = -90;
  #west = 180;
  #east = -180;
  constructor(southWest?: GLatLng, northEast?: GLatLng) {
    if (southWest) this.extend(southWest);
    if (northEast) this.extend(northEast);
  }
  extend(point: GLatLng): void {
    this.#south = Math.min(this.#south, point.lat());
    this.#north = Math.max(this.#north, point.lat());
    this.#west = Math.min(this.#west, point.lng());
    this.#east = Math.max(this.#east, point.lng());
  }
  isEmpty(): boolean {
    return this.#south > this.#north;
  }
  getSouthWest(): GLatLng {
    return new GLatLng(this.#south, this.#west);
  }
  getNorthEast(): GLatLng {
    return new GLatLng(this.#north, this.#east);
  }
  getCenter(): GLatLng {
    return new GLatLng((this.#south + this.#north) / 2, (this.#west + this.#east) / 2);
  }
  containsLatLng(point: GLatLng): boolean {
    const [lat, lng] = [point.lat(), point.lng()];
    return lat >= this.#south && lat <= this.#north && lng >= this.#west && lng <= this.#east;
  }
  contains(point: GLatLng): boolean {
    return this.containsLatLng(point);
  }
}

export const TILE = 256;

/** Web mercator: pixels from the upper left corner of the world. */
export function toPixel(point: GLatLng, zoom: number): GPoint {
  const world = TILE * 2 ** zoom;
  const sine = Math.min(Math.max(Math.sin((point.lat() * Math.PI) / 180), -0.9999), 0.9999);
  return new GPoint(
    ((point.lng() + 180) / 360) * world,
    (0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)) * world,
  );
}

export function toLatLng(pixel: GPoint, zoom: number): GLatLng {
  const world = TILE * 2 ** zoom;
  const lat = (Math.atan(Math.sinh(Math.PI * (1 - (2 * pixel.y) / world))) * 180) / Math.PI;
  return new GLatLng(lat, (pixel.x / world) * 360 - 180);
}
