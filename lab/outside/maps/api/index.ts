/**
 * The part of Google Maps API v2 that the site's pages use, as globals. Runs in the browser; script.ts puts the hosts
 * that the key belongs to in front of it.
 */
import * as controls from './controls.js';
import { GEvent, GUnload } from './events.js';
import { GLatLng, GLatLngBounds, GPoint, GSize } from './geometry.js';
import { GClientGeocoder } from './geocoder.js';
import * as map from './map.js';
import { G_DEFAULT_ICON, GIcon, GMarker } from './marker.js';
import { GPolyline } from './polyline.js';

declare const _mapHosts: string[];

const { G_NORMAL_MAP, G_SATELLITE_MAP, G_HYBRID_MAP, G_PHYSICAL_MAP, GMap2 } = map;
/** The functions of `controls.ts` for pages; how it draws buttons is an internal matter. */
const ofControls = Object.fromEntries(Object.entries(controls).filter(([name]) => name.startsWith('G')));

Object.assign(window, {
  ...ofControls,
  GBrowserIsCompatible: () => true,
  GClientGeocoder,
  GEvent,
  GIcon,
  GLatLng,
  GLatLngBounds,
  GMarker,
  GPoint,
  GPolyline,
  GSize,
  GUnload,
  GMap2,
  GMap: GMap2,
  G_DEFAULT_ICON,
  G_NORMAL_MAP,
  G_SATELLITE_MAP,
  G_HYBRID_MAP,
  G_PHYSICAL_MAP,
  G_DEFAULT_MAP_TYPES: [G_NORMAL_MAP, G_SATELLITE_MAP, G_HYBRID_MAP],
});

map.permission.granted = _mapHosts.includes(document.location.hostname);
if (!map.permission.granted) {
  alert('No map: the maps key on this page was registered for a different web site. Request a key for this site.');
}
