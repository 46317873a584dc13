import { callbackFields, oldCallbackField } from '../web/callbacks.js';
import { redirect, word, type Context, type Reply } from '../web/context.js';
import { html, type Html } from '../web/html.js';
import { groupPage, groupsPage, type Group } from './group.js';
import { JOIN } from './groups-write.js';

/** /groups/new */
export function newForm(context: Context): Reply {
  if (!context.member) return redirect(context, 'login/groups/new');
  const type = (id: string, value: string, code: string): Html =>
    html`<input type="radio" name="Type" id="${id}" value="${value}" /> <label for="${id}">${word(context, code)}</label
      ><br />`;
  const col3 = html`<div id="groups">
    <form method="post" action="" enctype="multipart/form-data">
      ${callbackFields(context, 'GroupsController::createGroupCallback')}
      <label for="name">Name:</label><br />
      <input type="text" id="name" name="Group_" /><br />
      <label for="description">Description:</label><br />
      <textarea id="description" name="GroupDesc_" cols="60" rows="5"></textarea>
      <h3>${word(context, 'GroupsJoinHeading')}</h3>
      ${type('public', 'Public', 'GroupsJoinPublic')} ${type('approved', 'NeedAcceptance', 'GroupsJoinApproved')}
      ${type('invited', 'NeedInvitation', 'GroupsJoinInvited')}
      <h3>${word(context, 'GroupsAddImage')}</h3>
      <label for="group_image">${word(context, 'GroupsImage')}</label>
      <input type="file" id="group_image" name="group_image" /><br />
      <input type="submit" value="${word(context, 'GroupsCreateSubmit')}" />
    </form>
  </div>`;
  return groupsPage(context, {
    teaser: html`<a href="groups">${word(context, 'Groups')}</a> &raquo; ${word(context, 'GroupsCreateNew')}`,
    col3,
  });
}

/** Below the page of a group, for its members. */
export const commentForm = (context: Context, group: Group): Html =>
  html`<div id="comment-form">
    <form method="post" action="${context.rawPath}" id="blog-comment-form">
      <label for="comment-title">${word(context, 'CommentsLabel')}:</label><br />
      <input type="text" id="comment-title" name="ctit" />
      <div id="bcomment-title" class="statbtn"></div>
      <label for="comment-text">${word(context, 'CommentsTextLabel')}:</label><br />
      <textarea id="comment-text" name="ctxt" cols="60" rows="4"></textarea>
      <div id="bcomment-text" class="statbtn"></div>
      <input type="submit" value="${word(context, 'CommentsSubmitForm')}" />
      <input type="hidden" name="table" value="groups" />
      <input type="hidden" name="table_id" value="${group.id}" />
      ${oldCallbackField(context, 'ShoutsController::shoutProcess')}
    </form>
  </div>`;

/** /groups/<id>/join */
export function joinForm(context: Context, group: Group): Promise<Reply> {
  const { member } = context;
  if (!member) return Promise.resolve(redirect(context, `login/groups/${group.id}/join`));
  return groupPage(
    context,
    group,
    html`<h3>${word(context, 'GroupsJoinNamedGroup', group.name)}</h3>
      <form method="post" action="">
        ${callbackFields(context, JOIN)}
        <input type="hidden" name="member_id" value="${member.id}" />
        <input type="hidden" name="group_id" value="${group.id}" />
        <label for="comment">${word(context, 'GroupsMemberComments')}</label><br />
        <textarea id="comment" name="membershipinfo_comment" cols="60" rows="5"></textarea><br />
        <input type="radio" id="no_option" name="membershipinfo_acceptgroupmail" value="no" checked="checked" />
        <label for="no_option">No</label>
        <input type="radio" id="yes_option" name="membershipinfo_acceptgroupmail" value="yes" />
        <label for="yes_option">Yes</label><br />
        <input type="submit" name="join" value="${word(context, 'GroupsGetMeIn')}" />
      </form>`,
  );
}
