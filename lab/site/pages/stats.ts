import { word, type Context, type Reply, type Routes } from '../web/context.js';
import { html, type Html } from '../web/html.js';
import { aboutPage } from './about.js';

/** Name of the canvases, heading, column of `stats`. */
const CURVES = [
  ['members', 'StatsMembersAlltime', 'NbActiveMembers'],
  ['newmembers', 'StatsNewMembersAlltime', 'NbActiveMembers'],
  ['percentnewmembers', 'StatsPercentNewMembersLast', 'NbActiveMembers'],
  ['loginperday', 'StatsLoginAlltime', 'NbMemberWhoLoggedToday'],
  ['percentloginperday', 'StatsPercentLoginAlltime', 'NbMemberWhoLoggedToday'],
  ['onetrust', 'StatsTrustAlltime', 'NbMemberWithOneTrust'],
  ['percentonetrust', 'StatsPercentTrustAlltime', 'NbMemberWithOneTrust'],
  ['messages', 'StatsMessagesAlltime', 'NbMessageSent'],
] as const;

type Day = { created: string } & Record<(typeof CURVES)[number][2], number>;

const canvas = (id: string, values: readonly number[]): Html =>
  html`<canvas id="${id}" width="220" height="90" data-values="${values.join(' ')}"></canvas>`;

/** Curves of the last 60 days out of the table that the daily job fills, members by country, last logins. */
async function stats(context: Context): Promise<Reply> {
  const { db } = context;
  const days = (await db.rows<Day>('SELECT * FROM stats ORDER BY id DESC LIMIT 60')).reverse();
  const countries = await db.rows<{ name: string; n: number }>(
    `SELECT k.name, COUNT(*) AS n FROM members m JOIN geonames_cache c ON c.geonameid = m.IdCity
     JOIN geonames_countries k ON k.iso_alpha2 = c.fk_countrycode WHERE m.Status = 'Active' GROUP BY k.name ORDER BY n DESC, k.name`,
  );
  const weeks = days.filter((_, i) => i % 7 === 0);
  return aboutPage(
    context,
    html`<h2>${word(context, 'StatsHead')}</h2>
      <p class="stats-last">${days.at(-1)?.created ?? '-'}</p>
      ${CURVES.map(
        ([name, heading, column]) =>
          html`<h3>${word(context, heading)}</h3>
            ${canvas(
              `${name}-alltime`,
              weeks.map((day) => day[column]),
            )}${canvas(
              `${name}-last`,
              days.map((day) => day[column]),
            )}`,
      )}
      <h3>${word(context, 'StatsLastLogin')}</h3>
      ${canvas(
        'lastlogin',
        days.map((day) => day.NbMemberWhoLoggedToday),
      )}
      <h3>${word(context, 'StatsMemberCountry')}</h3>
      ${canvas(
        'countryranking',
        countries.map(({ n }) => n),
      )}
      <table>
        ${countries.map(
          ({ name, n }) =>
            html`<tr>
              <td>${name}</td>
              <td>${n}</td>
            </tr>`,
        )}
      </table>
      ${['MochiKit/MochiKit', 'PlotKit/Base', 'PlotKit/Layout', 'PlotKit/Canvas', 'PlotKit/SweetCanvas'].map((name) => html`<script type="text/javascript" src="script/${name}.js"></script> `)}`,
    'About BeWelcome: Statistics',
    'BW Statistics',
  );
}

export const routes: Routes = { stats, statistics: stats, 'about/stats': stats, 'about/statistics': stats };
