import { randomBytes } from 'node:crypto';
import { word, type Context } from '../../web/context.js';
import { html, paragraphs } from '../../web/html.js';
import { writeLog } from '../../web/log.js';
import { mailPage, sendMail } from '../../web/mail.js';
import { writeCrypted } from '../../web/members.js';
import { rememberPlace } from '../places/geonames.js';
import { birthDate, type Values } from './signup-rules.js';

/**
 * Creates a member from checked values: user, settings, member, personal data, address, place, and emails, in this order.
 * Nothing is undone when a later part fails (the member row stays when no mail can be sent), as on the real site.
 */
export async function register(context: Context, values: Values): Promise<void> {
  const { db, language } = context;
  const value = (name: string): string => values[name] ?? '';
  const email = value('email').toLowerCase();
  const geonameId = Number(value('geonameid'));
  await writeLog(context, 'Signup', 'Unique email checking done successfuly', 0, context.address);

  const userId = await db.nextId('user');
  const auth = await db.first<{ id: number }>("SELECT id FROM mod_user_auth WHERE name = 'defaultUser'");
  await db.write('INSERT INTO user (id, auth_id, handle, email, pw, active) VALUES (?, ?, ?, ?, PASSWORD(?), 0)', [
    userId,
    auth?.id ?? null,
    value('username'),
    email,
    value('password'),
  ]);
  const key = randomBytes(8).toString('hex');
  await db.write("INSERT INTO user_settings (user_id, setting, value) VALUES (?, 'regkey', ?), (?, 'lang', ?)", [
    userId,
    key,
    userId,
    language.code,
  ]);

  const born = birthDate(values);
  const member = await db.write(
    `INSERT INTO members (Username, IdCity, Gender, HideGender, created, PassWord, BirthDate, HideBirthDate)
     VALUES (?, ?, ?, 'No', NOW(), PASSWORD(?), ?, 'No')`,
    [
      value('username'),
      geonameId,
      value('gender'),
      value('password'),
      `${born?.year ?? 0}-${born?.month ?? 0}-${born?.day ?? 0}`,
    ],
  );
  const id = member.insertId;
  const secret = (
    name: string,
    column: string,
    how: 'crypted' | 'always' = 'crypted',
    text = value(name),
  ): Promise<number> => writeCrypted(context, text, id, column, how);
  await db.write('UPDATE members SET Email = ?, FirstName = ?, SecondName = ?, LastName = ? WHERE id = ?', [
    await secret('email', 'members.Email', 'always', email),
    await secret('firstname', 'members.FirstName'),
    await secret('secondname', 'members.SecondName'),
    await secret('lastname', 'members.LastName'),
    id,
  ]);
  await db.write(
    `INSERT INTO addresses (IdMember, IdCity, HouseNumber, StreetName, Zip, created, Explanation)
     VALUES (?, ?, ?, ?, ?, NOW(), 'Signup addresse')`,
    [
      id,
      geonameId,
      await secret('housenumber', 'addresses.HouseNumber'),
      await secret('street', 'addresses.StreetName'),
      await secret('zip', 'addresses.Zip'),
    ],
  );
  await rememberPlace(context, geonameId, 'member_primary');
  if (value('feedback') !== '') {
    await db.write(
      `INSERT INTO feedbacks (created, Discussion, IdFeedbackCategory, IdVolunteer, Status, IdLanguage, IdMember)
       VALUES (NOW(), ?, 3, 0, 'closed by member', ?, ?)`,
      [value('feedback'), language.id, id],
    );
  }
  await writeLog(
    context,
    'Signup',
    `member <b>${value('username')}</b> is signuping with success in city [${value('geonamename')}] using language (${language.code}) (With New Signup !)`,
    id,
    context.address,
  );
  await mailApplicant(context, values, email, key);
  await mailTeam(context, values, email);
}

async function mailApplicant(context: Context, values: Values, to: string, key: string): Promise<void> {
  const { config } = context;
  const link = `${config.baseuri}signup/confirm/${values['username'] ?? ''}/${key}`;
  const body = (target: string): string =>
    word(
      context,
      'SignupTextRegistration',
      values['firstname'] ?? '',
      values['secondname'] ?? '',
      values['lastname'] ?? '',
      config.siteName,
      target,
    );
  const footer = word(context, 'MailFooterMessage', new Date().getFullYear());
  const [before = '', after = ''] = body('\u0000').split('\u0000');
  await sendMail(config, {
    from: config.get('mailAddresses', 'registration'),
    to,
    subject: word(context, 'SignupSubjRegistration', config.siteName),
    text: `${body(link)}\n\n${footer}`,
    html: mailPage(
      config,
      'Welcome!',
      html`<p>${paragraphs(before)}<a href="${link}">${link}</a>${paragraphs(after)}</p>`,
      footer,
    ),
  });
}

async function mailTeam(context: Context, values: Values, email: string): Promise<void> {
  const { config, db, language } = context;
  const params = await db.first<{ team: string }>('SELECT MailToNotifyWhenNewMemberSignup AS team FROM params LIMIT 1');
  const team = (params?.team ?? '').split(/[;, ]+/).filter((address) => address !== '');
  if (team.length === 0) return;
  const text = [
    `Candidate: ${values['username'] ?? ''}`,
    `Country: ${values['countryname'] ?? ''}`,
    `City: ${values['geonamename'] ?? ''}`,
    `E-mail: ${email}`,
    `Language: ${language.code}`,
    `Feedback: ${values['feedback'] ?? ''}`,
    `${config.baseuri}bw/admin/adminaccepter.php`,
  ].join('\n');
  await sendMail(config, {
    from: config.get('mailAddresses', 'registration'),
    to: team.join(', '),
    subject: `[BW Signup Volunteer] New member ${values['username'] ?? ''} from ${values['countryname'] ?? ''} has signed up at${config.siteName}`,
    text,
    html: mailPage(config, 'New member', html`<p>${paragraphs(text)}</p>`, ''),
  });
}
