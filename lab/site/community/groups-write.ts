import { redirect, type Callbacks } from '../web/context.js';
import { groupById, membership } from './group.js';

/** Name of the callback that the form belongs to. */
export const JOIN = 'GroupsController::joinGroupCallback';

export const callbacks: Callbacks = {
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
        [member.id, group.id, status, context.form.get('membershipinfo_acceptgroupmail') === 'yes' ? 'yes' : 'no'],
      );
    }
    return redirect(context, `groups/${group.id}`);
  },
};
