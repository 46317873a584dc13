import { redirect, remember, word, type Callbacks, type Context, type Reply } from '../../web/context.js';
import { writeLog } from '../../web/log.js';
import { memberById, memberByName } from '../../web/members.js';

/** The limit for members whom no one has praised yet: messages in the last hour and day, replies not counted. */
async function tooMany(context: Context, id: number): Promise<boolean> {
  const row = await context.db.first<{ praised: number; hour: string | null; day: number }>(
    `SELECT (SELECT COUNT(*) FROM comments WHERE IdToMember = ? AND Quality = 'Good') AS praised,
       SUM(created > NOW() - INTERVAL 1 HOUR) AS hour, COUNT(*) AS day
     FROM messages WHERE IdSender = ? AND IdParent = 0 AND created > NOW() - INTERVAL 1 DAY`,
    [id, id],
  );
  const limit = (key: string): number => Number(context.config.get('messages', key, '50'));
  if (!row || row.praised > 0) return false;
  return Number(row.hour) >= limit('new_members_messages_per_hour') || row.day >= limit('new_members_messages_per_day');
}

async function send(context: Context): Promise<Reply> {
  const { db, form: posted, member, path } = context;
  if (!member) return redirect(context, 'messages');
  const text = posted.get('text') ?? '';
  const name = posted.get('receiver_username');
  const receiver =
    name === null ? await memberById(context, Number(posted.get('receiver_id'))) : await memberByName(context, name);
  const parent = path[2] === 'reply' ? Number(path[1]) : 0;
  const errors = [
    ...(text.trim() === '' ? ['text is empty.'] : []),
    ...(receiver ? [] : ['receiver does not exist.']),
    ...(parent === 0 && (await tooMany(context, member.id)) ? [word(context, 'YouSentToManyMessages')] : []),
  ];
  if (errors.length > 0 || !receiver) {
    remember(context, 'message', { errors, values: { text } });
    return redirect(context, context.rawPath);
  }
  const written = await db.write(
    `INSERT INTO messages (created, Message, IdReceiver, IdSender, InFolder, Status, JoinMemberPict, IdParent)
     VALUES (NOW(), ?, ?, ?, 'Normal', 'ToSend', ?, ?)`,
    [text, receiver.id, member.id, posted.has('attach_picture') ? 'yes' : 'no', parent],
  );
  await writeLog(
    context,
    'contactmember',
    `Has sent message #${written.insertId} to ${receiver.username} (MessagesModel::sendOrComplain new message)`,
    member.id,
    context.address,
  );
  return redirect(context, `messages/${written.insertId}/sent`);
}

export const callbacks: Callbacks = { 'MessagesController::sendMessageCallback': send };
