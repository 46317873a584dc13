import { LAB_ROX } from '../../../rox.js';
import { shell, editFiles, patchProgram, type Change, type Faults } from '../fault.js';
import { checksIn } from '../pattern.js';

const gate = 'prerelease';
const { www, alpha } = LAB_ROX.sites;
const key = (root: string, other: string): Change =>
  editFiles(
    'puma',
    [`${root}/rox_local.ini`],
    `sed -i 's/^maps_api_key = .*/maps_api_key = ${other}/' ${root}/rox_local.ini`,
    '/etc/init.d/rox restart >/dev/null',
  );
const tiles = 'maps/tiles-shown';
const markers = 'maps/markers-match-list';
const picking = 'maps/picked-place-filled-in';

export const maps: Faults = {
  'puma-map-key-of-another-host': {
    description: 'The www deployment on Puma has the map key of alpha.',
    precedent: 'maps API key restricted to another name: the map stays gray',
    gate,
    checks: [`maps/key-of-host[${www.host}]`],
    // The map code announces a wrong key on every page that shows a map.
    mayAlsoFail: [
      ...checksIn('journeys/rox/maps', 'journeys/rox/maps-registration'),
      'pages/shown-to-visitor',
      'pages/shown-to-member',
      ...checksIn('journeys/rox/https', 'journeys/rox/https-links'),
    ],
    expectedMessage: /key that http:\S+ sends/,
    ...key(www.root, alpha.mapsKey),
  },
  'puma-map-key-of-alpha-missing': {
    description: 'The alpha deployment on Puma has no map key.',
    precedent: 'the configuration of alpha was rewritten by hand',
    gate,
    checks: [`maps/key-of-host[${alpha.host}]`],
    expectedMessage: /apology on http:\/\/alpha\S+\/searchmembers/,
    ...key(alpha.root, ''),
  },
  'puma-forbids-pictures-of-others': {
    description: 'A header from Puma keeps browsers from loading pictures from other hosts: the map has no tiles.',
    precedent: 'hardening of the new host: a Content-Security-Policy that was never tested with a map',
    gate,
    checks: [tiles],
    // Refused pictures are errors in the console wherever there is a map.
    mayAlsoFail: [
      ...checksIn('journeys/rox/maps', 'journeys/rox/maps-registration'),
      'pages/shown-to-visitor',
      'pages/shown-to-member',
      ...checksIn('journeys/rox/https', 'journeys/rox/https-links'),
    ],
    expectedMessage: /Content Security Policy|failed request on http:\/\/mt0\S+: csp/,
    ...editFiles(
      'puma',
      ['/etc/apache2/conf-enabled/hardening.conf'],
      `printf "Header always set Content-Security-Policy \\"img-src 'self'\\"\\n" >/etc/apache2/conf-enabled/hardening.conf`,
      'apache2ctl graceful',
    ),
  },
  'puma-icons-of-the-map-missing': {
    description: 'The folder with the map icons was not copied to Puma.',
    precedent: 'a folder that is in .gitignore, or in no repository at all',
    gate,
    checks: [markers],
    specs: ['journeys/rox/maps', 'journeys/rox/maps-registration'],
    expectedMessage: /without an image.*gicon|gicon\S+: 404/,
    ...shell(
      'puma',
      `mv ${www.root}/htdocs/images/icons ${www.root}/htdocs/images/icons.away`,
      `mv ${www.root}/htdocs/images/icons.away ${www.root}/htdocs/images/icons`,
    ),
  },
  'puma-markers-of-another-search': {
    description: 'The map on Puma marks only some of the search results.',
    precedent: 'the map script is from an older release than the program',
    gate,
    checks: [markers],
    expectedMessage: /markers on the map, out of 10/,
    ...patchProgram(
      www.root,
      'htdocs/script/searchmembers.js',
      'map.addOverlay(new GMarker(point, icons',
      'if (Math.abs(point.lat()) < 45) map.addOverlay(new GMarker(point, icons',
    ),
  },
  'puma-asks-for-places-in-latin1': {
    description: 'Puma encodes place names in Latin-1 when it looks them up: names with an umlaut are not found.',
    precedent: 'default_charset of another interpreter; Berlin is found, Zürich is not',
    gate,
    checks: ['search/umlaut-found'],
    expectedMessage: /whether a search for "Zürich" finds GeoNames place/,
    ...patchProgram(www.root, 'app/rox.mjs', '["q",text2]', '["q",text2.replace(/[^ -~]/g,"\\uFFFD")]'),
  },
  'puma-reaches-no-web-service': {
    description: 'Puma cannot reach GeoNames: a firewall blocks outgoing connections to its servers.',
    precedent: 'a firewall at the new provider; noticed at the first registration',
    gate,
    checks: [picking],
    // The site waits for servers that it cannot reach, either for some seconds or forever.
    mayAlsoFail: [
      'search/umlaut-found',
      'registration/steps-complete',
      'registration/simultaneous',
      'cron/geonames-imported',
      ...checksIn('visitors/*', 'journeys/rox/*'),
    ],
    unproven: checksIn('journeys/rox/host/code'),
    specs: ['journeys/rox/maps', 'journeys/rox/maps-registration', 'journeys/rox/search'],
    expectedMessage: /offered no place for "Berlin"/,
    ...editFiles(
      'puma',
      ['/etc/hosts'],
      `printf '198.51.100.99 ws.geonames.org ws.geonames.net download.geonames.org\\n' >>/etc/hosts`,
    ),
  },
};
