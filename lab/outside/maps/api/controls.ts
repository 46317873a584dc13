import type { GMap2 } from './map.js';

export type Control = {
  readonly className: string;
  buttons(map: GMap2): { label: string; press: () => void }[];
};

class Zoom implements Control {
  readonly className = 'gmap-zoom';
  buttons(map: GMap2): { label: string; press: () => void }[] {
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

export class GMapTypeControl implements Control {
  readonly className = 'gmap-type';
  buttons(map: GMap2): { label: string; press: () => void }[] {
    return map.getMapTypes().map((type) => ({
      label: type.name,
      press: () => {
        map.setMapType(type);
      },
    }));
  }
}

export function Button(control: Control, label: string, index: number, press: () => void): HTMLElement {
  // Not a <button>: the map may stand inside a form, which a click would submit.
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
