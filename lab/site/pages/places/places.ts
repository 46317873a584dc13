import { word, type Context, type Reply, type Routes } from '../../web/context.js';
import { html, type Html } from '../../web/html.js';
import { page } from '../../web/layout.js';
import { people, personRow, VISIBLE } from '../people.js';

const CONTINENTS = {
  AF: 'Africa',
  AS: 'Asia',
  EU: 'Europe',
  NA: 'NorthAmerica',
  SA: 'SouthAmerica',
  OC: 'Oceania',
} as const;
const PER_PAGE = 15;

type Named = { name: string; key: string; n: number };

const list = (entries: readonly Named[], path: string): Html =>
  html`<ul class="floatbox">
    ${entries.map(({ name, key, n }) => html`<li><a href="${path}/${encodeURIComponent(key)}">${name}</a> ${n > 0 && html`(${n})`}</li>`)}
  </ul>`;

async function continents(context: Context): Promise<Html> {
  const rows = await context.db.rows<Named & { continent: string }>(
    `SELECT k.name, k.iso_alpha2 AS \`key\`, k.continent, COUNT(m.id) AS n FROM geonames_countries k
     LEFT JOIN geonames_cache c ON c.fk_countrycode = k.iso_alpha2 AND c.fclass = 'P'
     LEFT JOIN members m ON m.IdCity = c.geonameid AND ${VISIBLE} GROUP BY k.iso_alpha2 ORDER BY k.name`,
  );
  return html`<h2>${word(context, 'Country_overview_title')}</h2>
    ${Object.entries(CONTINENTS).map(
      ([code, name]) =>
        html`<h3>${word(context, name)}</h3>
          ${list(
            rows.filter(({ continent }) => continent === code),
            'places',
          )}`,
    )}`;
}

/** The contents of a level, and which members live there. */
type Level = {
  readonly below: readonly Named[];
  readonly heading: string;
  readonly where: string;
  readonly values: readonly string[];
};

async function levelOf({ db }: Context, country: string, region?: string, city?: string): Promise<Level> {
  if (city !== undefined) {
    return { below: [], heading: 'members', where: 'c.fk_countrycode = ? AND c.name = ?', values: [country, city] };
  }
  if (region !== undefined) {
    const below = await db.rows<Named>(
      `SELECT c.name, c.name AS \`key\`, COUNT(m.id) AS n FROM geonames_cache c
       JOIN geonames_admincodes a ON a.country_code = c.fk_countrycode AND a.admin_code = c.fk_admincode
       LEFT JOIN members m ON m.IdCity = c.geonameid AND ${VISIBLE}
       WHERE c.fclass = 'P' AND c.fk_countrycode = ? AND a.name = ? GROUP BY c.geonameid ORDER BY c.name`,
      [country, region],
    );
    return {
      below,
      heading: 'city_overview_title',
      where: 'c.fk_countrycode = ? AND a.name = ?',
      values: [country, region],
    };
  }
  const below = await db.rows<Named>(
    'SELECT name, name AS `key`, 0 AS n FROM geonames_admincodes WHERE country_code = ? ORDER BY name',
    [country],
  );
  return { below, heading: 'region_overview_title', where: 'c.fk_countrycode = ?', values: [country] };
}

/** places[/<country code>[/<region>[/<city>]]][/=page<n>] */
async function places(context: Context): Promise<Reply> {
  const words = context.path.slice(1).filter((part) => !part.startsWith('='));
  const number = Number(/^=page(\d+)$/.exec(context.path.at(-1) ?? '')?.[1] ?? 1);
  const [code, region, city] = words;
  const title = word(context, 'CountryTitle');
  if (code === undefined) return page(context, { teaser: title, bareTeaser: true, col3: await continents(context) });
  const country = await context.db.first<{ name: string }>('SELECT name FROM geonames_countries WHERE iso_alpha2 = ?', [
    code,
  ]);
  const level = await levelOf(context, code, region, city);
  const from = (Math.max(1, number) - 1) * PER_PAGE;
  const here = await people(
    context,
    `${level.where} AND ${VISIBLE} ORDER BY m.Username LIMIT ${from}, ${PER_PAGE}`,
    level.values,
  );
  const path = ['places', ...words.map(encodeURIComponent)].join('/');
  return page(context, {
    bareTeaser: true,
    teaser: [title, country?.name ?? code, region, city].filter((part) => part !== undefined).join(' > '),
    col3: html`${
        level.below.length > 0 &&
        html`<h3>${word(context, level.heading)}</h3>
          ${list(level.below, path)}`
      }
      <h3>${word(context, 'members')}</h3>
      ${here.map(personRow)} ${here.length === PER_PAGE && html`<p><a href="${path}/=page${number + 1}">&gt;</a></p>`}
      <h3>${word(context, 'wiki')}</h3>`,
  });
}

export const routes: Routes = { places, country: places, countries: places };
