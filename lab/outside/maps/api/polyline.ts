import type { GLatLng } from './geometry.js';
import type { GMap2, Overlay } from './map.js';

const SVG = 'http://www.w3.org/2000/svg';

/** A line through places. */
export class GPolyline implements Overlay {
  readonly #points: readonly GLatLng[];
  readonly #line = document.createElementNS(SVG, 'polyline');
  readonly #box = document.createElementNS(SVG, 'svg');
  #map: GMap2 | undefined;

  constructor(points: readonly GLatLng[], color = '#0000ff', weight = 5, opacity = 0.45) {
    this.#points = points;
    this.#line.setAttribute('style', `fill:none;stroke:${color};stroke-width:${weight};stroke-opacity:${opacity}`);
    this.#box.setAttribute('class', 'gmap-polyline');
    this.#box.setAttribute('style', 'position:absolute;left:0;top:0;overflow:visible;pointer-events:none');
    this.#box.append(this.#line);
  }
  getVertexCount(): number {
    return this.#points.length;
  }
  getVertex(index: number): GLatLng | undefined {
    return this.#points[index];
  }

  /** The map calls these three. */
  initialize(map: GMap2): void {
    this.#map = map;
    map.overlayPane.append(this.#box);
    this.redraw();
  }
  redraw(): void {
    const map = this.#map;
    if (!map) return;
    const places = this.#points.map((point) => map.fromLatLngToContainerPixel(point));
    this.#line.setAttribute('points', places.map(({ x, y }) => `${x},${y}`).join(' '));
  }
  remove(): void {
    this.#box.remove();
    this.#map = undefined;
  }
}
