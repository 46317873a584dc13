import type { RequestListener } from 'node:http';
import type { Socket } from 'node:net';
import { expect, test } from '@playwright/test';
import { MailHog } from '../../../../helpers/mailbox/mailhog.js';
import { Mailpit } from '../../../../helpers/mailbox/mailpit.js';
import { openInstead } from './post-mail.js';

/** Hangs up on a second question on one connection, as a server does that took it for idle a moment before. */
function hangingUp(): RequestListener {
  const asked = new WeakSet<Socket>();
  return ({ socket, url = '' }, answer) => {
    if (asked.has(socket)) socket.destroy();
    else answer.end(/search/.test(url) ? '{"total":0,"count":0,"items":[],"messages":[],"messages_count":0}' : 'mail');
    asked.add(socket);
  };
}

for (const Sink of [MailHog, Mailpit])
  test(`each request to ${Sink.name} uses a new connection, because a connection that is kept open may be closed between requests`, async () => {
    const server = await openInstead(hangingUp());
    const sink = new Sink(server.url, 60_000);
    for (let time = 0; time < 3; time += 1) {
      expect(await sink.search('anna@example.org')).toEqual([]);
      expect(String(await sink.download('a'))).toBe('mail');
    }
    server.close();
  });
