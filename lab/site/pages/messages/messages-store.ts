import type { Context, Member } from '../../web/context.js';

export type Message = {
  id: number;
  IdSender: number;
  IdReceiver: number;
  IdParent: number;
  Status: string;
  Message: string;
  created: string;
  WhenFirstRead: string;
  sender: string;
  receiver: string;
};

export type Box = 'received' | 'sent';

const SELECT = `SELECT m.id, m.IdSender, m.IdReceiver, m.IdParent, m.Status, m.Message, m.created, m.WhenFirstRead,
  s.Username AS sender, r.Username AS receiver
  FROM messages m JOIN members s ON s.id = m.IdSender JOIN members r ON r.id = m.IdReceiver`;

/** A message is the receiver's only when the mailbot has sent it. */
const IN_BOX: Readonly<Record<Box, string>> = {
  received:
    "m.IdReceiver = ? AND m.Status = 'Sent' AND m.InFolder = 'Normal' AND NOT FIND_IN_SET('receiverdeleted', m.DeleteRequest)",
  sent: "m.IdSender = ? AND m.Status <> 'Draft' AND NOT FIND_IN_SET('senderdeleted', m.DeleteRequest)",
};

const PER_PAGE = 15;

export const listOf = ({ db }: Context, member: Member, box: Box, pageNumber: number): Promise<Message[]> =>
  db.rows<Message>(
    `${SELECT} WHERE ${IN_BOX[box]} ORDER BY m.created DESC, m.id DESC LIMIT ${(Math.max(1, pageNumber) - 1) * PER_PAGE}, ${PER_PAGE}`,
    [member.id],
  );

export const readMessage = ({ db }: Context, id: number): Promise<Message | undefined> =>
  db.first<Message>(`${SELECT} WHERE m.id = ?`, [id]);

export const canSee = (member: Member, message: Message): boolean =>
  message.IdSender === member.id || (message.IdReceiver === member.id && message.Status === 'Sent');
