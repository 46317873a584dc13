import { expect, test } from '@playwright/test';
import { mailbox } from '../../../../helpers/mailbox/mailbox.js';
import { openInstead } from './post-mail.js';

const SAME = { ID: 'a', Raw: { From: 'a@example.org', To: ['anna@example.org'], Helo: 'x' } };

test.describe('a mailbox without MailHog', () => {
  const INSTEAD: [string, Parameters<typeof openInstead>[0], string, patience?: number][] = [
    ['is silent', () => undefined, 'no answer within 0.3 s', 300],
    ['answers 500', (_, answer) => answer.writeHead(500).end(), 'HTTP 500'],
    ['answers with a page', (_, answer) => answer.end('<html>'), 'what answered is not MailHog'],
    ['answers with other JSON', (_, answer) => answer.end('{"messages":[]}'), 'what answered is not MailHog'],
    [
      'shows the same page forever',
      (_, answer) => answer.end(JSON.stringify({ total: 1e15, count: 1, items: [SAME] })),
      'it reports 1000000000000000 messages, but returns the same ones again',
    ],
    ['hangs up', (question) => question.socket.destroy(), 'socket hang up'],
  ];
  for (const [what, listener, why, patience = 60_000] of INSTEAD) {
    test(`a server that ${what} counts as no answer and is reported with the question but without the password`, async () => {
      const server = await openInstead(listener);
      const waiting = mailbox(server.url, patience).waitFor({ to: 'anna@example.org', within: 60_000 });
      await expect(waiting).rejects.toThrow(
        `MailHog (${server.url.replace('user:secret@', '')}) gave no usable answer: ${why}\n  Asked: GET search for anna@example.org`,
      );
      server.close();
    });
  }

  test('a port where nothing listens counts as no answer', async () => {
    const server = await openInstead(() => undefined);
    server.close();
    const waiting = mailbox(server.url).waitFor({ to: 'anna@example.org', within: 60_000 });
    await expect(waiting).rejects.toMatchObject({ name: 'NoAnswer', message: expect.stringContaining('ECONNREFUSED') });
  });
});
