import { createTransport } from 'nodemailer';
import { expect, test } from '@playwright/test';
import { startMailHog } from '../../../lab/outside/mailhog/server.js';
import captures from '../captures/mailhog.json' with { type: 'json' };

type Answer = { status: number; headers: Record<string, string | null>; body: unknown };

test('the mail sink answers each recorded request as the real MailHog did', async () => {
  const sink = await startMailHog({ address: '127.0.0.1', smtpPorts: [0], httpPort: 0, hostname: 'mailhog.test' });
  const mailer = createTransport({ host: '127.0.0.1', port: sink.smtpPorts[0] ?? 0, name: 'puma.bewelcome.org' });
  for (const { envelope, raw } of captures.mails) {
    await mailer.sendMail({ envelope, raw: Buffer.from(raw, 'base64') });
  }
  // Recorded with the first mail's id; every other request with an id was for the last mail.
  const ofTheFirst = 'GET /api/v1/messages/<ID>@mailhog.test';
  const first = idOf(await ask(sink.url, 'GET /api/v2/messages?limit=1&start=3'));
  const last = idOf(await ask(sink.url, 'GET /api/v2/messages?limit=1'));

  for (const recorded of captures.requests) {
    const request = recorded.request.replace(new RegExp(`^${ofTheFirst}$`), `GET /api/v1/messages/${first}`);
    const answer = await ask(sink.url, request.replace('<ID>@mailhog.test', last));
    expect({ request: recorded.request, ...comparable(answer) }).toEqual({
      request: recorded.request,
      ...comparable({ ...answer, ...recorded }),
    });
  }
  await sink.close();
});

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
