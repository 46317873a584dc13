import { callbackFields } from '../../web/callbacks.js';
import {
  baseOf,
  recall,
  redirect,
  word,
  type Context,
  type Member,
  type Reply,
  type Routes,
} from '../../web/context.js';
import { html, paragraphs, type Html } from '../../web/html.js';
import { page } from '../../web/layout.js';
import { memberById, memberByName } from '../../web/members.js';
import { loginWidget } from '../login.js';
import { canSee, listOf, readMessage, type Box, type Message } from './messages-store.js';

const show = (context: Context, col3: Html): Reply =>
  page(context, {
    teaser: html`<a href="messages">${context.member?.username ?? 'Nobody'}'s Messages</a>`,
    subnav: [
      ['messages/received', word(context, 'MessagesReceived')],
      ['messages/sent', word(context, 'MessagesSent')],
      ['messages/spam', word(context, 'MessagesSpam')],
    ],
    col3,
  });

const frame = (header: Html, content: Html, footer: Html): Html =>
  html`<div id="message">
    <div id="shade_top"></div>
    <div id="messageheader">${header}</div>
    <div id="messageside"></div>
    <div id="messagecontent">${content}</div>
    <div id="messagefooter">${footer}</div>
    <div id="shade"></div>
  </div>`;

async function list(context: Context, member: Member): Promise<Reply> {
  const box: Box = context.path[1] === 'sent' ? 'sent' : 'received';
  const messages = await listOf(context, member, box, Number(context.path[2] ?? 1) || 1);
  const button = (value: string, text: string): Html =>
    html`<button type="submit" name="submit_multi" value="${value}">${text}</button> `;
  const buttons = html`${button('delete', word(context, 'delete'))}${box === 'received' && button('markasspam', word(context, 'markasspam'))}`;
  return show(
    context,
    html`<form action="${baseOf(context)}${context.rawPath}" method="post" id="msgform" name="msgform">
      ${callbackFields(context, 'MessagesController::mailboxCallback')}
      <p>${buttons}</p>
      <p><a href="${context.rawPath}?sort=date&amp;dir=ASC">${word(context, 'SortByDate')}</a></p>
      <table class="floatbox messages">
        ${messages.map(
          ({ id, sender, receiver, Message: text, created, WhenFirstRead: read }) =>
            html`<tr class="${read.startsWith('0000') ? 'unread' : 'read'}">
              <td><input type="checkbox" name="message-mark[]" id="m${id}" value="${id}" /></td>
              <td><a href="members/${box === 'sent' ? receiver : sender}">${box === 'sent' ? receiver : sender}</a></td>
              <td><a href="messages/${id}">${text.slice(0, 70)}</a></td>
              <td>${created}</td>
            </tr>`,
        )}
      </table>
      <p>${buttons}</p>
    </form>`,
  );
}

const shown = (context: Context, message: Message, note: Html | null): Reply =>
  show(
    context,
    html`${note}${frame(
      html`<p>
        <a href="members/${message.sender}">${message.sender}</a> &raquo;
        <a href="members/${message.receiver}">${message.receiver}</a>, ${message.created}
      </p>`,
      html`<p class="text">${paragraphs(message.Message)}</p>`,
      html`<a class="button" href="messages/${message.id}/reply">${word(context, 'replymessage')}</a>
        <a class="button" href="messages/${message.id}/delete">${word(context, 'delete')}</a>`,
    )}`,
  );

function form(context: Context, receiver: Member | undefined, parent: Message | null): Reply {
  const failed = recall(context, 'message');
  return show(
    context,
    html`${
        failed &&
        html`<div class="error">
          <h3>${word(context, 'MessagesError')}</h3>
          ${failed.errors.map((text) => html`<p>${text}</p>`)}
        </div>`
      }
      ${parent && html`<blockquote>${paragraphs(parent.Message)}</blockquote>`}
      <form action="${baseOf(context)}${context.rawPath}" method="post">
        ${callbackFields(context, 'MessagesController::sendMessageCallback')}
        ${frame(
          html`<h3>${word(context, 'MessageCompose')}</h3>
            ${
              receiver
                ? html`<a href="messages/with/${receiver.username}">&laquo;</a>
                    <a href="members/${receiver.username}">${receiver.username}</a
                    ><input type="hidden" name="receiver_id" value="${receiver.id}" />`
                : html`<input type="text" name="receiver_username" />`
            }`,
          html`<textarea name="text" rows="15" cols="70">${failed?.values['text']}</textarea>`,
          html`<input type="submit" value="send" />`,
        )}
      </form>`,
  );
}

async function one(context: Context, member: Member, id: number): Promise<Reply> {
  const message = await readMessage(context, id);
  if (!message || !canSee(member, message)) return redirect(context, 'messages');
  const { db } = context;
  switch (context.path[2]) {
    case 'reply':
      return form(
        context,
        await memberById(context, message.IdSender === member.id ? message.IdReceiver : message.IdSender),
        message,
      );
    case 'sent':
      return shown(context, message, html`<p class="note error">${word(context, 'Message_hasbeensent')}</p>`);
  }
  if (message.IdReceiver === member.id && message.WhenFirstRead.startsWith('0000')) {
    await db.write('UPDATE messages SET WhenFirstRead = NOW() WHERE id = ?', [id]);
  }
  return shown(context, message, null);
}

async function messages(context: Context): Promise<Reply> {
  const { member, path } = context;
  if (!member)
    return show(
      context,
      html`<h3>Please log in!</h3>
        ${loginWidget(context)}`,
    );
  const id = Number(path[1]);
  if (Number.isInteger(id) && id > 0) return one(context, member, id);
  if (path[1] === 'compose') return form(context, await memberByName(context, path[2] ?? ''), null);
  return list(context, member);
}

export { callbacks } from './messages-send.js';
export const routes: Routes = { messages, message: messages, mail: messages };
