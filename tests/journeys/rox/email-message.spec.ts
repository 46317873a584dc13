import { check, expect, NEW, proves, rox, test } from '../../../fixtures/journeys/rox/test.js';
import { linkTo, sentVia } from '../../../helpers/journeys/rox/mail-flows.js';
import { sendMessage } from '../../../helpers/journeys/rox/messages.js';
import { SCRIPTS, randomId } from '../../../helpers/journeys/made-up.js';

const { senders } = rox;
const { www } = rox.sites;

// Mailbot sends whatever waits, for everybody: two at once would send each other's mail.
test.describe('Message email', { ...proves('5-email'), tag: ['@blocker', '@writes'], lock: 'mailbot' }, () => {
  test(
    `Mailbot on ${NEW} emails a message exactly once, in readable form and with a reply link`,
    check('mail/message-delivered'),
    async ({ newMember, loginAs, mailbotRuns, mailbox, visitor, newDatabase }) => {
      const [writer, reader] = [await newMember(), await newMember()];
      const text = `${SCRIPTS} ${randomId()}`;
      const id = await sendMessage(await loginAs(writer), reader.username, text);
      await mailbotRuns();
      const within = await mailbotRuns();
      const mail = await mailbox.waitForOne({ to: reader.email, from: senders.message, within, settle: 1_000 });

      expect(mail.subject, 'subject of the email, with the name of the sender').toContain(writer.username);
      expect(sentVia(mail) ?? www.host, 'SERVER_NAME of the mailbot job, as shown in the subject').toBe(www.host);
      expect(mail.text, `text of the email, sent as ${mail.charsets.join(', ') || 'unlabeled text'}`).toContain(text);
      const reply = linkTo(mail, `/messages/${id}/reply`);
      expect(new URL(reply).host, 'host of the reply link').toBe(www.host);
      expect((await visitor.get(reply)).status, 'status of the reply link').toBe(200);
      expect(
        await newDatabase.queryOne('SELECT Status FROM messages WHERE id = ?', [id]),
        `status of message ${id} after it was emailed; a message that stays ToSend is emailed again`,
      ).toEqual({ Status: 'Sent' });
    },
  );
});
