import {
  recall,
  redirect,
  remember,
  reply,
  word,
  type Callbacks,
  type Context,
  type Reply,
  type Routes,
} from '../../web/context.js';
import { html, type Html } from '../../web/html.js';
import { page } from '../../web/layout.js';
import { writeLog } from '../../web/log.js';
import { isEmail, isUsername, problemsOf, AGE_MIN, FIELDS, type Values } from './signup-rules.js';
import { step1, step2, step3, step4 } from './signup-forms.js';
import { register } from './signup-register.js';
import { confirm } from './signup-confirm.js';
import { mapScript } from '../map.js';

const STEPS = [step1, step2, step3, step4] as const;

async function isTaken({ db }: Context, username: string): Promise<boolean> {
  const taken = await db.first(
    `SELECT 1 FROM members WHERE Username = ?
     UNION SELECT 1 FROM recorded_usernames_of_left_members WHERE UsernameNotToUse = ?`,
    [username, username],
  );
  return taken !== undefined;
}

/** The text of a problem; two of them say more than their code. */
const problemText = (context: Context, code: string, values: Values): string => {
  if (code === 'SignupMustacceptTerms') return word(context, 'SignupTermsAndConditions');
  return word(context, code, code === 'SignupErrorBirthDateToLow' ? AGE_MIN : (values['username'] ?? ''));
};

/** Every step posts to the next one's path. What was typed is kept in the session; only step 4 looks at it. */
async function posted(context: Context): Promise<Reply> {
  const { form, session, path } = context;
  const step = path[1] ?? '1';
  const values = { ...session.data.signup };
  for (const name of FIELDS) {
    const value = form.get(name);
    if (value !== null) values[name] = name.startsWith('password') ? value : value.trim();
  }
  session.data.signup = values;
  await writeLog(context, 'Signup', `Entering signupFormCallback #${step}`, 0, context.address);
  if (step !== '4') return redirect(context, context.rawPath);
  const problems = problemsOf(values, form.has('terms'), new Date());
  if (!problems.includes('SignupErrorWrongUsername') && (await isTaken(context, values['username'] ?? ''))) {
    problems.unshift('SignupErrorUsernameAlreadyTaken');
  }
  if (problems.length > 0) {
    remember(context, 'signup', { errors: problems.map((code) => problemText(context, code, values)), values: {} });
    return redirect(context, 'signup/4');
  }
  await register(context, values);
  return redirect(context, 'signup/finish');
}

const stepList = (context: Context, current: number): Html =>
  html`<ul id="steps">
    ${STEPS.map(
      (_, i) =>
        html`<li${i + 1 === current ? html` class="active"` : ''}><a href="signup/${i + 1}">${i + 1}. ${word(context, `SignupStep${i + 1}`)}</a></li>`,
    )}
  </ul>`;

async function step(context: Context, number: number): Promise<Reply> {
  await writeLog(context, 'Signup', `Entering Signup step: #${number}`, 0, context.address);
  const form = STEPS[number - 1];
  if (!form) throw new Error(`no step ${number}`);
  const errors = recall(context, 'signup')?.errors ?? [];
  return page(context, {
    teaser: word(context, 'SignupTitle'),
    col2: stepList(context, number),
    col3: html`<div id="signuprox">
      ${errors.map((text) => html`<p class="error">${text}</p>`)}${form(context, context.session.data.signup ?? {})}
    </div>`,
    firstScripts: number === 3 ? [mapScript(context)] : [],
  });
}

function finish(context: Context): Reply {
  const email = context.session.data.signup?.['email'] ?? '';
  delete context.session.data.signup;
  // The address is an argument of the text: one without a place for it does not show it.
  const [before = '', ...after] = word(context, 'SignupFinishedText', '\u0000').split('\u0000');
  return page(context, {
    teaser: word(context, 'SignupFinishedTitle'),
    col3: html`<div id="signuprox">
      <p>${before}${after.map((text) => html`<b>${email}</b>${text}`)}</p>
    </div>`,
  });
}

const popup = (context: Context, title: string, code: string): Reply =>
  page(context, {
    title: word(context, title),
    teaser: word(context, title),
    col3: html`<p>${word(context, code)}</p>`,
  });

/** Requested by the form while a visitor types: 1 means free, nothing means taken, 0 means no name at all. */
async function checkHandle(context: Context): Promise<Reply> {
  const name = context.path[2] ?? '';
  if (!isUsername(name)) return reply('text/html;charset="utf-8"', '0');
  return reply('text/html;charset="utf-8"', (await isTaken(context, name)) ? '' : '1');
}

async function signup(context: Context): Promise<Reply> {
  const word1 = context.path[1] ?? '1';
  const params = await context.db.first<{ closed: string }>('SELECT FeatureSignupClose AS closed FROM params LIMIT 1');
  if (params?.closed === 'Yes') return popup(context, 'SignupClosedTitle', 'SignupClosedText');
  switch (word1) {
    case 'checkhandle':
      return await checkHandle(context);
    case 'checkemail':
      return reply('text/html;charset="utf-8"', isEmail(context.query.get('email') ?? '') ? '1' : '0');
    case 'terms':
      return popup(context, 'SignupTermsAndConditions', 'SignupTerms');
    case 'privacy':
      return popup(context, 'footer_privacy', 'PrivacyStatement');
    case 'confirm':
      return await confirm(context);
  }
  if (context.member) return redirect(context, `members/${context.member.username}`);
  if (word1 === 'finish') return finish(context);
  return await step(context, ['2', '3', '4'].includes(word1) ? Number(word1) : 1);
}

export const routes: Routes = { signup, 'bw/signup.php': (context) => Promise.resolve(redirect(context, 'signup')) };
export const callbacks: Callbacks = { 'SignupController::signupFormCallback': posted };
