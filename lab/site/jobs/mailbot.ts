import { fromCrypted } from '../web/members.js';
import { writeLog } from '../web/log.js';
import { composeBwMail, localTransport, type BwMail } from './bw-mail.js';
import { decide, forumMail, mayGoOut, messageMail, workLog } from './mailbot-rules.js';
import { needed, runJob, type Site } from './run.js';

/** Sends; an email that cannot be sent is logged with `what` and does not stop the run. */
type Send = (mail: BwMail, what: string) => Promise<boolean>;

function sender(site: Site): Send {
  const transport = localTransport(Number(site.config.get('syshcvol', 'BwMailPort', '25')));
  return async (mail, what) => {
    try {
      if (mail.to === '') throw new Error('the recipient has no address');
      await transport.sendMail(composeBwMail(mail, site.serverName));
      return true;
    } catch (cause) {
      await writeLog(site, 'mailbot', `Cannot send ${what}: ${cause instanceof Error ? cause.message : String(cause)}`);
      return false;
    }
  };
}

/** The address in a tagged value; empty if there is none: one corrupt value must not hold back all other emails. */
function addressIn(tagged: string | null): string {
  try {
    return fromCrypted(tagged ?? '');
  } catch {
    return '';
  }
}

type ForumRow = {
  id: number;
  type: string;
  idPost: number;
  threadId: number;
  title: string;
  text: string;
  author: string;
  city: string;
  country: string;
  receiver: string;
  email: string | null;
  because: string;
  subscriptionId: number | null;
  subscriptionKey: string | null;
};

/** In the code, whatever the settings say. */
const FORUM_SENDER = 'forum@bewelcome.org';

/** Rows whose post or place is gone are not found by the joins and wait forever, as on the real site. */
async function forumQueue(site: Site, send: Send): Promise<number> {
  const rows = await site.db.rows<ForumRow>(`
    SELECT queue.id, queue.Type AS type, queue.IdPost AS idPost, threads.threadid AS threadId, threads.title,
           posts.message AS text, author.Username AS author, place.name AS city, country.name AS country,
           receiver.Username AS receiver, email.AdminCryptedValue AS email, queue.TableSubscription AS because,
           subscription.id AS subscriptionId, subscription.UnSubscribeKey AS subscriptionKey
      FROM posts_notificationqueue queue
      JOIN members receiver ON receiver.id = queue.IdMember AND receiver.Status IN ('Active', 'ActiveHidden')
      JOIN forums_posts posts ON posts.id = queue.IdPost
      JOIN forums_threads threads ON threads.threadid = posts.threadid
      JOIN members author ON author.id = posts.IdWriter
      JOIN geonames_cache place ON place.geonameid = author.IdCity
      JOIN geonames_countries country ON country.iso_alpha2 = place.fk_countrycode
      LEFT JOIN ${site.config.crypted}.cryptedfields email ON email.id = receiver.Email
      LEFT JOIN members_threads_subscribed subscription
             ON queue.TableSubscription = 'members_threads_subscribed' AND subscription.id = queue.IdSubscription
     WHERE queue.Status = 'ToSend'
       AND (queue.Type NOT IN ('newthread', 'reply') OR queue.created <= NOW() - INTERVAL 10 MINUTE)
     ORDER BY queue.id`);
  let sent = 0;
  for (const row of rows) {
    const to = addressIn(row.email);
    const { subscriptionId: id, subscriptionKey: key } = row;
    const notice = { ...row, subscription: id !== null && key !== null ? { id, key } : undefined };
    const done = await send(
      forumMail(notice, FORUM_SENDER, to, site.config.baseuri),
      `posts_notificationqueue=#${row.id}`,
    );
    await site.db.write('UPDATE posts_notificationqueue SET Status = ? WHERE id = ?', [
      done ? 'Sent' : 'Failed',
      row.id,
    ]);
    if (done) sent += 1;
  }
  return sent;
}

type MessageRow = {
  id: number;
  idParent: number;
  text: string;
  picture: string;
  sender: string;
  senderStatus: string;
  receiver: string;
  email: string | null;
};

async function memberMessages(site: Site, send: Send): Promise<number> {
  const rows = await site.db.rows<MessageRow>(`
    SELECT messages.id, messages.IdParent AS idParent, messages.Message AS text, messages.JoinMemberPict AS picture,
           sender.Username AS sender, sender.Status AS senderStatus, receiver.Username AS receiver,
           email.AdminCryptedValue AS email
      FROM messages
      JOIN members sender ON sender.id = messages.IdSender
      JOIN members receiver ON receiver.id = messages.IdReceiver
      LEFT JOIN ${site.config.crypted}.cryptedfields email ON email.id = receiver.Email
     WHERE messages.Status = 'ToSend' AND messages.MessageType = 'MemberToMember'
     ORDER BY messages.id`);
  const from = needed(site.config, 'syshcvol', 'MessageSenderMail');
  let sent = 0;
  for (const row of rows) {
    if (!mayGoOut(row.senderStatus, row.idParent)) {
      await site.db.write("UPDATE messages SET Status = 'Freeze' WHERE id = ?", [row.id]);
      continue;
    }
    const to = addressIn(row.email);
    const mail = messageMail({ ...row, withPicture: row.picture === 'yes' }, from, to, site.config.baseuri);
    if (await send(mail, `messages.id=#${row.id} to ${row.receiver}`)) {
      await site.db.write("UPDATE messages SET Status = 'Sent', DateSent = NOW(), IdTriggerer = 0 WHERE id = ?", [
        row.id,
      ]);
      sent += 1;
    } else {
      await site.db.write("UPDATE messages SET Status = 'Failed' WHERE id = ?", [row.id]);
    }
  }
  return sent;
}

await runJob('mailbot', async (site) => {
  // A run that takes longer than cron's interval must not make the next one send everything twice.
  const lock = await site.db.first<{ got: number | null }>("SELECT GET_LOCK('mailbot', 30) AS got");
  if (lock?.got !== 1) throw new Error('another mailbot is still running after a wait of 30 seconds');
  const params = await site.db.first<{ mode: string }>('SELECT MailBotMode AS mode FROM params LIMIT 1');
  if (params === undefined) throw new Error('the params table is empty, so the mode is unknown');
  const decision = decide(params.mode);
  if (!decision.work) {
    await writeLog(site, 'mailbot', decision.log);
    return;
  }
  const send = sender(site);
  const forum = await forumQueue(site, send);
  await writeLog(site, 'mailbot', workLog(forum, await memberMessages(site, send)));
});
