import { word, type Context, type Reply } from '../../web/context.js';
import { html } from '../../web/html.js';
import { page } from '../../web/layout.js';
import { loginWidget } from '../login.js';

/** Confirms what the link of the mail names; undefined: done, else the end of the error's code. */
async function problemOf({ db, path }: Context): Promise<string | undefined> {
  const [, , username = '', key = ''] = path;
  if (!/^[a-z][a-z0-9_]{3,}$/i.test(username) || !/^[a-f0-9]{16}$/.test(key)) return 'InvalidLink';
  const user = await db.first<{ id: number }>('SELECT id FROM user WHERE handle = ?', [username]);
  // The real page calls a link with an unknown name invalid too.
  if (!user) return 'InvalidLink';
  const stored = await db.first<{ value: string }>(
    "SELECT value FROM user_settings WHERE user_id = ? AND setting = 'regkey'",
    [user.id],
  );
  if (!stored) return 'NoStoredKey';
  if (stored.value !== key) return 'WrongKey';
  const member = await db.first<{ id: number; Status: string }>('SELECT id, Status FROM members WHERE Username = ?', [
    username,
  ]);
  if (!member) return 'NoMember';
  if (member.Status !== 'MailToConfirm') return `Status${member.Status}`;
  await db.write('UPDATE user SET active = 1 WHERE id = ?', [user.id]);
  await db.write("UPDATE members SET Status = 'Pending' WHERE id = ?", [member.id]);
  return undefined;
}

/** signup/confirm/<username>/<16 hex digits>: a plain GET, no login needed. */
export async function confirm(context: Context): Promise<Reply> {
  const problem = await problemOf(context);
  if (problem === undefined) {
    return page(context, {
      teaser: word(context, 'SignupMailConfirmedTitle'),
      col3: html`<p>${word(context, 'SignupMailConfirmed')}</p>
        ${loginWidget(context)}`,
    });
  }
  return page(context, {
    teaser: word(context, 'SignupMailConfirmedErrorTitle'),
    col3: html`<p class="error">${word(context, `SignupMailConfirmedError${problem}`)}</p>
      ${loginWidget(context)}`,
  });
}
