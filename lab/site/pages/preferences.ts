import { callbackFields } from '../web/callbacks.js';
import { word, type Context, type Reply, type Routes } from '../web/context.js';
import { html, options, raw, type Html } from '../web/html.js';
import { page } from '../web/layout.js';
import { pleaseLogIn } from './login.js';
import { personByName, profileFrame } from './people.js';

/** Radio buttons: name and values. PreferencePublicProfile is a row of another table, the others are preferences. */
const RADIOS: readonly (readonly [string, readonly string[]])[] = [
  ['PreferencePublicProfile', ['Yes', 'No']],
  ['PreferenceTimeZone', ['Yes', 'No']],
  ['PreferenceCheckMyMail', ['No', 'Yes']],
  ['PreferenceStyleSheet', ['stylesheet1', 'stylesheet2']],
  ['PreferenceDayLightSaving', ['Yes', 'No']],
  ['PreferenceInSpamFolder', ['Yes', 'No']],
  ['PreferenceForumFirstPage', ['Pref_ForumFirstPageLastPost', 'Pref_ForumFirstPageCategory']],
];
const HOURS = Array.from({ length: 25 }, (_, i) => [String((i - 12) * 3600), `${i - 12} h`] as const);

async function chosen({ db }: Context, id: number): Promise<Map<string, string>> {
  const rows = await db.rows<{ codeName: string; Value: string }>(
    `SELECT p.codeName, COALESCE(m.Value, p.DefaultValue) AS Value FROM preferences p
     LEFT JOIN memberspreferences m ON m.IdPreference = p.id AND m.IdMember = ?`,
    [id],
  );
  const values = new Map(rows.map(({ codeName, Value }) => [codeName, Value]));
  const isPublic = await db.first('SELECT id FROM memberspublicprofiles WHERE IdMember = ?', [id]);
  return values.set('PreferencePublicProfile', isPublic ? 'Yes' : 'No');
}

async function preferences(context: Context): Promise<Reply> {
  const { member } = context;
  const person = member ? await personByName(context, member.username) : undefined;
  if (!member || !person) return pleaseLogIn(context);
  const values = await chosen(context, member.id);
  const radio = ([name, choices]: (typeof RADIOS)[number]): Html =>
    html`<h3>${word(context, name)}</h3>
      <p>
        ${choices.map(
          (one) =>
            html`<input
                type="radio"
                name="${name}"
                value="${one}"
                ${values.get(name) === one ? raw(' checked="checked"') : ''}
              />
              ${word(context, one)} `,
        )}
      </p>`;
  const password = (name: string): Html =>
    html`<p>${word(context, name)} <input type="password" name="${name}" autocomplete="off" /></p>`;
  const content = html`<form method="post" id="preferences">
    ${callbackFields(context, 'MembersController::myPreferencesCallback')}
    <input type="hidden" name="memberid" value="${member.id}" />
    <h3>${word(context, 'PreferenceLanguage')}</h3>
    <p>
      <select name="PreferenceLanguage">
        ${options(
          context.words.languages.map(({ id, name }) => [id, name] as const),
          values.get('PreferenceLanguage') ?? '0',
        )}
      </select>
    </p>
    ${/* The public profile is there twice, as a preference and as what it is. */ RADIOS.slice(0, 1).map(radio)}
    ${RADIOS.map(radio)}
    <h3>${word(context, 'PreferenceLocalTime')}</h3>
    <p>
      <select name="PreferenceLocalTime">
        ${options(HOURS, values.get('PreferenceLocalTime'))}
      </select>
    </p>
    <h3>${word(context, 'PreferencesPassword')}</h3>
    ${['passwordold', 'passwordnew', 'passwordconfirm'].map(password)}
    <p><input type="submit" id="submit" class="button" value="Submit" /></p>
  </form>`;
  return page(context, {
    title: `Profile page for ${member.username} - BeWelcome`,
    ...profileFrame(context, person, content),
  });
}

export const routes: Routes = { mypreferences: preferences };
