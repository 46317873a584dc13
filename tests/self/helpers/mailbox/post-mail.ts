import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mailbox, type Mail } from '../../../../helpers/mailbox/mailbox.js';
import { toMessage, type Message } from '../../../../lab/outside/mailhog/message.js';
import { startMailHog } from '../../../../lab/outside/mailhog/server.js';

export type Post = {
  readonly url: string;
  /** Puts an email into the mailbox; lines are joined by CRLF, and strings are UTF-8 unless given as bytes. */
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

/** An email as the mailbox reads it. */
export async function received(...lines: (string | Buffer)[]): Promise<Mail> {
  const post = await openPost();
  try {
    post.deliver('anna@example.org', ...lines);
    return await mailbox(post.url).waitForOne({ to: 'anna@example.org', within: 60_000 });
  } finally {
    await post.close();
  }
}

/** A text and an HTML part in one alternative, beside a picture. */
export const MULTIPART = [
  'From: BeWelcome <signup@bewelcome.example>',
  'To: Anna <anna@example.org>',
  'Subject: =?UTF-8?Q?=D0=9F=D1=80=D0=B8=D0=B2=D0=B5=D1=82_?=',
  ' =?UTF-8?Q?=E2=80=94_Gr=C3=BC=C3=9Fe?=',
  'Content-Type: multipart/mixed; boundary="out"',
  '',
  '--out',
  'Content-Type: multipart/alternative;',
  ' boundary="in"',
  '',
  '--in',
  'Content-Type: text/plain; charset=utf-8',
  '',
  'See http://www.bewelcome.example/signup/confirm/anna/0123456789abcdef.',
  '--in',
  'Content-Type: text/html; charset="utf-8"',
  'Content-Transfer-Encoding: quoted-printable',
  '',
  '<a href=3D"http://www.bewelcome.example/signup/confirm/anna/01234567=',
  '89abcdef">confirm</a> <a href=3D"http://www.bewelcome.example/?a=3D1&amp;b_c=3D2">else</a>',
  '--in--',
  '--out',
  'Content-Type: image/png; name=a.png',
  'Content-Transfer-Encoding: base64',
  '',
  'iVBORw0KGgo=',
  '--out--',
];
