import { redirect, remember, valuesOf, type Callbacks } from '../web/context.js';
import { memberByName } from '../web/members.js';
import { isEmpty, purify } from './purify.js';

/** Names of the callbacks that the forms belong to. */
export const CREATE = 'BlogController::createProcess';
export const COMMENT = 'BlogController::commentProcess';
/** Where a refused form leaves its errors. */
export const FORM = 'blog';

const FLAGS: Readonly<Record<string, number>> = { pub: 0, pri: 1, prt: 2 };

export const callbacks: Callbacks = {
  [CREATE]: async (context) => {
    const { member, db, form } = context;
    if (!member) return redirect(context, 'login/blog/create');
    const title = (form.get('t') ?? '').trim();
    const text = purify(form.get('txt') ?? '');
    const errors = [...(title === '' ? ['BlogErrors_title'] : []), ...(isEmpty(text) ? ['BlogErrors_text'] : [])];
    if (errors.length > 0) {
      remember(context, FORM, { errors, values: valuesOf(form) });
      return redirect(context, 'blog/create');
    }
    const id = await db.nextId('blog');
    await db.transaction(async (inside) => {
      await inside.write(
        'INSERT INTO blog (blog_id, flags, blog_created, user_id_foreign, IdMember) VALUES (?, ?, NOW(), ?, ?)',
        [id, FLAGS[form.get('vis') ?? ''] ?? 0, member.userId, member.id],
      );
      await inside.write('INSERT INTO blog_data (blog_id, edited, blog_title, blog_text) VALUES (?, NOW(), ?, ?)', [
        id,
        title.slice(0, 255),
        text,
      ]);
    });
    return redirect(context, `blog/${member.username}/${id}`);
  },

  [COMMENT]: async (context) => {
    const { member, db, form } = context;
    const [, username = '', id = ''] = context.path;
    const owner = await memberByName(context, username);
    const entry = await db.first('SELECT blog_id FROM blog WHERE blog_id = ? AND IdMember = ? AND (flags & 1) = 0', [
      Number(id) || 0,
      owner?.id ?? 0,
    ]);
    const text = (form.get('ctxt') ?? '').trim();
    if (!member || !entry) return redirect(context, 'blog');
    if (text !== '') {
      await db.write(
        `INSERT INTO blog_comments (id, blog_id_foreign, user_id_foreign, IdMember, title, text, created)
         VALUES (?, ?, ?, ?, ?, ?, NOW())`,
        [
          await db.nextId('blog_comments'),
          Number(id),
          member.userId,
          member.id,
          (form.get('ctit') ?? '').slice(0, 255),
          text,
        ],
      );
    }
    return redirect(context, `blog/${username}/${id}`);
  },
};
