import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { accessSync, constants } from 'node:fs';
import { createConnection, createServer } from 'node:net';
import { delimiter, join } from 'node:path';
import type { Message } from './message.js';
import { startMailHog } from './server.js';

export type Mail = { readonly words: string; close(): void };

const SMTP = 1025;
const HTTP = 8025;

/** The real MailHog if it is on PATH, else the sink; port 25 leads to the same mailbox. */
export async function startMail(addresses: readonly string[]): Promise<Mail> {
  const binary = onPath('mailhog') ?? onPath('MailHog');
  return binary === undefined ? await startSink(addresses) : await startReal(binary, addresses);
}

async function startSink(addresses: readonly string[]): Promise<Mail> {
  const store = new Map<string, Message>();
  const options = { smtpPorts: [SMTP, 25], httpPort: HTTP, hostname: 'mailhog.example', store };
  const running: { close(): Promise<void> }[] = [];
  for (const address of addresses) running.push(await startMailHog({ ...options, address }));
  return { words: 'the built-in mail sink', close: () => void Promise.all(running.map((it) => it.close())) };
}

/** MailHog listens on one address of each kind, so on all of them. It has one SMTP port; port 25 is passed on to it. */
async function startReal(binary: string, addresses: readonly string[]): Promise<Mail> {
  const bind = ['-smtp-bind-addr', `:${SMTP}`, '-api-bind-addr', `:${HTTP}`, '-ui-bind-addr', `:${HTTP}`];
  const child = spawn(binary, bind, { stdio: ['ignore', 'ignore', 'inherit'] });
  await once(child, 'spawn');
  const relays = addresses.map((address) =>
    createServer((client) => {
      const server = createConnection(SMTP, address);
      client.pipe(server).pipe(client);
      client.on('error', () => server.destroy());
      server.on('error', () => client.destroy());
    }).listen(25, address),
  );
  await Promise.all(relays.map((relay) => once(relay, 'listening')));
  return {
    words: binary,
    close: () => {
      for (const relay of relays) relay.close();
      child.kill();
    },
  };
}

function onPath(program: string): string | undefined {
  return (process.env['PATH'] ?? '')
    .split(delimiter)
    .map((folder) => join(folder, program))
    .find(isExecutable);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
