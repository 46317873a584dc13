import { spawn } from 'node:child_process';
import { createTransport } from 'nodemailer';
import { expect, test } from '@playwright/test';
import { chooseReceiver } from '../../../lab/outside/mailhog/choose.js';
import { startMailHog } from '../../../lab/outside/mailhog/server.js';
import { relay } from '../../../lab/outside/mailhog/start.js';
import captures from '../captures/mailhog.json' with { type: 'json' };

type Answer = { status: number; headers: Record<string, string | null>; body: unknown };

type Running = { readonly url: string; readonly smtp: number; close(): void | Promise<void> };

async function sink(): Promise<Running> {
  const started = await startMailHog({ address: '127.0.0.1', smtpPorts: [0], httpPort: 0, hostname: 'mailhog.test' });
  return { url: started.url, smtp: started.smtpPorts[0] ?? 0, close: () => started.close() };
}

/** As MAILHOG_URL has it: a MailHog that runs already, behind what passes the lab's mail and questions on. */
async function behindRelays(): Promise<Running> {
  const behind = await sink();
  const host = '127.0.0.1';
  const [smtp, http] = await Promise.all([
    relay('127.0.0.2', { from: 0, host, to: behind.smtp }),
    relay('127.0.0.2', { from: 0, host, to: Number(new URL(behind.url).port) }),
  ]);
  return {
    url: `http://127.0.0.2:${http.port}`,
    smtp: smtp.port,
    close: async () => {
      smtp.close();
      http.close();
      await behind.close();
    },
  };
}

async function program(path: string): Promise<Running> {
  const [smtp, http] = [21_025, 28_025];
  const bind = ['-smtp-bind-addr', `127.0.0.1:${smtp}`, '-api-bind-addr', `127.0.0.1:${http}`];
  const child = spawn(path, [...bind, '-ui-bind-addr', `127.0.0.1:${http}`, '-hostname', 'mailhog.test'], {
    stdio: 'ignore',
  });
  const url = `http://127.0.0.1:${http}`;
  await expect
    .poll(() =>
      fetch(url).then(
        ({ ok }) => ok,
        () => false,
      ),
    )
    .toBe(true);
  return { url, smtp, close: () => void child.kill() };
}

const found = chooseReceiver({ PATH: process.env['PATH'] }, '127.0.0.1');
const KINDS: readonly (readonly [what: string, start: () => Promise<Running>])[] = [
  ['the mail sink', sink],
  ['the mail sink behind relays', behindRelays],
  // Where the real one is installed.
  ...(found.kind === 'program' ? [['the MailHog on PATH', () => program(found.path)] as const] : []),
];

for (const [what, start] of KINDS) {
  test(`${what} answers each recorded request as the real MailHog did`, async () => {
    const mailhog = await start();
    const mailer = createTransport({
      host: new URL(mailhog.url).hostname,
      port: mailhog.smtp,
      name: 'puma.bewelcome.org',
    });
    for (const { envelope, raw } of captures.mails) {
      await mailer.sendMail({ envelope, raw: Buffer.from(raw, 'base64') });
    }
    // Recorded with the first mail's id; every other request with an id was for the last mail.
    const ofTheFirst = 'GET /api/v1/messages/<ID>@mailhog.test';
    const first = idOf(await ask(mailhog.url, 'GET /api/v2/messages?limit=1&start=3'));
    const last = idOf(await ask(mailhog.url, 'GET /api/v2/messages?limit=1'));

    for (const recorded of captures.requests) {
      const request = recorded.request.replace(new RegExp(`^${ofTheFirst}$`), `GET /api/v1/messages/${first}`);
      const answer = await ask(mailhog.url, request.replace('<ID>@mailhog.test', last));
      expect({ request: recorded.request, ...comparable(answer) }).toEqual({
        request: recorded.request,
        ...comparable({ ...answer, ...recorded }),
      });
    }
    await mailhog.close();
  });
}

async function ask(url: string, request: string): Promise<Answer> {
  const [method = '', path = ''] = request.split(' ');
  const response = await fetch(url + path, { method });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.endsWith('json') === true && text !== '';
  const names = ['content-type', 'content-disposition'];
  const headers = Object.fromEntries(names.map((name) => [name, response.headers.get(name)]));
  return { status: response.status, headers, body: isJson ? JSON.parse(text) : text };
}

const idOf = ({ body }: Answer): string => (body as { items: { ID: string }[] }).items[0]?.ID ?? '';

/** With the recording's placeholders, and the headers of a download, which come in any order, in one order. */
function comparable({ status, headers, body }: Answer): Answer {
  const text = JSON.stringify({
    status,
    headers: { 'content-type': null, 'content-disposition': null, ...headers },
    body,
  })
    .replace(/[\w-]{43}=@mailhog\.test/g, '<ID>@mailhog.test')
    .replace(/"\d{4}-\d\d-\d\dT[^"]*"/g, '"<TIME>"')
    .replace(/(<ID>@mailhog\.test; )\w{3}, \d\d \w{3} \d{4} [\d:]{8} \+0000/g, '$1<DATE>')
    .replace(/(--)?--_NmP-[0-9a-f]+-Part/g, '<BOUNDARY>');
  const answer = JSON.parse(text) as Answer;
  return { ...answer, body: typeof answer.body === 'string' ? inOneOrder(answer.body) : answer.body };
}

function inOneOrder(mail: string): string {
  const [head = '', ...body] = mail.split('\r\n\r\n');
  return [
    head
      .split(/\r\n(?! )/)
      .sort()
      .join('\r\n'),
    ...body,
  ].join('\r\n\r\n');
}
