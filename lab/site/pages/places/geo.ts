import { reply, type Context, type Reply, type Routes, redirect, word } from '../../web/context.js';
import { html, type Html } from '../../web/html.js';
import { page } from '../../web/layout.js';
import { searchPlaces, type GeoPlace } from './geonames.js';
import { refreshGeo } from './geo-refresh.js';

/** More than this many results are hidden behind a link. */
const SHOWN = 10;
const ZOOM = 8;

/** The call that a click on a place runs. Its last argument is missing and becomes "undefined", as on the real site. */
const setMap = (place: GeoPlace): string =>
  `setMap(${[
    String(place.geonameId),
    String(place.lat),
    String(place.lng),
    ZOOM,
    place.name,
    place.countryName,
    place.countryCode,
  ]
    .map((value) => JSON.stringify(value))
    .join(', ')}); return false;`;

const item = (place: GeoPlace, hidden: boolean): Html =>
  html`<li
    id="li_${place.geonameId}"
    ${hidden && html` class="hidden" style="display: none"`}
    onclick="${setMap(place)}"
  >
    <a id="href_${place.geonameId}" href="#" onclick="return false">${place.name}</a><br />
    <span class="small">${place.countryName}${place.adminName1 && ` / ${place.adminName1}`}</span>
  </li>`;

/** geo/suggestLocation/TEXT/city, a fragment for the page that asks. */
async function suggest(context: Context): Promise<Reply> {
  const text = context.query.get('s') ?? context.path[2] ?? '';
  const places = text.trim() === '' ? [] : await searchPlaces(context, text);
  const fragment =
    places.length === 0
      ? html`<p class="desc">We couldnt find your location!</p>`
      : html`<p class="desc">${word(context, 'Geo_results')}</p>
          <ol id="locations" class="plain">
            ${places.map((place, i) => item(place, i >= SHOWN))}
          </ol>
          ${places.length > SHOWN && html`<p><a href="#" id="showAllResults" onclick="return showAllResults()">${word(context, 'Geo_show_all')}</a></p>`}`;
  return reply('text/html;charset="utf-8"', fragment.text);
}

async function refresh(context: Context): Promise<Reply> {
  // The job asks from the machine itself. ::1 counts as another machine, as on the real site.
  if (context.address !== '127.0.0.1') return redirect(context, '');
  return reply('text/plain', (await refreshGeo(context)) ? 'success' : 'failure');
}

export const routes: Routes = {
  'geo/suggestLocation': suggest,
  'geo/refreshgeo': refresh,
  geo: (context) => Promise.resolve(page(context, { teaser: 'Geo', col3: html`<p></p>` })),
};
