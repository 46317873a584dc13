import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { toMessage, type Message } from '../../../lab/outside/mailhog/message.js';
import { startMailHog } from '../../../lab/outside/mailhog/server.js';

export type Post = {
  readonly url: string;
  /** Puts a mail into the mailbox; lines are joined by CRLF, and strings are UTF-8 unless given as bytes. */
  deliver(to: string, ...lines: (string | Buffer)[]): void;
  close(): Promise<void>;
};

/** A MailHog of the test's own. */
export async function openPost(): Promise<Post> {
  const store = new Map<string, Message>();
  const sink = await startMailHog({
    address: '127.0.0.1',
    smtpPorts: [],
    httpPort: 0,
    hostname: 'mailhog.test',
    store,
  });
  return {
    url: sink.url,
    deliver: (to, ...lines) => {
      const Data = lines.map((line) => Buffer.from(line).toString('latin1')).join('\r\n');
      const message = toMessage({ From: 'forum@bewelcome.example', To: [to], Data, Helo: 'puma' }, 'mailhog.test');
      store.set(message.ID, message);
    },
    close: () => sink.close(),
  };
}

/** Something that answers HTTP in MailHog's place. */
export async function openInstead(listener: RequestListener): Promise<{ url: string; close: () => void }> {
  const server = createServer(listener);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://user:secret@127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
