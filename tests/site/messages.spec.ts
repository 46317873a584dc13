import { expect, proves, SCRIPTS, sendMessage, target, test, unique, visit } from '../../fixtures/index.js';

const { other: bob } = target.members;

test.describe('Messages', { ...proves('5'), tag: ['@blocker', '@writes'] }, () => {
  test('A message on Puma is stored and waits for mailbot', async ({ newMember, pageOf, pumaDatabase }) => {
    const [writer, reader] = [await newMember(), await newMember()];
    const text = `${SCRIPTS} ${unique()}`;
    const page = await pageOf(writer);
    const id = await sendMessage(page, reader.username, text);
    await expect(page).toHaveURL(new RegExp(`/messages/${id}/sent$`));

    expect(
      await pumaDatabase.one('SELECT IdSender, IdReceiver, Message, Status FROM messages WHERE id = ?', [id]),
    ).toEqual({ IdSender: writer.id, IdReceiver: reader.id, Message: text, Status: 'ToSend' });
  });

  test('The writer finds his message among those he sent on Puma, the reader not before mailbot ran', async ({
    newMember,
    pageOf,
  }) => {
    const [writer, reader] = [await newMember(), await newMember()];
    const page = await pageOf(writer);
    const id = await sendMessage(page, reader.username, unique());
    await visit(page, '/messages/sent');
    await expect(page.locator(`#msgform a[href="messages/${id}"]`).first()).toBeVisible();

    const inbox = await pageOf(reader);
    await visit(inbox, '/messages');
    await expect(inbox.locator(`#msgform a[href="messages/${id}"]`)).toHaveCount(0);
  });

  test('Puma takes no message without words', async ({ newMember, pageOf }) => {
    const page = await pageOf(await newMember());

    expect(await sendMessage(page, bob.username, '')).toBe('none');
    await expect(page.locator('div.error')).toBeVisible();
  });
});
