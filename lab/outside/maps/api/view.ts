import { GLatLng, GLatLngBounds, GPoint, GSize, toLatLng, toPixel } from './geometry.js';

export const DEEPEST = 17;

/** The part of the world that a map shows: a container, a center, and a zoom level, and the conversion between places and pixels. */
export class View {
  protected readonly container: HTMLElement;
  protected center: GLatLng | undefined;
  protected zoom = 0;

  constructor(container: HTMLElement) {
    this.container = container;
  }
  getCenter(): GLatLng {
    return this.center ?? new GLatLng(0, 0);
  }
  getZoom(): number {
    return this.zoom;
  }
  isLoaded(): boolean {
    return this.center !== undefined;
  }
  getContainer(): HTMLElement {
    return this.container;
  }
  getSize(): GSize {
    return new GSize(this.container.clientWidth, this.container.clientHeight);
  }
  getBounds(): GLatLngBounds {
    const { width, height } = this.getSize();
    return new GLatLngBounds(
      this.fromContainerPixelToLatLng(new GPoint(0, height)),
      this.fromContainerPixelToLatLng(new GPoint(width, 0)),
    );
  }
  getBoundsZoomLevel(bounds: GLatLngBounds): number {
    const { width, height } = this.getSize();
    for (let zoom = DEEPEST; zoom > 0; zoom -= 1) {
      const [a, b] = [toPixel(bounds.getSouthWest(), zoom), toPixel(bounds.getNorthEast(), zoom)];
      if (b.x - a.x <= width && a.y - b.y <= height) return zoom;
    }
    return 0;
  }

  fromLatLngToContainerPixel(point: GLatLng): GPoint {
    const corner = this.corner();
    const { x, y } = toPixel(point, this.zoom);
    return new GPoint(x - corner.x, y - corner.y);
  }
  fromContainerPixelToLatLng({ x, y }: GPoint): GLatLng {
    const corner = this.corner();
    return toLatLng(new GPoint(corner.x + x, corner.y + y), this.zoom);
  }

  /** Of the container, in pixels of the world. */
  protected corner(): GPoint {
    const { x, y } = toPixel(this.getCenter(), this.zoom);
    const { width, height } = this.getSize();
    return new GPoint(Math.round(x - width / 2), Math.round(y - height / 2));
  }
}
