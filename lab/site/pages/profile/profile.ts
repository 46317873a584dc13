import { callbackFields } from '../../web/callbacks.js';
import { redirect, word, type Context, type Reply, type Routes } from '../../web/context.js';
import { html, options, paragraphs, type Html } from '../../web/html.js';
import { page } from '../../web/layout.js';
import { memberByName } from '../../web/members.js';
import { pleaseLogIn } from '../login.js';
import { people, personByName, profileFrame, VISIBLE, type Person } from '../people.js';

const RELATIONS = [
  'hewasmyguest',
  'hehostedme',
  'OnlyOnce',
  'HeIsMyFamily',
  'HeHisMyOldCloseFriend',
  'NeverMetInRealLife',
];

const notFound = (context: Context): Reply =>
  page(context, {
    title: 'MemberNotFound - BeWelcome',
    teaser: word(context, 'MemberNotFound'),
    col3: html`<p class="error">${word(context, 'MemberNotFoundDescription')}</p>`,
  });

type Comment = { id: number; Username: string; Quality: string; TextFree: string; TextWhere: string };

const commentsOf = ({ db }: Context, id: number, limit: number): Promise<Comment[]> =>
  db.rows<Comment>(
    `SELECT c.id, m.Username, c.Quality, c.TextFree, c.TextWhere FROM comments c JOIN members m ON m.id = c.IdFromMember
     WHERE c.IdToMember = ? AND c.DisplayInPublic = 1 ORDER BY c.created DESC LIMIT ${limit}`,
    [id],
  );

const commentList = (comments: readonly Comment[]): Html =>
  html`${comments.map(
    (one) =>
      html`<div class="comment" id="comment${one.id}">
        <a href="members/${one.Username}">${one.Username}</a>
        <span class="${one.Quality.toLowerCase()}">${one.Quality}</span>
        <p>${paragraphs(one.TextFree)}</p>
      </div>`,
  )}`;

async function overview(context: Context, person: Person): Promise<Html> {
  const { db } = context;
  const own = await db.first<{ Accomodation: string; MaxGuest: number; summary: string | null }>(
    `SELECT m.Accomodation, m.MaxGuest, (SELECT t.Sentence FROM memberstrads t WHERE t.IdTrad = m.ProfileSummary AND t.IdTrad > 0
       ORDER BY t.IdLanguage = ? DESC, t.id LIMIT 1) AS summary FROM members m WHERE m.id = ?`,
    [context.language.id, person.id],
  );
  const languages = await db.rows<{ Name: string; Level: string }>(
    'SELECT l.Name, v.Level FROM memberslanguageslevel v JOIN languages l ON l.id = v.IdLanguage WHERE v.IdMember = ?',
    [person.id],
  );
  const groups = await db.rows<{ id: number; Name: string }>(
    "SELECT g.id, g.Name FROM membersgroups m JOIN `groups` g ON g.id = m.IdGroup WHERE m.IdMember = ? AND m.Status = 'In'",
    [person.id],
  );
  const comments = await commentsOf(context, person.id, 2);
  const pictures = await db.rows<{ id: number }>(
    'SELECT i.id FROM gallery_items i JOIN user u ON u.id = i.user_id_foreign WHERE u.handle = ? ORDER BY i.id DESC LIMIT 3',
    [person.username],
  );
  return html`<div id="profile">
    <div id="profile_subcolumns">
      <div id="profilesummary">
        <h3>${word(context, 'ProfileSummary')}</h3>
        <p>${paragraphs(own?.summary ?? '')}</p>
      </div>
      <div id="languages">
        <h3>${word(context, 'Languages')}</h3>
        ${languages.map(({ Name, Level }) => html`<p>${Name} (${Level})</p>`)}
      </div>
      ${
        groups.length > 0 &&
        html`<div id="groups">
          <h3>${word(context, 'ProfileGroups')}</h3>
          ${groups.map(({ id, Name }) => html`<p><a href="groups/${id}">${Name}</a></p>`)}
        </div>`
      }
      ${
        context.member &&
        html`<h3>${word(context, 'ContactInfo')}</h3>
          <dl id="address">
            <dt>${word(context, 'SignupLocation')}</dt>
            <dd>${person.city}</dd>
          </dl>`
      }
      <div id="accommodationinfo">
        <h3>${word(context, 'ProfileAccommodation')}</h3>
        <div id="quickinfo">
          <dl id="accommodation">
            <dt>${word(context, 'ProfileNumberOfGuests')}</dt>
            <dd>${own?.MaxGuest}</dd>
            <dd>${word(context, `Accomodation_${own?.Accomodation ?? ''}`)}</dd>
          </dl>
        </div>
      </div>
      ${
        context.member?.id !== person.id &&
        pictures.length > 0 &&
        html`<div id="gallery">
          ${pictures.map(({ id }) => html`<a href="gallery/show/image/${id}"><img src="gallery/thumbimg?id=${id}" alt="" /></a> `)}
          <a href="gallery/show/user/${person.username}/images">&raquo;</a>
        </div>`
      }
      ${
        comments.length > 0 &&
        html`<div id="comments">
          <h3>${word(context, 'LatestComments')}</h3>
          ${commentList(comments)}
        </div>`
      }
    </div>
  </div>`;
}

const addLanguage = (context: Context): Html =>
  html`<select id="add_language">
    <option value="">${word(context, 'AddLanguage')}</option>
    ${context.words.languages.map(({ code, name }) => html`<option value="${code}">${name}</option>`)}
  </select>`;

const commentForm = (context: Context, person: Person): Html =>
  html`<form method="post" name="addcomment">
    ${callbackFields(context, 'MembersController::commentCallback')}
    <input type="hidden" name="IdMember" value="${person.id}" />
    <h3>${word(context, 'CommentQuality')}</h3>
    <select name="Quality">
      ${options(
        ['Good', 'Neutral', 'Bad'].map((one) => [one, word(context, `CommentQuality_${one}`)] as const),
        'Neutral',
      )}
    </select>
    ${RELATIONS.map((one) => html`<p><input type="checkbox" name="Comment_${one}" id="Comment_${one}" /> <label for="Comment_${one}">${word(context, `Comment_${one}`)}</label></p>`)}
    <p><textarea name="TextWhere" id="TextWhere" rows="3" cols="60"></textarea></p>
    <p><textarea name="TextFree" id="TextFree" rows="8" cols="60"></textarea></p>
    <input type="hidden" name="cid" value="${person.id}" /><input type="hidden" name="action" value="add" />
    <p><input type="submit" name="valide" id="submit" value="submit" /></p>
  </form>`;

const isVisible = async (context: Context, { id, username }: Person): Promise<boolean> =>
  (await memberByName(context, username)) !== undefined &&
  (await people(context, `m.id = ? AND ${VISIBLE}`, [id])).length > 0;

async function countVisit({ db, member }: Context, { id }: Person): Promise<void> {
  if (!member || member.id === id) return;
  await db.write(
    'INSERT INTO profilesvisits (IdMember, IdVisitor, created) VALUES (?, ?, NOW()) ON DUPLICATE KEY UPDATE updated = NOW()',
    [id, member.id],
  );
}

async function profile(context: Context): Promise<Reply> {
  const [, username, tab = ''] = context.path;
  if (username === undefined) return redirect(context, 'places');
  const person = await personByName(context, username);
  if (!person || !(await isVisible(context, person))) return notFound(context);
  const title = `Profile page for ${person.username} - BeWelcome`;
  if (!context.member && !person.isPublic) {
    const please = 'Please login to view these pages';
    return pleaseLogIn(context, `${please} - BeWelcome`, please);
  }
  await countVisit(context, person);
  const own = context.member?.id === person.id ? addLanguage(context) : null;
  const show = (content: Html): Reply => page(context, { title, ...profileFrame(context, person, content, own) });
  if (tab === 'comments' && context.path[3] === 'add')
    return context.member ? show(commentForm(context, person)) : pleaseLogIn(context);
  if (tab === 'comments') return show(commentList(await commentsOf(context, person.id, 100)));
  return show(await overview(context, person));
}

const self = (context: Context): Promise<Reply> =>
  Promise.resolve(context.member ? redirect(context, `members/${context.member.username}`) : pleaseLogIn(context));

export const routes: Routes = {
  members: profile,
  member: profile,
  people: profile,
  self,
  my: self,
  'bw/member.php': (context) => Promise.resolve(redirect(context, `members/${context.query.get('cid') ?? ''}`, 301)),
};
