import { callbackFields } from '../web/callbacks.js';
import {
  recall,
  redirect,
  remember,
  word,
  type Callbacks,
  type Context,
  type Reply,
  type Routes,
} from '../web/context.js';
import { html, options, raw, type Html } from '../web/html.js';
import { page } from '../web/layout.js';
import { pleaseLogIn } from './login.js';
import { personByName, profileFrame } from './people.js';

/** Radio buttons: name and values. PreferencePublicProfile is a row of its own table, the others are preferences. */
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
  const failed = recall(context, 'preferences');
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
  const content = html`${failed?.errors.map((code) => html`<p class="error">${word(context, code)}</p>`)}
    <form method="post" id="preferences">
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

/** Codes of what is wrong with a wish for another password; none where no wish was made. */
async function passwordProblems({ db, form }: Context, id: number): Promise<string[]> {
  const [old = '', wanted = '', again = ''] = ['passwordold', 'passwordnew', 'passwordconfirm'].map(
    (name) => form.get(name) ?? '',
  );
  if (old === '' && wanted === '' && again === '') return [];
  const right = await db.first('SELECT id FROM members WHERE id = ? AND PassWord = PASSWORD(?)', [id, old]);
  return [
    ...(right ? [] : ['ChangePasswordInvalidPasswordError']),
    ...(wanted.length < 6 ? ['ChangePasswordPasswordLengthError'] : []),
    ...(wanted === again ? [] : ['ChangePasswordMatchError']),
  ];
}

async function save(context: Context): Promise<Reply> {
  const { db, form, member, session, words } = context;
  if (!member) return redirect(context, 'mypreferences');
  const errors = await passwordProblems(context, member.id);
  if (errors.length > 0) {
    remember(context, 'preferences', { errors, values: {} });
    return redirect(context, 'mypreferences');
  }
  const wanted = form.get('passwordnew') ?? '';
  if (wanted !== '')
    await db.write('UPDATE members SET PassWord = PASSWORD(?) WHERE id = ?', [wanted.trim(), member.id]);
  for (const name of ['PreferenceLanguage', 'PreferenceLocalTime', ...RADIOS.map(([one]) => one)]) {
    const value = form.get(name);
    if (value === null) continue;
    await db.write(
      `REPLACE INTO memberspreferences (IdMember, IdPreference, Value, created) SELECT ?, id, ?, NOW() FROM preferences WHERE codeName = ?`,
      [member.id, value, name],
    );
  }
  if (form.get('PreferencePublicProfile') === 'Yes')
    await db.write('INSERT IGNORE INTO memberspublicprofiles (IdMember) VALUES (?)', [member.id]);
  if (form.get('PreferencePublicProfile') === 'No')
    await db.write('DELETE FROM memberspublicprofiles WHERE IdMember = ?', [member.id]);
  const language = words.languages.find(({ id }) => String(id) === form.get('PreferenceLanguage'));
  if (language) session.data.lang = language.code;
  return redirect(context, 'mypreferences');
}

export const routes: Routes = { mypreferences: preferences };
export const callbacks: Callbacks = { 'MembersController::myPreferencesCallback': save };
