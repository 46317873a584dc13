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
import { html, type Html } from '../web/html.js';
import { page } from '../web/layout.js';
import { writeLog } from '../web/log.js';

const MAY_LOG_IN = ['Active', 'ActiveHidden', 'Pending', 'NeedMore', 'ChoiceInactive', 'OutOfRemind'];
/** A login wakes these up. */
const SLEEPING = ['ChoiceInactive', 'OutOfRemind'];

/** This page's own address over https; over http, whatever the page came by, where something in it looks like a test system. */
function formAction(context: Context): string {
  const search = context.query.size > 0 ? `?${context.query.toString()}` : '';
  const here = `http://${context.host}/${context.rawPath}${search}`;
  return /test|bw|alpha|localhost/.test(here) ? here : here.replace(/^http:/, 'https:');
}

/** The login form, on any page; it returns to that page. */
export function loginWidget(context: Context): Html {
  const failed = recall(context, 'login');
  const refused = failed?.values['refused'];
  return html`<div class="info" id="login-widget">
    <h3>${word(context, 'Login')}</h3>
    ${refused && html`<div id="loginmessage" class="false">${refused}</div>`}
    <form method="post" action="${formAction(context)}">
      ${callbackFields(context, 'LoginController::loginCallback')}
      ${failed && html`<input type="hidden" name="formkit_memory_recovery" value="login" />`}
      ${failed?.errors.map((text) => html`<p class="note warning">${text}</p>`)}
      <p>
        <label for="login-u">${word(context, 'Username')}</label><br />
        <input type="text" id="login-u" name="u" value="${failed?.values['u']}" />
      </p>
      <p>
        <label for="login-p">${word(context, 'Password')}</label><br />
        <input type="password" id="login-p" name="p" />
      </p>
      <p><input type="submit" value="Login" class="button" /></p>
    </form>
    <h3>${word(context, 'SignupNow')}</h3>
    <p><a href="signup" class="button">${word(context, 'Signup')}</a></p>
  </div>`;
}

/** The page where only members may look: the login form, with status 200. */
export const pleaseLogIn = (context: Context, title = 'BeWelcome', heading: string | null = null): Reply =>
  page(context, { title, teaser: heading, col3: loginWidget(context) });

type Found = { id: number; Username: string; Status: string; right: number; ChangedId: number };

const find = (context: Context, where: string, key: string | number, password: string): Promise<Found | undefined> =>
  context.db.first<Found>(
    `SELECT id, Username, Status, ChangedId, PassWord = PASSWORD(?) AS \`right\` FROM members WHERE ${where} = ?`,
    [password, key],
  );

/** The twin in the table `user`; the forum and the galleries know members by it. */
async function ensureUser({ db }: Context, member: Found): Promise<void> {
  if (await db.first('SELECT id FROM user WHERE handle = ?', [member.Username])) return;
  const auth = await db.first<{ id: number }>("SELECT id FROM mod_user_auth WHERE name = 'defaultUser'");
  await db.write('INSERT INTO user (id, auth_id, handle, email, pw, active) VALUES (?, ?, ?, ?, ?, 1)', [
    await db.nextId('user'),
    auth?.id ?? null,
    member.Username,
    '',
    '',
  ]);
}

async function login(context: Context): Promise<Reply> {
  const { db, form, session } = context;
  const name = (form.get('u') ?? '').trim();
  const password = (form.get('p') ?? '').trim();
  const again = (errors: string[], values: Record<string, string> = {}): Reply => {
    remember(context, 'login', { errors, values: { u: name, ...values } });
    return redirect(context, context.rawPath);
  };
  if (name === '') return again(['no username given.']);
  let member = await find(context, 'Username', name, password);
  // Renamed: the old row points to the new one.
  for (let hops = 0; member && member.ChangedId > 0 && hops < 5; hops++)
    member = await find(context, 'id', member.ChangedId, password);
  if (!member) return again([`member "${name}" does not exist`]);
  if (password === '') return again(['no password given']);
  if (member.right !== 1 && context.config.get('development', 'skip_password_check') !== '1') {
    return again([`wrong password given for username ${member.Username}`]);
  }
  if (!MAY_LOG_IN.includes(member.Status)) {
    return again([], { refused: `Your status is "${member.Status}". No chance to log in.. we are sorry!` });
  }
  if (SLEEPING.includes(member.Status))
    await db.write("UPDATE members SET Status = 'Active' WHERE id = ?", [member.id]);
  await ensureUser(context, member);
  await db.write(
    'UPDATE members SET LogCount = LogCount + 1, LastLogin = NOW(), NbRemindWithoutLogingIn = 0 WHERE id = ?',
    [member.id],
  );
  await db.write('UPDATE user SET lastlogin = NOW() WHERE handle = ?', [member.Username]);
  await writeLog(
    context,
    'Login',
    `Successful login with <b>${context.userAgent}</b> (${member.Username})`,
    member.id,
    context.address,
  );
  const preferred = await db.first<{ Value: string }>(
    `SELECT m.Value FROM memberspreferences m JOIN preferences p ON p.id = m.IdPreference
     WHERE m.IdMember = ? AND p.codeName = 'PreferenceLanguage'`,
    [member.id],
  );
  const language = context.words.languages.find(({ id }) => String(id) === preferred?.Value);
  if (language) session.data.lang = language.code;
  session.renew();
  session.data.IdMember = member.id;
  return redirect(context, context.rawPath.replace(/^login\/?/, ''));
}

async function logout(context: Context): Promise<Reply> {
  const { db, member, session } = context;
  if (member) {
    await db.write('DELETE FROM online WHERE IdMember = ?', [member.id]);
    await writeLog(context, 'Login', `Logout ${member.username}`, member.id, context.address);
  }
  const { lang } = session.data;
  session.data = lang === undefined ? {} : { lang };
  return redirect(context, '');
}

const loginPage = (context: Context): Promise<Reply> =>
  Promise.resolve(context.member ? page(context, { col3: html`` }) : pleaseLogIn(context));

export const routes: Routes = { login: loginPage, logout, 'user/logout': logout };
export const callbacks: Callbacks = { 'LoginController::loginCallback': login };
