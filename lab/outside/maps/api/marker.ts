import { GEvent } from './events.js';
import { GPoint, GSize, type GLatLng } from './geometry.js';
import type { GMap2 } from './map.js';

export class GIcon {
  image = '';
  shadow = '';
  iconSize = new GSize(20, 34);
  shadowSize = new GSize(37, 34);
  iconAnchor = new GPoint(9, 34);
  infoWindowAnchor = new GPoint(9, 2);
  constructor(copy?: GIcon | null, image?: string) {
    if (copy) Object.assign(this, copy);
    if (image !== undefined) this.image = image;
  }
}

export const G_DEFAULT_ICON = new GIcon(null, 'http://maps.google.com/mapfiles/marker.png');

type MarkerOptions = { icon?: GIcon; title?: string; draggable?: boolean };

export class GMarker {
  readonly #icon: GIcon;
  readonly #title: string;
  #at: GLatLng;
  #map: GMap2 | undefined;
  #image: HTMLImageElement | undefined;

  constructor(at: GLatLng, options?: GIcon | MarkerOptions) {
    this.#at = at;
    this.#icon = (options instanceof GIcon ? options : options?.icon) ?? G_DEFAULT_ICON;
    this.#title = options instanceof GIcon ? '' : (options?.title ?? '');
  }
  getLatLng(): GLatLng {
    return this.#at;
  }
  getPoint(): GLatLng {
    return this.#at;
  }
  setLatLng(at: GLatLng): void {
    this.#at = at;
    this.redraw();
  }
  getIcon(): GIcon {
    return this.#icon;
  }
  getTitle(): string {
    return this.#title;
  }
  setImage(url: string): void {
    if (this.#image) this.#image.src = url;
  }
  show(): void {
    if (this.#image) this.#image.style.visibility = '';
  }
  hide(): void {
    if (this.#image) this.#image.style.visibility = 'hidden';
  }
  isHidden(): boolean {
    return this.#image?.style.visibility === 'hidden';
  }
  openInfoWindowHtml(html: string | Node): void {
    this.#map?.openInfoWindowHtml(this.#at, html);
  }
  openInfoWindow(node: string | Node): void {
    this.openInfoWindowHtml(node);
  }
  closeInfoWindow(): void {
    this.#map?.closeInfoWindow();
  }

  /** The map calls these three. */
  initialize(map: GMap2): void {
    this.#map = map;
    const image = document.createElement('img');
    image.className = 'gmap-marker';
    image.src = this.#icon.image;
    image.title = this.#title;
    image.style.cssText = `position:absolute;cursor:pointer;width:${this.#icon.iconSize.width}px;height:${this.#icon.iconSize.height}px`;
    image.addEventListener('click', (event) => {
      event.stopPropagation();
      GEvent.trigger(this, 'click', this.#at);
      GEvent.trigger(map, 'click', this, this.#at);
    });
    for (const name of ['mouseover', 'mouseout', 'dblclick']) {
      image.addEventListener(name, () => {
        GEvent.trigger(this, name, this.#at);
      });
    }
    this.#image = image;
    map.overlayPane.append(image);
    this.redraw();
  }
  redraw(): void {
    if (!this.#map || !this.#image) return;
    const { x, y } = this.#map.fromLatLngToContainerPixel(this.#at);
    this.#image.style.left = `${Math.round(x - this.#icon.iconAnchor.x)}px`;
    this.#image.style.top = `${Math.round(y - this.#icon.iconAnchor.y)}px`;
  }
  remove(): void {
    this.#image?.remove();
    this.#map = undefined;
    this.#image = undefined;
  }
}
