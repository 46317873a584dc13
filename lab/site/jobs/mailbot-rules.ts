import { asHtml, type BwMail } from './bw-mail.js';

/** Whether params.MailBotMode lets a run from cron work. */
export type Decision = { readonly work: true } | { readonly work: false; readonly log: string };

/** @throws for an undefined mode */
export function decide(mode: string): Decision {
  switch (mode) {
    case 'Auto':
      return { work: true };
    case 'Manual':
      return { work: false, log: 'MailBot is in Manual mode' };
    case 'Stop':
      return { work: false, log: 'MailBot is stopped' };
    default:
      throw new Error(`"${mode}" is not a mailbot mode (Auto, Manual, Stop)`);
  }
}

const MAY_WRITE: readonly string[] = ['Active', 'ActiveHidden', 'NeedMore', 'Pending'];

/** May the message of a sender with this status go out? An answer (IdParent > 0) always may. */
export const mayGoOut = (senderStatus: string, idParent: number): boolean =>
  MAY_WRITE.includes(senderStatus) || idParent !== 0;

/** The log line after a successful run; its form is that of the real site, slash and all. */
export const workLog = (forum: number, messages: number): string =>
  `Auto mail triggering <br />${forum} forum notification sent <br \\>${messages} intermember Messages sent`;

export type MemberMessage = {
  readonly id: number;
  readonly sender: string;
  readonly receiver: string;
  readonly text: string;
  readonly withPicture: boolean;
};

/** The mail that brings a member's message. */
export function messageMail(message: MemberMessage, from: string, to: string, baseuri: string): BwMail {
  const { id, sender, receiver, text } = message;
  const reply = `${baseuri}messages/${id}/reply`;
  const picture = message.withPicture
    ? `<p><img src="${baseuri}members/avatar/${sender}" alt="${sender}" /></p>\n`
    : '';
  return {
    from,
    to,
    subject: `You have received an email from ${sender}`,
    html:
      `<p>Hello ${receiver},</p>\n<p>${sender} has written to you:</p>\n${picture}<p>${asHtml(text)}</p>\n` +
      `<p>Answer ${sender} here: <a href="${reply}">${reply}</a></p>`,
  };
}

export type Notice = {
  readonly type: string;
  readonly idPost: number;
  readonly threadId: number;
  readonly title: string;
  /** HTML as the editor left it. */
  readonly text: string;
  readonly author: string;
  readonly city: string;
  readonly country: string;
  readonly receiver: string;
  /** Table that says why the receiver gets it. */
  readonly because: string;
  /** The receiver's subscription of the thread, with the key that ends it. */
  readonly subscription: { readonly id: number; readonly key: string } | undefined;
};

const KINDS: Readonly<Record<string, string>> = { newthread: 'New thread', reply: 'Re', useredit: 'Edited' };

/** The mail that tells of a forum post. */
export function forumMail(notice: Notice, from: string, to: string, baseuri: string): BwMail {
  const thread = `${baseuri}forums/s${notice.threadId}`;
  const author = `${baseuri}members/${notice.author}`;
  return {
    from,
    to,
    subject: `Forum Bewelcome, ${KINDS[notice.type] ?? notice.type}: ${notice.title}`,
    html:
      `<p>Hello ${notice.receiver},</p>\n<p><img src="${baseuri}members/avatar/${notice.author}?xs" alt="" /> ` +
      `<a href="${author}">${notice.author}</a> (${asHtml(`${notice.city}, ${notice.country}`)}) wrote in ` +
      `<a href="${thread}">${asHtml(notice.title)}</a> ${thread}:</p>\n<div>${notice.text}</div>\n${footer(notice, baseuri)}`,
  };
}

function footer({ type, idPost, threadId, because, subscription }: Notice, baseuri: string): string {
  if (subscription !== undefined) {
    const way = `${baseuri}forums/subscriptions/unsubscribe/thread/${subscription.id}/${subscription.key}`;
    return `<p>No more emails about this thread: <a href="${way}">${way}</a></p>`;
  }
  if (because === 'membersgroups')
    return '<p>You are receiving this email as a member of the group; you can stop these emails on its page.</p>';
  return `<p>IdPost #${idPost} action=${type} (thread ${threadId})</p>`;
}
