import { randomInt } from 'node:crypto';
import { prefixedSubject } from '../jobs/bw-mail.js';
import { word, type Context, type Reply, type Routes } from '../web/context.js';
import { html, paragraphs, raw } from '../web/html.js';
import { writeLog } from '../web/log.js';
import { oldPage } from '../web/old-layout.js';
import { sendMail } from '../web/mail.js';
import { asAdminCrypted, readCrypted } from '../web/members.js';

const MAY_RESET = ['Active', 'ChoiceInactive', 'Sleeper', 'Renamed', 'OutOfRemind'];
const LETTERS = 'abcdefghijkmnpqrstuvwxyz23456789';

type Found = { id: number; Username: string; Status: string; Email: number };

async function find({ db, config }: Context, asked: string): Promise<Found | string> {
  const columns = 'm.id, m.Username, m.Status, m.Email';
  if (!asked.includes('@')) {
    const member = await db.first<Found>(`SELECT ${columns} FROM members m WHERE m.Username = ?`, [asked]);
    return member ?? `Sorry no valid member ${asked}`;
  }
  const member = await db.first<Found>(
    `SELECT ${columns} FROM members m JOIN ${config.crypted}.cryptedfields c ON c.id = m.Email
     WHERE c.AdminCryptedValue = ? ORDER BY m.id LIMIT 1`,
    [asAdminCrypted(asked.toLowerCase())],
  );
  return member ?? `No user for email ${asked}`;
}

/** Sets a new password at once and emails it in plain text; returns what to show. */
async function reset(context: Context, asked: string): Promise<string> {
  const { db, config } = context;
  const member = await find(context, asked);
  if (typeof member === 'string') return member;
  if (!MAY_RESET.includes(member.Status)) return `Sorry Status is not valid (${member.Status}) `;
  const to = await readCrypted(context, member.Email);
  if (to === '') return `Sorry no valid email for ${asked}`;
  const password = Array.from({ length: 8 }, () => LETTERS.charAt(randomInt(LETTERS.length))).join('');
  await db.write('UPDATE members SET PassWord = PASSWORD(?) WHERE id = ?', [password, member.id]);
  const text = `${word(context, 'lostpasswordtext', password)}\n\n${word(context, 'HCVolMailSignature')}`;
  await sendMail(config, {
    from: config.get('syshcvol', 'MessageSenderMail'),
    to,
    subject: prefixedSubject(word(context, 'lostpasswordsubj'), context.host.replace(/:\d+$/, '')),
    text,
    html: html`<html>
      <body bgcolor="#ffffcc">
        <p>${paragraphs(text)}</p>
      </body>
    </html>`.text,
    encoding: '8bit',
  });
  // For no member: the visitor is not logged in.
  await writeLog(context, 'lostpassword', `New password sent to ${member.Username}`, 0, context.address);
  return word(context, 'lostpasswordsent');
}

/** One of the old pages: no token, no redirect after the POST, and a box in a cell that is never closed. */
async function lostPassword(context: Context): Promise<Reply> {
  const title = word(context, 'LostPasswordPage');
  if (context.method === 'POST' && context.form.get('action') === 'sendpassword') {
    const said = await reset(context, (context.form.get('UserNameOrEmail') ?? '').trim());
    return oldPage(context, title, html`<p class="note">${said}</p>`);
  }
  const fields = html`<input type="hidden" name="action" value="sendpassword" />
    <input type="text" name="UserNameOrEmail" /> <input type="submit" id="submit" name="submit" value="submit" />`;
  const form = html`<form method="post">
    <table>
      <tr>
        <td>${raw('<div>')}${fields}</td>
      </tr>
    </table>
  </form>`;
  return oldPage(context, title, form);
}

export const routes: Routes = { 'bw/lostpassword.php': lostPassword };
