import { callbackFields } from '../web/callbacks.js';
import {
  recall,
  redirect,
  remember,
  valuesOf,
  word,
  type Callbacks,
  type Context,
  type Reply,
  type Routes,
} from '../web/context.js';
import { html, options } from '../web/html.js';
import { sendMail } from '../web/mail.js';
import { readCrypted } from '../web/members.js';
import { aboutPage } from './about.js';
import { isEmail } from './signup/signup-rules.js';

async function form(context: Context): Promise<Reply> {
  if (context.path.at(-1) === 'submit')
    return aboutPage(context, html`<p class="note error">${word(context, 'FeedBackSent')}</p>`);
  const failed = recall(context, 'feedback');
  const values = failed?.values ?? {};
  const categories = await context.db.rows<{ id: number; Name: string }>(
    'SELECT id, Name FROM feedbackcategories WHERE visible = 1 ORDER BY sortOrder',
  );
  return aboutPage(
    context,
    html`${failed?.errors.map((code) => html`<p class="error">${word(context, code)}</p>`)}
      <form action="about/feedback" method="post">
        ${callbackFields(context, 'AboutController::feedbackCallback')}
        <input type="hidden" name="RequestURI" value="${context.query.get('RequestURI') ?? ''}" />
        <input type="hidden" name="redirect" value="" /><input type="hidden" name="data" value="" />
        <p>
          <label for="IdCategory">${word(context, 'FeedBackChooseYourCategory')}</label><br />
          <select id="IdCategory" name="IdCategory">
            ${options(
              categories.map(({ id, Name }) => [id, Name] as const),
              values['IdCategory'],
            )}
          </select>
        </p>
        <p>
          <label for="FeedbackQuestion">${word(context, 'FeedBackEnterYourQuestion')}</label><br />
          <textarea id="FeedbackQuestion" name="FeedbackQuestion" rows="9" cols="60">
${values['FeedbackQuestion']}</textarea>
        </p>
        ${
          context.member
            ? ''
            : html`<p>
                <label for="FeedbackEmail">${word(context, 'FeedBackEmail')}</label><br />
                <input type="text" id="FeedbackEmail" name="FeedbackEmail" value="${values['FeedbackEmail']}" />
              </p>`
        }
        <p>
          <input type="checkbox" id="feedbackUrgent" name="urgent" />
          <label for="feedbackUrgent">${word(context, 'FeedBackUrgentQuestion')}</label>
        </p>
        <p>
          <input type="checkbox" id="feedbackAnswerneeded" name="answerneeded" />
          <label for="feedbackAnswerneeded">${word(context, 'FeedBackIWantAnAnswer')}</label>
        </p>
        <p>
          <input type="submit" id="submit" name="submit" value="${word(context, 'FeedbackSubmit')}" /><input
            type="hidden"
            name="action"
            value="ask"
          />
        </p>
      </form>`,
  );
}

type Category = { id: number; Name: string; EmailToNotify: string };

async function sent(context: Context): Promise<Reply> {
  const { db, member } = context;
  const text = context.form.get('FeedbackQuestion') ?? '';
  const typed = (context.form.get('FeedbackEmail') ?? '').trim();
  const errors = [
    ...(text.trim() === '' ? ['FeedbackErrorDataMissing'] : []),
    ...(!member && !isEmail(typed) ? ['FeedbackErrorBadEmail'] : []),
  ];
  if (errors.length > 0) {
    remember(context, 'feedback', { errors, values: valuesOf(context.form) });
    return redirect(context, 'about/feedback');
  }
  const category = await db.first<Category>('SELECT id, Name, EmailToNotify FROM feedbackcategories WHERE id = ?', [
    Number(context.form.get('IdCategory')),
  ]);
  await db.write(
    "INSERT INTO feedbacks (created, Discussion, IdFeedbackCategory, Status, IdLanguage, IdMember) VALUES (NOW(), ?, ?, 'open', ?, ?)",
    [text, category?.id ?? 0, context.language.id, member?.id ?? 0],
  );
  await notify(context, text, typed, category);
  return redirect(context, 'feedback/submit');
}

async function notify(context: Context, text: string, typed: string, category: Category | undefined): Promise<void> {
  const { db, config, member } = context;
  const row = member && (await db.first<{ Email: number }>('SELECT Email FROM members WHERE id = ?', [member.id]));
  const from = row ? await readCrypted(context, row.Email) : typed;
  const body = `${text}\n\nBW Rox Version: stand-in\nBrowser: ${context.userAgent}\nLanguage: ${context.language.code}\nRequest URI: ${context.form.get('RequestURI') ?? ''}`;
  await sendMail(config, {
    from: from || config.get('syshcvol', 'FeedbackSenderMail'),
    to: category?.EmailToNotify ?? config.get('syshcvol', 'FeedbackSenderMail'),
    subject: `New feedback from ${member?.username ?? 'unknown user'} - Category: ${category?.Name ?? ''}`,
    text: body,
    encoding: '8bit',
  });
}

export const routes: Routes = { feedback: form, 'about/feedback': form, contact: form, support: form };
export const callbacks: Callbacks = { 'AboutController::feedbackCallback': sent };
