import {
  expect,
  linkTo,
  proves,
  replyInThread,
  sendMessage,
  startThread,
  target,
  test,
  unique,
} from '../../fixtures/index.js';

const {
  mail: { senders },
  sites: { www },
} = target;
const SCRIPTS = 'Grüße, привет, γεια σου, 你好, مرحبا';

// Mailbot sends whatever waits, for everybody: two at once would send each other's mail.
test.describe('Email sent by mailbot', { ...proves('5-email'), tag: ['@blocker', '@writes'], lock: 'mailbot' }, () => {
  test('A message on Puma is mailed by mailbot, once, readable, with a link to answer it', async ({
    newMember,
    pageOf,
    puma,
    mailbox,
    visitor,
    pumaDatabase,
  }) => {
    const [writer, reader] = [await newMember(), await newMember()];
    const text = `${SCRIPTS} ${unique()}`;
    const id = await sendMessage(await pageOf(writer), reader.username, text);
    await puma.runJob('mailbot');
    await puma.runJob('mailbot');
    const mail = await mailbox.waitForOne({ to: reader.email, from: senders.message, within: 10_000, settle: 2_000 });

    expect(mail.subject).toContain(writer.username);
    expect(mail.text).toContain(text);
    expect(new URL(linkTo(mail, `/messages/${id}/reply`)).host).toBe(www.host);
    expect((await visitor.get(linkTo(mail, `/messages/${id}/reply`))).status).toBe(200);
    expect(await pumaDatabase.one('SELECT Status FROM messages WHERE id = ?', [id])).toEqual({ Status: 'Sent' });
  });

  test('An answer in the forum of Puma is mailed by mailbot to who asked for it, once, and only after ten minutes', async ({
    newMember,
    pageOf,
    puma,
    mailbox,
    writer,
    visitor,
    pumaDatabase,
  }) => {
    const [asker, answerer] = [await newMember(), await newMember()];
    const [title, text] = [`Topic ${unique()}`, `${SCRIPTS} ${unique()}`];
    const thread = await startThread(await pageOf(asker), { title, text: title, notifyMe: true });
    await replyInThread(await pageOf(answerer), thread, { text });
    await puma.runJob('mailbot');
    expect(await mailbox.list(asker.email)).not.toContainEqual(expect.objectContaining({ from: senders.forum }));

    const queue = 'posts_notificationqueue q JOIN forums_posts p ON p.postid = q.IdPost';
    await writer.change(
      `UPDATE ${queue} SET q.created = q.created - INTERVAL 11 MINUTE WHERE p.threadid = ? AND p.IdWriter = ?`,
      [thread, answerer.id],
    );
    await puma.runJob('mailbot');
    const mail = await mailbox.waitForOne({ to: asker.email, from: senders.forum, within: 10_000, settle: 2_000 });

    expect(mail.subject).toContain(title);
    expect(mail.text).toContain(text);
    await visitor.get(linkTo(mail, '/forums/subscriptions/unsubscribe/'));
    expect(await pumaDatabase.query('SELECT id FROM members_threads_subscribed WHERE IdThread = ?', [thread])).toEqual(
      [],
    );
  });
});
