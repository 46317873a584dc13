/**
 * The part of Google Maps API v2 that the site's pages use, as globals. Runs in the browser; script.ts writes the hosts
 * that the key belongs to before it.
 */
import * as controls from './controls.js';
import { GEvent, GUnload } from './events.js';
import { GLatLng, GLatLngBounds, GPoint, GSize } from './geometry.js';
import { GClientGeocoder } from './geocoder.js';
import * as map from './map.js';
import { G_DEFAULT_ICON, GIcon, GMarker } from './marker.js';

declare const _mapHosts: string[];

const { G_NORMAL_MAP, G_SATELLITE_MAP, G_HYBRID_MAP, G_PHYSICAL_MAP, GMap2 } = map;
const { GSmallMapControl, GLargeMapControl, GLargeMapControl3D, GSmallZoomControl, GMapTypeControl } = controls;

Object.assign(window, {
  GBrowserIsCompatible: () => true,
  GClientGeocoder,
  GEvent,
  GIcon,
  GLatLng,
  GLatLngBounds,
  GMarker,
  GPoint,
  GSize,
  GUnload,
  GMap2,
  GMap: GMap2,
  GSmallMapControl,
  GLargeMapControl,
  GLargeMapControl3D,
  GSmallZoomControl,
  GMapTypeControl,
  G_DEFAULT_ICON,
  G_NORMAL_MAP,
  G_SATELLITE_MAP,
  G_HYBRID_MAP,
  G_PHYSICAL_MAP,
  G_DEFAULT_MAP_TYPES: [G_NORMAL_MAP, G_SATELLITE_MAP, G_HYBRID_MAP],
});

map.permission.granted = _mapHosts.includes(document.location.hostname);
if (!map.permission.granted) {
  alert('No map: the maps key of this page was registered for a different web site. Ask for a key for this one.');
}
