import type { GSize } from './geometry.js';

export type MapType = { readonly name: string; readonly layer: string };

/** The parts of a map that its controls need. */
type Controlled = { zoomIn(): void; zoomOut(): void; getMapTypes(): MapType[]; setMapType(type: MapType): void };

export type Control = {
  readonly className: string;
  buttons(map: Controlled): { label: string; press: () => void }[];
};

class Zoom implements Control {
  readonly className = 'gmap-zoom';
  buttons(map: Controlled): { label: string; press: () => void }[] {
    return [
      {
        label: '+',
        press: () => {
          map.zoomIn();
        },
      },
      {
        label: '\u2212',
        press: () => {
          map.zoomOut();
        },
      },
    ];
  }
}
export class GSmallMapControl extends Zoom {}
export class GLargeMapControl extends Zoom {}
export class GLargeMapControl3D extends Zoom {}
export class GSmallZoomControl extends Zoom {}

/** The prototype of controls that a page defines: the page gives them `initialize(map)`, which returns the element to place. */
export class GControl implements Control {
  readonly className = 'gmap-own';
  initialize?: (map: Controlled) => HTMLElement;
  getDefaultPosition?: () => GControlPosition;
  buttons(): { label: string; press: () => void }[] {
    return [];
  }
}

export const [G_ANCHOR_TOP_LEFT, G_ANCHOR_TOP_RIGHT, G_ANCHOR_BOTTOM_LEFT, G_ANCHOR_BOTTOM_RIGHT] = [0, 1, 2, 3];

/** How far a control is from a corner of the map. */
export class GControlPosition {
  readonly anchor: number;
  readonly offset: GSize;
  constructor(anchor: number, offset: GSize) {
    this.anchor = anchor;
    this.offset = offset;
  }
  apply(element: HTMLElement): void {
    const isRight = this.anchor === G_ANCHOR_TOP_RIGHT || this.anchor === G_ANCHOR_BOTTOM_RIGHT;
    const isBottom = this.anchor === G_ANCHOR_BOTTOM_LEFT || this.anchor === G_ANCHOR_BOTTOM_RIGHT;
    element.style.position = 'absolute';
    element.style[isRight ? 'right' : 'left'] = `${this.offset.width}px`;
    element.style[isBottom ? 'bottom' : 'top'] = `${this.offset.height}px`;
  }
}

export class GMapTypeControl implements Control {
  readonly className = 'gmap-type';
  buttons(map: Controlled): { label: string; press: () => void }[] {
    return map.getMapTypes().map((type) => ({
      label: type.name,
      press: () => {
        map.setMapType(type);
      },
    }));
  }
}

/** Nested map types: shown side by side here. */
export class GHierarchicalMapTypeControl extends GMapTypeControl {
  addRelationship(): void {
    // The nesting of types is ignored: all are shown anyway.
  }
}

export function Button(control: Control, label: string, index: number, press: () => void): HTMLElement {
  // Not a <button>: the map may be inside a form, which a click would submit.
  const element = document.createElement('div');
  element.className = control.className;
  element.textContent = label;
  element.setAttribute('role', 'button');
  const place =
    control instanceof GMapTypeControl ? `right:${7 + index * 60}px;top:7px` : `left:7px;top:${7 + index * 22}px`;
  element.style.cssText = `position:absolute;z-index:3;cursor:pointer;background:#fff;border:1px solid;padding:0 5px;${place}`;
  element.addEventListener('click', (event) => {
    event.stopPropagation();
    press();
  });
  return element;
}
