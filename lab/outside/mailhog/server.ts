import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo, Server } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import { answer, type Store } from './api.js';
import { toMessage, type Message } from './message.js';

export type MailHogOptions = {
  readonly address: string;
  /** 0 selects a free port. */
  readonly smtpPorts: readonly number[];
  readonly httpPort: number;
  /** The name that it uses for itself in ids and Received lines. */
  readonly hostname: string;
  /** Servers with the same store share their messages. */
  readonly store?: Store;
};

export type RunningMailHog = {
  readonly url: string;
  /** In the requested order. */
  readonly smtpPorts: readonly number[];
  close(): Promise<void>;
};

/** An SMTP server that accepts every message and delivers none, with MailHog's HTTP API. Messages are kept in memory. */
export async function startMailHog(options: MailHogOptions): Promise<RunningMailHog> {
  const store: Store = options.store ?? new Map<string, Message>();
  const smtp = options.smtpPorts.map(() => smtpServer(store, options.hostname));
  const http = createServer((request, response) => {
    try {
      answer(store, request, response);
    } catch {
      response.writeHead(400).end(); // an address that is none
    }
  });
  const smtpPorts: number[] = [];
  for (const [index, server] of smtp.entries()) {
    // A client that hangs up in the middle; a port in use is also reported by the inner server.
    server.on('error', () => undefined);
    smtpPorts.push(await listen(server.server, options.smtpPorts[index] ?? 0, options.address));
  }
  const httpPort = await listen(http, options.httpPort, options.address);
  const host = options.address.includes(':') ? `[${options.address}]` : options.address;
  return {
    url: `http://${host}:${httpPort}`,
    smtpPorts,
    close: async () => {
      http.closeAllConnections();
      http.close();
      await Promise.all(
        smtp.map(
          (server) =>
            new Promise<void>((resolve) => {
              server.close(resolve);
            }),
        ),
      );
    },
  };
}

function smtpServer(store: Store, hostname: string): SMTPServer {
  return new SMTPServer({
    name: hostname,
    banner: 'ESMTP MailHog',
    disabledCommands: ['STARTTLS'],
    // The real one does not support 8BITMIME, so a Postfix in front of it recodes 8-bit mail. Nor does it support SIZE, DSN, and the like.
    hide8BITMIME: true,
    hideSMTPUTF8: true,
    hideDSN: true,
    hideENHANCEDSTATUSCODES: true,
    hideSize: true,
    authOptional: true,
    authMethods: ['PLAIN'],
    allowInsecureAuth: true,
    onAuth: (_auth, _session, callback) => {
      callback(null, { user: 'anybody' });
    },
    closeTimeout: 500,
    logger: false,
    onData: (stream, session, callback) => {
      receive(stream, session).then(
        (raw) => {
          const message = toMessage(raw, hostname);
          store.set(message.ID, message);
          callback();
        },
        (error: unknown) => {
          callback(error instanceof Error ? error : new Error(String(error)));
        },
      );
    },
  });
}

async function receive(
  stream: SMTPServerDataStream,
  session: SMTPServerSession,
): Promise<Parameters<typeof toMessage>[0]> {
  const { mailFrom, rcptTo } = session.envelope;
  const data = (await buffer(stream)).toString('latin1');
  return {
    From: mailFrom === false ? '' : mailFrom.address,
    To: rcptTo.map(({ address }) => address),
    Data: data.replace(/\r\n$/, ''),
    Helo: session.hostNameAppearsAs,
  };
}

async function listen(server: Server, port: number, address: string): Promise<number> {
  server.listen(port, address);
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}
