import { Button, GControl, type Control, type GControlPosition, type MapType } from './controls.js';
import { GEvent } from './events.js';
import { GPoint, TILE, type GLatLng } from './geometry.js';
import { DEEPEST, View } from './view.js';

export const G_NORMAL_MAP: MapType = { name: 'Map', layer: 'm' };
export const G_SATELLITE_MAP: MapType = { name: 'Satellite', layer: 's' };
export const G_HYBRID_MAP: MapType = { name: 'Hybrid', layer: 'y' };
export const G_PHYSICAL_MAP: MapType = { name: 'Terrain', layer: 'p' };

export type Overlay = { initialize(map: GMap2): void; redraw(force?: boolean): void; remove(): void };

/** Set by script.ts: may this page show a map at all? */
export const permission = { granted: true };

export class GMap2 extends View {
  readonly #tiles = pane('gmap-tiles', 0);
  readonly overlayPane = pane('gmap-overlays', 1);
  readonly #info = pane('gmap-info-window', 2);
  readonly #overlays = new Set<Overlay>();
  readonly #types: MapType[] = [G_NORMAL_MAP, G_SATELLITE_MAP, G_HYBRID_MAP];
  #type: MapType = G_NORMAL_MAP;
  #infoAt: GLatLng | undefined;

  constructor(container: HTMLElement) {
    super(container);
    if (!permission.granted) return;
    if (getComputedStyle(container).position === 'static') container.style.position = 'relative';
    Object.assign(container.style, { overflow: 'hidden', backgroundColor: '#e5e3df' });
    container.replaceChildren(this.#tiles, this.overlayPane);
    container.addEventListener('click', (event) => {
      const box = container.getBoundingClientRect();
      const at = this.fromContainerPixelToLatLng(new GPoint(event.clientX - box.left, event.clientY - box.top));
      GEvent.trigger(this, 'click', null, at);
    });
  }

  setCenter(center: GLatLng, zoom = this.zoom, type = this.#type): void {
    const isFirst = this.center === undefined;
    const zoomBefore = this.zoom;
    this.center = center;
    this.zoom = Math.min(Math.max(Math.round(zoom), 0), DEEPEST);
    this.#type = type;
    this.#draw();
    if (isFirst) GEvent.trigger(this, 'load');
    GEvent.trigger(this, 'move');
    if (!isFirst && zoomBefore !== this.zoom) GEvent.trigger(this, 'zoomend', zoomBefore, this.zoom);
    GEvent.trigger(this, 'moveend');
  }
  panTo(center: GLatLng): void {
    this.setCenter(center);
  }
  setZoom(zoom: number): void {
    this.setCenter(this.getCenter(), zoom);
  }
  zoomIn(): void {
    this.setZoom(this.zoom + 1);
  }
  zoomOut(): void {
    this.setZoom(this.zoom - 1);
  }
  checkResize(): void {
    this.#draw();
  }
  getMapTypes(): MapType[] {
    return this.#types;
  }
  addMapType(type: MapType): void {
    if (!this.#types.includes(type)) this.#types.push(type);
  }
  getCurrentMapType(): MapType {
    return this.#type;
  }
  setMapType(type: MapType): void {
    this.#type = type;
    this.#draw();
    GEvent.trigger(this, 'maptypechanged');
  }
  addControl(control: Control, position?: GControlPosition): void {
    if (!permission.granted) return;
    if (control instanceof GControl && control.initialize) {
      const element = control.initialize(this);
      element.classList.add(control.className);
      (position ?? control.getDefaultPosition?.())?.apply(element);
      if (!element.isConnected) this.container.append(element);
    }
    this.container.append(
      ...control.buttons(this).map(({ label, press }, index) => Button(control, label, index, press)),
    );
  }
  removeControl(control: Control): void {
    for (const button of this.container.querySelectorAll(`.${control.className}`)) button.remove();
  }
  enableScrollWheelZoom(): void {
    return;
  }
  enableDoubleClickZoom(): void {
    return;
  }
  enableContinuousZoom(): void {
    return;
  }

  addOverlay(overlay: Overlay): void {
    if (!permission.granted) return;
    this.#overlays.add(overlay);
    overlay.initialize(this);
    GEvent.trigger(this, 'addoverlay', overlay);
  }
  removeOverlay(overlay: Overlay): void {
    if (!this.#overlays.delete(overlay)) return;
    overlay.remove();
    GEvent.trigger(this, 'removeoverlay', overlay);
  }
  clearOverlays(): void {
    for (const overlay of this.#overlays) overlay.remove();
    this.#overlays.clear();
    GEvent.trigger(this, 'clearoverlays');
  }

  openInfoWindowHtml(at: GLatLng, html: string | Node): void {
    this.#infoAt = at;
    if (typeof html === 'string') this.#info.innerHTML = html;
    else this.#info.replaceChildren(html);
    this.container.append(this.#info);
    this.#placeInfo();
    GEvent.trigger(this, 'infowindowopen');
  }
  openInfoWindow(at: GLatLng, node: string | Node): void {
    this.openInfoWindowHtml(at, node);
  }
  closeInfoWindow(): void {
    this.#info.remove();
    GEvent.trigger(this, 'infowindowclose');
  }

  #draw(): void {
    if (!permission.granted) return;
    const { x: left, y: top } = this.corner();
    const { width, height } = this.getSize();
    const count = 2 ** this.zoom;
    const images: HTMLImageElement[] = [];
    for (let y = Math.floor(top / TILE); y * TILE < top + height; y += 1) {
      for (let x = Math.floor(left / TILE); x * TILE < left + width; x += 1) {
        // The world ends above and below; to the left and right it repeats.
        if (y < 0 || y >= count) continue;
        const image = document.createElement('img');
        const column = ((x % count) + count) % count;
        image.className = 'gmap-tile';
        image.alt = '';
        image.src = `http://mt0.google.com/vt?lyrs=${this.#type.layer}&x=${column}&y=${y}&z=${this.zoom}`;
        image.style.cssText = `position:absolute;left:${x * TILE - left}px;top:${y * TILE - top}px;width:${TILE}px;height:${TILE}px`;
        images.push(image);
      }
    }
    this.#tiles.replaceChildren(...images);
    for (const overlay of this.#overlays) overlay.redraw(true);
    this.#placeInfo();
  }

  #placeInfo(): void {
    if (!this.#infoAt || !this.#info.isConnected) return;
    const { x, y } = this.fromLatLngToContainerPixel(this.#infoAt);
    this.#info.style.cssText = `position:absolute;z-index:2;background:#fff;padding:8px;left:${x}px;top:${y}px`;
  }
}

function pane(className: string, depth: number): HTMLDivElement {
  const element = document.createElement('div');
  element.className = className;
  element.style.cssText = `position:absolute;left:0;top:0;z-index:${depth}`;
  return element;
}
