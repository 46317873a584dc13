import { check, expect, NEW, proves, rox, test } from '../../../fixtures/journeys/rox/test.js';
import { sendMessage } from '../../../helpers/journeys/rox/messages.js';
import { SCRIPTS, randomId } from '../../../helpers/journeys/made-up.js';
import { visit } from '../../../helpers/http/visit.js';

const { other: bob } = rox.members;

test.describe('Messages', { ...proves('5'), tag: ['@blocker', '@writes'] }, () => {
  test(
    `A message on ${NEW} is stored and waits for mailbot`,
    check('messages/stored'),
    async ({ newMember, loginAs, newDatabase }) => {
      const [writer, reader] = [await newMember(), await newMember()];
      const text = `${SCRIPTS} ${randomId()}`;
      const page = await loginAs(writer);
      const id = await sendMessage(page, reader.username, text);
      await expect(page).toHaveURL(new RegExp(`/messages/${id}/sent$`));

      const { Status, ...row } = await newDatabase.queryOne(
        'SELECT IdSender, IdReceiver, Message, Status FROM messages WHERE id = ?',
        [id],
      );
      expect(row, `row ${id} of the messages table, for the message just sent`).toEqual({
        IdSender: writer.id,
        IdReceiver: reader.id,
        Message: text,
      });
      // Sent, where cron's mailbot was quicker.
      expect(Status, `status of message ${id}, just sent; mailbot picks up only ToSend`).toMatch(/^(ToSend|Sent)$/);
    },
  );

  test(
    `On ${NEW}, a message immediately shows as sent, but reaches the recipient's inbox only after mailbot has run`,
    check('messages/visible-after-mailbot'),
    async ({ newMember, loginAs, newDatabase }) => {
      const [writer, reader] = [await newMember(), await newMember()];
      const page = await loginAs(writer);
      const id = await sendMessage(page, reader.username, randomId());
      await visit(page, '/messages/sent');
      await expect(
        page.locator(`#msgform a[href="messages/${id}"]`).first(),
        `link to message ${id} in the sender's list of sent messages`,
      ).toBeVisible();

      const inbox = await loginAs(reader);
      await visit(inbox, '/messages');
      const found = await inbox.locator(`#msgform a[href="messages/${id}"]`).count();
      const { Status } = await newDatabase.queryOne('SELECT Status FROM messages WHERE id = ?', [id]);
      // Both are well: mailbot may run at any moment. What the reader sees too early is what is wrong.
      expect(
        found === 0 || Status === 'Sent',
        `links to message ${id} in the inbox: ${found}; status of the message: ${String(Status)}`,
      ).toBe(true);
    },
  );

  test(`${NEW} rejects an empty message`, check('messages/empty-refused'), async ({ newMember, loginAs }) => {
    const page = await loginAs(await newMember());

    expect(await sendMessage(page, bob.username, ''), 'id of the message sent without text').toBe('none');
    await expect(page.locator('div.error'), "the site's error for an empty message").toBeVisible();
  });
});
