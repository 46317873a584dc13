import { oldCallbackField } from '../web/callbacks.js';
import { recall, redirect, word, type Context, type Reply } from '../web/context.js';
import { html, options, raw, type Html } from '../web/html.js';
import { forumPage, segment, type Place } from './forum-place.js';
import { isSubscribed } from './forum-notify.js';
import { editRights, postFor, postList, postsOf, threadFor } from './forum-thread.js';
import { mayPost } from './rights.js';

/** Names of the callbacks that the three forms belong to. */
export const CREATE = 'ForumsController::createProcess';
export const REPLY = 'ForumsController::replyProcess';
export const EDIT = 'ForumsController::editProcess';
/** Where the errors of a refused form are stored. */
export const FORM = 'forum';

const CONTINENTS = [
  ['', 'SelectNone'],
  ['AF', 'Africa'],
  ['AN', 'Antarctica'],
  ['AS', 'Asia'],
  ['EU', 'Europe'],
  ['NA', 'North America'],
  ['SA', 'South America'],
  ['OC', 'Oceania'],
] as const;

/** Scripts that the page for a new topic asks for; on the others script/main.js loads the editor. */
const NEW_SCRIPTS = ['script/blog_suggest.js', 'script/forums_suggest.js', 'script/tiny_mce/tiny_mce.js'];
/** A style sheet whose name the real page forgets. */
const FOLDER = 'styles/css/minimal/';

type Values = Readonly<Record<string, string>>;

/** The box for mail about answers, ticked. */
const NEWS: Values = { NotifyMe: 'on' };

/** A preference determines whether the box is ticked from the beginning; by default, it is. */
async function wantsNews({ db, member }: Context): Promise<boolean> {
  const row = await db.first<{ value: string }>(
    `SELECT COALESCE(m.Value, p.DefaultValue) AS value FROM preferences p
      LEFT JOIN memberspreferences m ON m.IdPreference = p.id AND m.IdMember = ? WHERE p.codeName = ?`,
    [member?.id ?? 0, 'PreferenceForumNotify'],
  );
  return row?.value === 'Yes';
}

const labelled = (context: Context, id: string, code: string, field: Html): Html =>
  html`<div class="row"><label for="${id}">${word(context, code)}</label><br />${field}</div>`;

const titleField = (context: Context, values: Values): Html =>
  labelled(
    context,
    'topic_title',
    'forum_label_topicTitle',
    html`<input type="text" name="topic_title" id="topic_title" maxlength="200" value="${values['topic_title']}" />`,
  );

const textField = (context: Context, values: Values): Html =>
  labelled(
    context,
    'topic_text',
    'forum_label_text',
    html`<textarea name="topic_text" id="topic_text" cols="70" rows="15">${values['topic_text']}</textarea>`,
  );

/** A part of the form that is hidden when the page has loaded; a click on its legend shows it. */
const collapsed = (context: Context, id: string, code: string, fields: Html): Html =>
  html`<fieldset id="${id}_fieldset">
    <legend>${word(context, code)}</legend>
    <div id="${id}">${fields}</div>
    <script type="text/javascript">
      collapse('${id}');
    </script>
  </fieldset>`;

const tagsAndPlace = (context: Context, values: Values): Html =>
  collapsed(
    context,
    'fpost_tags_and_location',
    'forum_label_tags_and_location',
    html`<textarea name="tags" id="create-tags" cols="60" rows="2">${values['tags']}</textarea>
      <div id="suggestion"></div>
      <div id="dropdowns">
        <select name="d_continent" id="d_continent">
          ${options(CONTINENTS, values['d_continent'])}
        </select>
      </div>`,
  );

const visibility = (context: Context, name: string, choices: readonly string[], chosen = ''): Html =>
  collapsed(
    context,
    'fpost_vis',
    'forum_label_visibility',
    html`<select name="${name}" id="${name}">
      ${options(
        choices.map((one) => [one, word(context, `forum_edit_vis_${one}`)]),
        chosen,
      )}
    </select>`,
  );

const rest = (context: Context, values: Values, submit: string): Html =>
  html`${collapsed(
      context,
      'fpost_lang',
      'forum_label_lang',
      html`<select name="IdLanguage" id="IdLanguage">
        ${options(
          context.words.languages.map(({ id, name }) => [id, name]),
          values['IdLanguage'] ?? context.language.id,
        )}
      </select>`,
    )}
    ${collapsed(
      context,
      'fpost_note',
      'forum_Notify',
      html`<input type="checkbox" name="NotifyMe" id="NotifyMe" ${values['NotifyMe'] && raw('checked="checked"')} />
        <label for="NotifyMe">${word(context, 'forum_NotifyMeForThisThread')}</label>`,
    )} <input type="submit" value="${word(context, submit)}" />`;

const form = (context: Context, callback: string, errors: readonly string[], fields: Html): Html =>
  html`<form method="post" action="${context.rawPath}" name="editform" class="yform" id="forumsform">
    ${oldCallbackField(context, callback)} ${errors.map((code) => html`<p class="error">${word(context, code)}</p>`)}
    ${fields}
  </form>`;

/** /forums/new, /forums/new/u<group>, /groups/<id>/forum/new */
export async function newForm(context: Context, place: Place): Promise<Reply> {
  if (!(await mayPost(context))) return redirect(context, '');
  const { errors = [], values = (await wantsNews(context)) ? NEWS : {} } = recall(context, FORM) ?? {};
  const inPath = place.rest.map(segment).find((one) => one?.kind === 'u')?.value ?? 0;
  const fields = html`${titleField(context, values)} ${textField(context, values)} ${tagsAndPlace(context, values)}
    ${visibility(context, 'ThreadVisibility', ['Default', 'NoRestriction', 'MembersOnly', 'GroupOnly'], values['ThreadVisibility'])}
    <input type="hidden" name="IdGroup" value="${place.group?.id ?? inPath}" />
    ${rest(context, values, 'forum_label_create_topic')}`;
  const col3 = html`<h2>${word(context, 'forum_new_topic')}</h2>
    ${form(context, CREATE, errors, fields)}`;
  return forumPage(context, place, col3, { scripts: NEW_SCRIPTS, styles: [FOLDER] });
}

/** /forums/s12/reply */
export async function replyForm(context: Context, place: Place, id: string): Promise<Reply> {
  const thread = await threadFor(context, id);
  if (!thread || !(await mayPost(context))) return redirect(context, '');
  const values: Values = (await isSubscribed(context, thread.id)) || (await wantsNews(context)) ? NEWS : {};
  const fields = html`${textField(context, {})} ${rest(context, values, 'forum_label_create_post')}`;
  const last = (await postsOf(context, thread.id)).slice(-5).reverse();
  const col3 = html`<h2>${word(context, 'forum_reply_title')} "${thread.title}"</h2>
    ${form(context, REPLY, [], fields)}
    <h2>${word(context, 'last_posts')}</h2>
    ${await postList(context, last)}`;
  return forumPage(context, place, col3);
}

/** /forums/edit/m34 */
export async function editForm(context: Context, place: Place, id: string): Promise<Reply> {
  const post = await postFor(context, id);
  const thread = post && (await threadFor(context, post.threadId));
  if (!post || !thread || !(await editRights(context))(post))
    return redirect(context, post ? `forums/m${post.id}` : '');
  const kept = recall(context, FORM);
  const values: Values = kept?.values ?? {
    topic_title: thread.title,
    topic_text: post.text,
    ...((await isSubscribed(context, thread.id)) ? NEWS : {}),
  };
  const first = thread.firstPost === post.id;
  const labels = first
    ? { title: 'forum_edit_topic', submit: 'forum_label_update_topic' }
    : { title: 'forum_edit_post', submit: 'forum_label_update_post' };
  const fields = html`${first && titleField(context, values)} ${textField(context, values)}
    ${first && tagsAndPlace(context, values)}
    <input type="hidden" name="IdGroup" value="${thread.groupId}" />
    ${visibility(context, 'PostVisibility', ['NoRestriction', 'MembersOnly', ...(thread.groupId > 0 ? ['GroupOnly'] : [])], post.visibility)}
    ${rest(context, values, labels.submit)}`;
  const col3 = html`<h2>${word(context, labels.title)}</h2>
    ${form(context, EDIT, kept?.errors ?? [], fields)}`;
  return forumPage(context, place, col3);
}
