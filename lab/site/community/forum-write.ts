import { redirect, redirectWithSession, remember, valuesOf, type Callbacks, type Context } from '../web/context.js';
import type { Database } from '../web/database.js';
import { writeLog } from '../web/log.js';
import { CREATE, EDIT, FORM, REPLY } from './forum-forms.js';
import { notify, setSubscription } from './forum-notify.js';
import { placeOf, segment } from './forum-place.js';
import { editRights, postFor, threadFor } from './forum-thread.js';
import { groupById } from './group.js';
import { isEmpty, purify } from './purify.js';
import { mayPost } from './rights.js';

const field = (context: Context, name: string): string => (context.form.get(name) ?? '').trim();
const wantsMail = (context: Context): boolean => context.form.has('NotifyMe');
const me = (context: Context): { id: number; userId: number } => context.member ?? { id: 0, userId: 0 };

const languageOf = (context: Context): number =>
  context.words.languages.find(({ id }) => String(id) === context.form.get('IdLanguage'))?.id ?? 0;

function choice(context: Context, name: string, allowed: readonly string[]): string | undefined {
  return allowed.find((one) => one === context.form.get(name));
}

/** Stores a text in the forum's own table of texts; returns its id there, which a function of the database determines. */
async function keepText(context: Context, db: Database, text: string, column: string, record: number): Promise<number> {
  const { id = 0 } = (await db.first<{ id: number }>('SELECT Next_Forum_trads_IdTrad() AS id')) ?? {};
  await db.write(
    `INSERT INTO forum_trads (IdTrad, IdLanguage, IdOwner, IdTranslator, created, Sentence, TableColumn, IdRecord)
     VALUES (?, ?, ?, ?, NOW(), ?, ?, ?)`,
    [id, languageOf(context), me(context).id, me(context).id, text, column, record],
  );
  return id;
}

let lastWriting: Promise<unknown> = Promise.resolve();

/** The function counts committed rows: two members who write at the same time would get the same id for two texts. */
function inTurn<Result>(context: Context, work: (db: Database) => Promise<Result>): Promise<Result> {
  const turn = lastWriting.then(() => context.db.transaction(work));
  lastWriting = turn.catch(() => undefined);
  return turn;
}

async function addPost(context: Context, db: Database, text: string, thread: number | null): Promise<number> {
  const { id, userId } = me(context);
  const { insertId } = await db.write(
    `INSERT INTO forums_posts (threadid, authorid, IdWriter, create_time, message, IdFirstLanguageUsed)
     VALUES (?, ?, ?, NOW(), ?, ?)`,
    [thread, userId, id, text, languageOf(context)],
  );
  const content = isEmpty(text) ? 0 : await keepText(context, db, text, 'forums_posts.IdContent', insertId);
  await db.write('UPDATE forums_posts SET id = postid, IdContent = ? WHERE postid = ?', [content, insertId]);
  return insertId;
}

async function addThread(context: Context, title: string, text: string): Promise<{ thread: number; post: number }> {
  const group = await groupById(context, field(context, 'IdGroup'));
  const chosen = choice(context, 'ThreadVisibility', ['NoRestriction', 'MembersOnly', 'GroupOnly']);
  const visibility = chosen ?? (group?.visiblePosts === 'no' ? 'GroupOnly' : 'NoRestriction');
  const continent = choice(context, 'd_continent', ['AF', 'AN', 'AS', 'EU', 'NA', 'OC', 'SA']) ?? null;
  return inTurn(context, async (db) => {
    const post = await addPost(context, db, text, null);
    const { insertId: thread } = await db.write(
      `INSERT INTO forums_threads (title, first_postid, last_postid, continent, IdFirstLanguageUsed, IdGroup, ThreadVisibility)
       VALUES (?, ?, ?, ?, ?, ?, ?)`,
      [title, post, post, continent, languageOf(context), group?.id ?? 0, visibility],
    );
    const idTitle = await keepText(context, db, title, 'forums_threads.IdTitle', thread);
    await db.write('UPDATE forums_threads SET id = threadid, IdTitle = ? WHERE threadid = ?', [idTitle, thread]);
    await db.write('UPDATE forums_posts SET threadid = ?, PostVisibility = ? WHERE postid = ?', [
      thread,
      visibility,
      post,
    ]);
    return { thread, post };
  });
}

const log = (context: Context, text: string): Promise<void> =>
  writeLog(context, 'Forum', text, me(context).id, context.address);

export const callbacks: Callbacks = {
  [CREATE]: async (context) => {
    if (!(await mayPost(context))) return redirect(context, '');
    const title = field(context, 'topic_title').slice(0, 200);
    const text = purify(field(context, 'topic_text'));
    const errors = [...(title === '' ? ['forum_error_title'] : []), ...(isEmpty(text) ? ['forum_error_post'] : [])];
    if (errors.length > 0) {
      remember(context, FORM, { errors, values: valuesOf(context.form) });
      return redirect(context, context.rawPath);
    }
    const { thread, post } = await addThread(context, title, text);
    if (wantsMail(context)) await setSubscription(context, thread, true);
    await notify(context, thread, post, 'newthread');
    await log(context, `Creating new Thread=#${thread}`);
    return redirectWithSession(context, `${(await placeOf(context)).base}/s${thread}`);
  },

  [REPLY]: async (context) => {
    const { base, rest } = await placeOf(context);
    const thread = await threadFor(context, segment(rest[0])?.value ?? '');
    if (!thread || !(await mayPost(context))) return redirect(context, '');
    // An empty answer is accepted too, as on the real site.
    const text = purify(field(context, 'topic_text'));
    const post = await inTurn(context, async (db) => {
      const added = await addPost(context, db, text, thread.id);
      await db.write('UPDATE forums_posts SET PostVisibility = ? WHERE postid = ?', [thread.visibility, added]);
      await db.write('UPDATE forums_threads SET last_postid = ?, replies = replies + 1 WHERE threadid = ?', [
        added,
        thread.id,
      ]);
      return added;
    });
    await setSubscription(context, thread.id, wantsMail(context));
    await notify(context, thread.id, post, 'reply');
    await log(context, `Replying new Post=#${post}`);
    return redirectWithSession(context, `${base}/s${thread.id}`);
  },

  [EDIT]: async (context) => {
    const { base, rest } = await placeOf(context);
    const post = await postFor(context, segment(rest[1])?.value ?? '');
    const thread = post && (await threadFor(context, post.threadId));
    if (!post || !thread || !(await editRights(context))(post)) return redirect(context, '');
    const text = purify(field(context, 'topic_text'));
    const visibility = choice(context, 'PostVisibility', ['NoRestriction', 'MembersOnly', 'GroupOnly']);
    await context.db.transaction(async (db) => {
      await db.write(
        `UPDATE forums_posts SET message = ?, last_edittime = NOW(), last_editorid = ?, edit_count = edit_count + 1,
           PostVisibility = ? WHERE postid = ?`,
        [text, me(context).userId, visibility ?? post.visibility, post.id],
      );
      await db.write('UPDATE forum_trads SET Sentence = ? WHERE IdTrad = ? AND IdTrad > 0', [text, post.idContent]);
    });
    await setSubscription(context, thread.id, wantsMail(context));
    await notify(context, thread.id, post.id, 'useredit');
    await log(context, `Editing Post=#${post.id}`);
    return redirectWithSession(context, `${base}/s${thread.id}`);
  },
};
