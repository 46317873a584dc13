import { check, expect, NEW, proves, rox, test } from '../../../fixtures/journeys/rox/test.js';
import { replyInThread, startThread } from '../../../helpers/journeys/rox/forum.js';
import { linkTo, sentVia } from '../../../helpers/journeys/rox/mail-flows.js';
import { SCRIPTS, randomId } from '../../../helpers/journeys/made-up.js';

const {
  senders,
  sites: { www },
} = rox;

// Mailbot sends whatever waits, for everybody: two at once would send each other's mail.
test.describe('Forum email', { ...proves('5-email'), tag: ['@blocker', '@writes'], lock: 'mailbot' }, () => {
  test(
    `Mailbot on ${NEW} emails a forum reply to the subscribed member exactly once, and only after ten minutes`,
    check('mail/forum-notification-delivered'),
    async ({ newMember, loginAs, mailbotRuns, mailbox, writer, visitor, newDatabase }) => {
      const [asker, answerer] = [await newMember(), await newMember()];
      const [title, text] = [`Topic ${randomId()}`, `${SCRIPTS} ${randomId()}`];
      const thread = await startThread(await loginAs(asker), { title, text: title, notifyMe: true });
      await replyInThread(await loginAs(answerer), thread, { text });
      await mailbotRuns();
      const early = (await mailbox.list(asker.email)).filter(({ from }) => from === senders.forum);
      expect(
        early.map(({ subject }) => subject),
        'notifications that mailbot sent before the ten minutes were over',
      ).toEqual([]);

      const queue = 'posts_notificationqueue q JOIN forums_posts p ON p.postid = q.IdPost';
      await writer.execute(
        `UPDATE ${queue} SET q.created = q.created - INTERVAL 11 MINUTE WHERE p.threadid = ? AND p.IdWriter = ?`,
        [thread, answerer.id],
      );
      const within = await mailbotRuns();
      const mail = await mailbox.waitForOne({ to: asker.email, from: senders.forum, within, settle: 1_000 });

      expect(mail.subject, 'subject of the notification, with the title of the thread').toContain(title);
      expect(sentVia(mail) ?? www.host, 'SERVER_NAME of the mailbot job, as shown in the subject').toBe(www.host);
      expect(mail.text, `text of the notification, sent as ${mail.charsets.join(', ') || 'unlabeled text'}`).toContain(
        text,
      );
      await visitor.get(linkTo(mail, '/forums/subscriptions/unsubscribe/'));
      expect(
        await newDatabase.query('SELECT id FROM members_threads_subscribed WHERE IdThread = ?', [thread]),
        `subscriptions to thread ${thread} after the unsubscribe link was followed`,
      ).toEqual([]);
    },
  );
});
