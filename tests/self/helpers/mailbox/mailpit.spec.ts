import type { RequestListener } from 'node:http';
import { expect, test } from '@playwright/test';
import { mailboxIn } from '../../../../helpers/mailbox/mailbox.js';
import { Mailpit } from '../../../../helpers/mailbox/mailpit.js';
import { openInstead } from './post-mail.js';

/** Answers as Mailpit's API is documented, for these emails; no real Mailpit is asked. */
const documented =
  (mails: readonly { ID: string; To: string; Bcc?: string; raw: string }[], deleted: string[] = []): RequestListener =>
  (request, answer) => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://mailpit');
    const raw = /^\/api\/v1\/message\/(\w+)\/raw$/.exec(pathname)?.[1];
    if (request.headers.authorization !== `Basic ${btoa('user:secret')}`) answer.writeHead(401).end();
    else if (raw !== undefined) answer.end(mails.find(({ ID }) => ID === raw)?.raw);
    else if (request.method === 'DELETE' && pathname === '/api/v1/messages') {
      let body = '';
      request.setEncoding('utf8').on('data', (text: string) => (body += text));
      request.on('end', () => {
        deleted.push(body);
        answer.end('ok');
      });
    } else if (pathname === '/api/v1/search') {
      const phrase = /"([^"]*)"$/.exec(searchParams.get('query') ?? '')?.[1] ?? '';
      const fits = mails.filter(({ To, Bcc = '' }) => (To + Bcc).includes(phrase.toLowerCase()));
      const from = Number(searchParams.get('start'));
      const messages = fits.slice(from, from + Number(searchParams.get('limit'))).map(({ ID, To, Bcc }) => ({
        ...{ ID, From: { Name: 'Forum', Address: 'forum@example.org' }, To: [{ Name: '', Address: To }], Cc: null },
        Bcc: Bcc === undefined ? [] : [{ Name: '', Address: Bcc }],
      }));
      answer.end(
        JSON.stringify({ messages, messages_count: fits.length, total: 999, unread: 0, start: from, tags: [] }),
      );
    } else answer.writeHead(404).end();
  };

const mailTo = (ID: string, To: string, more: object = {}) => ({
  ...{ ID, To, raw: `From: Forum <forum@example.org>\r\nTo: ${To}\r\nSubject: mail ${ID}\r\n\r\nHello` },
  ...more,
});

test('messages in Mailpit are found by their exact recipient, on all pages, and read as they were received', async () => {
  const many = Array.from({ length: 120 }, (_, index) => mailTo(`m${index}`, 'anna@example.org'));
  const server = await openInstead(documented([...many, mailTo('other', 'susanna@example.org')]));
  const mails = await mailboxIn(new Mailpit(server.url, 60_000)).list('Anna@example.org');
  server.close();

  expect(mails).toHaveLength(120);
  expect(mails[7]).toMatchObject({ id: 'm7', from: 'forum@example.org', subject: 'mail m7', text: 'Hello\n' });
});

test('a recipient who is only in the envelope counts, and a message is deleted by its id', async () => {
  const deleted: string[] = [];
  const server = await openInstead(documented([mailTo('a', 'list@example.org', { Bcc: 'anna@example.org' })], deleted));
  const box = mailboxIn(new Mailpit(server.url, 60_000));
  const { id } = await box.waitForOne({ to: 'anna@example.org', within: 60_000 });
  await box.remove(id);
  await expect(box.remove('')).rejects.toThrow('without an id');
  server.close();

  expect(deleted).toEqual(['{"IDs":["a"]}']);
});

for (const [what, listener, why] of [
  ['answers 500', (_, answer) => answer.writeHead(500).end(), 'HTTP 500'],
  ['answers like MailHog', (_, answer) => answer.end('{"total":0,"count":0,"items":[]}'), 'is not Mailpit'],
] satisfies [string, RequestListener, string][])
  test(`a server that ${what} in place of Mailpit counts as no answer and is reported without the password`, async () => {
    const server = await openInstead(listener);
    const waiting = mailboxIn(new Mailpit(server.url, 60_000)).list('anna@example.org');
    await expect(waiting).rejects.toThrow(
      `Mailpit (${server.url.replace('user:secret@', '')}) gave no usable answer: `,
    );
    await expect(waiting).rejects.toThrow(why);
    server.close();
  });
