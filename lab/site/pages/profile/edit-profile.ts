import { callbackFields } from '../../web/callbacks.js';
import { baseOf, redirect, type Callbacks, type Context, type Reply, type Routes } from '../../web/context.js';
import { html, type Html } from '../../web/html.js';
import { page } from '../../web/layout.js';
import { readCrypted } from '../../web/members.js';
import { saveAvatar } from './avatar-store.js';
import { editFields, SECRETS, TEXTS, type Values } from './edit-profile-form.js';
import { pleaseLogIn } from '../login.js';
import { personByName, profileFrame, type Person } from '../people.js';
import { spokenBy } from './spoken-languages.js';

type Row = Record<string, string | number | null> & { id: number };

const number = (value: string | number | null | undefined): number => Number(value ?? 0);

/** Everything the form shows, as texts by field name. */
async function valuesOf(context: Context, id: number): Promise<Values> {
  const { db } = context;
  const row = await db.first<Row>('SELECT * FROM members WHERE id = ?', [id]);
  const address = await db.first<Row>('SELECT * FROM addresses WHERE IdMember = ? ORDER BY Rank, id LIMIT 1', [id]);
  if (!row) throw new Error(`no member ${id}`);
  const values: Record<string, string> = {};
  for (const name of SECRETS) values[name] = await readCrypted(context, number(row[name]));
  for (const name of TEXTS) {
    const text = await db.first<{ Sentence: string }>(
      'SELECT Sentence FROM memberstrads WHERE IdTrad = ? AND IdTrad > 0 ORDER BY IdLanguage = ? DESC, id LIMIT 1',
      [number(row[name]), context.language.id],
    );
    values[name] = text?.Sentence ?? '';
  }
  for (const name of [
    'BirthDate',
    'WebSite',
    'Accomodation',
    'MaxGuest',
    'TypicOffer',
    'Restrictions',
    'HideBirthDate',
    'HideGender',
  ] as const) {
    values[name] = String(row[name] ?? '');
  }
  values['gender'] = String(row['Gender']);
  values['Street'] = await readCrypted(context, number(address?.['StreetName']));
  values['HouseNumber'] = await readCrypted(context, number(address?.['HouseNumber']));
  values['Zip'] = await readCrypted(context, number(address?.['Zip']));
  return values;
}

/** Takes the picture: no check changes anything else of a profile. */
async function save(context: Context): Promise<Reply> {
  const { db, member, files, config } = context;
  if (!member) return redirect(context, 'login');
  const picture = files.find(({ field }) => field === 'profile_picture');
  if (picture && (await saveAvatar(config.data, member.id, picture.bytes))) {
    // The absolute path of today's data directory: what stays behind when the directory moves.
    await db.write('INSERT INTO membersphotos (IdMember, FilePath, created) VALUES (?, ?, NOW())', [
      member.id,
      `${config.data}/user/avatars/${member.id}`,
    ]);
  }
  return redirect(context, 'editmyprofile/finish');
}

async function edit(context: Context): Promise<Reply> {
  const { member } = context;
  const person: Person | undefined = member ? await personByName(context, member.username) : undefined;
  if (!member || !person) return pleaseLogIn(context);
  const done = context.path.at(-1) === 'finish' ? html`<div class="note check">OK</div>` : null;
  const values = await valuesOf(context, member.id);
  const languages = html`<select id="add_language">
    ${context.words.languages.map(({ code, name }) => html`<option value="${code}">${name}</option>`)}
  </select>`;
  const head: Html = html`<input type="hidden" name="memberid" value="${member.id}" />
    <input
      type="hidden"
      name="profile_language"
      value="${context.language.id}"
    />${callbackFields(context, 'MembersController::editMyProfileCallback')}`;
  const content = html`${done}
    <div id="profile">
      <form
        method="post"
        action="${baseOf(context)}editmyprofile"
        name="signup"
        id="profile-edit-form"
        enctype="multipart/form-data"
      >
        ${head}${editFields(context, values, await spokenBy(context, member.id))}
      </form>
    </div>`;
  return page(context, {
    title: `Profile page for ${member.username} - BeWelcome`,
    ...profileFrame(context, person, content, languages),
  });
}

export const routes: Routes = { editmyprofile: edit };
export const callbacks: Callbacks = { 'MembersController::editMyProfileCallback': save };
