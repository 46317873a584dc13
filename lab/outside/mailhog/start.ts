import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createConnection, createServer, type AddressInfo, type Server } from 'node:net';
import type { Receiver } from './choose.js';
import type { Message } from './message.js';
import { startMailHog } from './server.js';

export type MailServer = { readonly words: string; close(): void };

/** MailHog's own ports; mail servers connect to 25. */
const SMTP = 1025;
const HTTP = 8025;

/** Receives the mail of the lab at these addresses, on ports 25 and 1025, and shows it on 8025. */
export async function startMail(receiver: Receiver, addresses: readonly string[]): Promise<MailServer> {
  switch (receiver.kind) {
    case 'sink':
      return await startSink(addresses);
    case 'program':
      return await startProgram(receiver.path, addresses);
    case 'running': {
      const { host, http } = receiver;
      const relays = await relayAll(addresses, [
        { from: 25, host, to: SMTP },
        { from: SMTP, host, to: SMTP },
        { from: HTTP, host, to: http },
      ]);
      return { words: `the MailHog at ${host}:${http}`, close: relays };
    }
  }
}

async function startSink(addresses: readonly string[]): Promise<MailServer> {
  const store = new Map<string, Message>();
  const options = { smtpPorts: [SMTP, 25], httpPort: HTTP, hostname: 'mailhog.example', store };
  const running: { close(): Promise<void> }[] = [];
  for (const address of addresses) running.push(await startMailHog({ ...options, address }));
  return { words: 'the built-in mail sink', close: () => void Promise.all(running.map((it) => it.close())) };
}

/** MailHog listens on only one address of each kind, so it listens on all addresses. It has one SMTP port; port 25 is passed on to it. */
async function startProgram(path: string, addresses: readonly string[]): Promise<MailServer> {
  const bind = ['-smtp-bind-addr', `:${SMTP}`, '-api-bind-addr', `:${HTTP}`, '-ui-bind-addr', `:${HTTP}`];
  const child = spawn(path, bind, { stdio: ['ignore', 'ignore', 'inherit'] });
  await once(child, 'spawn');
  const close = await relayAll(addresses, [{ from: 25, host: addresses[0] ?? '', to: SMTP }]);
  return {
    words: path,
    close: () => {
      close();
      child.kill();
    },
  };
}

type Way = { readonly from: number; readonly host: string; readonly to: number };

async function relayAll(addresses: readonly string[], ways: readonly Way[]): Promise<() => void> {
  const relays = await Promise.all(addresses.flatMap((address) => ways.map((way) => relay(address, way))));
  return () => {
    for (const each of relays) each.close();
  };
}

/** Forwards everything that arrives at a port to another one, byte by byte. Port 0 selects a free one. */
export async function relay(address: string, { from, host, to }: Way): Promise<Server & { readonly port: number }> {
  const server = createServer((client) => {
    const other = createConnection(to, host);
    client.pipe(other).pipe(client);
    client.on('error', () => other.destroy());
    other.on('error', () => client.destroy());
  });
  server.listen(from, address);
  await once(server, 'listening');
  return Object.assign(server, { port: (server.address() as AddressInfo).port });
}
