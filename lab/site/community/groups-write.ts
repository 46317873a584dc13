import { join } from 'node:path';
import { redirect, remember, valuesOf, type Callbacks, type Context, type Reply } from '../web/context.js';
import { writeLog } from '../web/log.js';
import { groupById, membership, type Group } from './group.js';
import { imageOf, keepImage } from './images.js';
import { isFull } from './rights.js';

/** Names of the callbacks that the forms belong to. */
export const CREATE = 'GroupsController::createGroupCallback';
export const JOIN = 'GroupsController::joinGroupCallback';
export const COMMENT = 'ShoutsController::shoutProcess';
/** Where a refused form leaves its errors. */
export const FORM = 'group';

const TYPES: readonly string[] = ['Public', 'NeedAcceptance', 'NeedInvitation'];
const field = (context: Context, name: string): string => (context.form.get(name) ?? '').trim();

async function create(context: Context, idMember: number, name: string, type: string): Promise<number> {
  const upload = context.files.find((file) => file.field === 'group_image');
  const picture =
    upload && imageOf(upload.bytes)
      ? await keepImage(join(context.config.data, 'groups'), upload.bytes, { thumb: 100 })
      : '';
  return context.db.transaction(async (db) => {
    const visible = context.form.get('VisiblePosts') === 'no' ? 'no' : 'yes';
    const { insertId: group } = await db.write(
      'INSERT INTO `groups` (Name, Type, Picture, VisiblePosts, created) VALUES (?, ?, ?, ?, NOW())',
      [name, type, picture, visible],
    );
    const { insertId: text } = await db.write(
      `INSERT INTO memberstrads (IdOwner, IdTranslator, created, Sentence, TableColumn, IdRecord)
       VALUES (?, ?, NOW(), ?, 'groups.IdDescription', ?)`,
      [idMember, idMember, field(context, 'GroupDesc_'), group],
    );
    await db.write('UPDATE memberstrads SET IdTrad = id WHERE id = ?', [text]);
    await db.write('UPDATE `groups` SET IdDescription = ? WHERE id = ?', [text, group]);
    await db.write("INSERT INTO membersgroups (IdMember, IdGroup, Status, created) VALUES (?, ?, 'In', NOW())", [
      idMember,
      group,
    ]);
    return group;
  });
}

/** /groups/<id>/leave/true */
export async function leave(context: Context, group: Group): Promise<Reply> {
  await context.db.write('DELETE FROM membersgroups WHERE IdGroup = ? AND IdMember = ?', [
    group.id,
    context.member?.id ?? 0,
  ]);
  return redirect(context, `groups/${group.id}`);
}

export const callbacks: Callbacks = {
  [CREATE]: async (context) => {
    const { member } = context;
    if (!member || !isFull(context)) return redirect(context, 'groups');
    const [name, type] = [field(context, 'Group_').slice(0, 60), field(context, 'Type')];
    const errors = [
      ...(name === '' ? ['GroupsCreationNameMissing'] : []),
      ...(field(context, 'GroupDesc_') === '' ? ['GroupsCreationDescriptionMissing'] : []),
      ...(TYPES.includes(type) ? [] : ['GroupsCreationTypeMissing']),
    ];
    if (errors.length > 0) {
      remember(context, FORM, { errors, values: valuesOf(context.form) });
      return redirect(context, 'groups/new');
    }
    const id = await create(context, member.id, name, type);
    await writeLog(context, 'Groups', `Group #${id} created`, member.id, context.address);
    return redirect(context, `groups/${id}`);
  },

  [JOIN]: async (context) => {
    const { member } = context;
    const group = await groupById(context, context.path[1]);
    if (!member || !group) return redirect(context, 'groups');
    const before = await membership(context, group);
    if (before === 'Invited' || (before === undefined && group.type !== 'NeedInvitation')) {
      const status = group.type === 'Public' || before === 'Invited' ? 'In' : 'WantToBeIn';
      await context.db.write(
        `REPLACE INTO membersgroups (IdMember, IdGroup, Status, IacceptMassMailFromThisGroup, created)
         VALUES (?, ?, ?, ?, NOW())`,
        [member.id, group.id, status, field(context, 'membershipinfo_acceptgroupmail') === 'yes' ? 'yes' : 'no'],
      );
    }
    return redirect(context, `groups/${group.id}`);
  },

  [COMMENT]: async (context) => {
    const { member, db } = context;
    const group = await groupById(context, context.path[1]);
    const text = field(context, 'ctxt');
    if (member && group && text !== '' && (await membership(context, group)) === 'In') {
      await db.write(
        "INSERT INTO shouts (id, member_id_foreign, `table`, table_id, created, title, text) VALUES (?, ?, 'groups', ?, NOW(), ?, ?)",
        [await db.nextId('shouts'), member.id, group.id, field(context, 'ctit').slice(0, 75), text],
      );
    }
    return redirect(context, `groups/${group?.id ?? ''}`);
  },
};
