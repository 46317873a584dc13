import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from '@playwright/test';
import { NoAnswer } from '../../../helpers/core/no-answer.js';
import { ask } from '../../../helpers/http/http.js';
import { Visitor } from '../../../helpers/http/visitor.js';

const SITE = 'www.site.example';
const pinned = new Map([[SITE, ['127.0.0.1']]]);

const FORM = `<base href="http://${SITE}:PORT/"><form id="f" action="target">
  <input type="hidden" name="token" value="a&amp;b"><input name="kept" value="Größe"><input name="changed" value="old">
  <input type="checkbox" name="unticked"><input type="radio" name="r" value="1"><input type="radio" name="r" value="2" checked>
  <select name="s"><option value="x">X</option><option value="y" selected>Y</option></select>
  <textarea name="t">words</textarea><input type="submit" name="button" value="go"></form>`;

test.describe('a visitor without a browser', () => {
  const seen: string[] = [];
  let server: Server;
  let port: number;
  const routes: Record<string, RequestListener> = {
    '/': (_request, response) =>
      response.setHeader('set-cookie', 'sid=1; path=/').end(FORM.replace('PORT', String(port))),
    '/deep/page': (_request, response) =>
      response.end(`<base href="http://${SITE}:${port}/"><form id="here" method="post" action=""></form>`),
    '/moved': (_request, response) => response.writeHead(301, { location: `http://${SITE}:${port}/end` }).end(),
    '/away': (_request, response) => response.writeHead(302, { location: 'http://other.example/' }).end(),
    '/loop': (_request, response) => response.writeHead(302, { location: '/loop' }).end(),
    '/silent': () => undefined,
    '/drips': (_request, response) => void response.write('a'),
    '/broken': (_request, response) => {
      response.writeHead(200, { 'content-length': '100' }).write('short');
      response.socket?.destroy();
    },
    '/cookies': (_request, response) =>
      response
        .setHeader('set-cookie', [
          'foreign=1; Domain=other.example',
          'secure=1; Secure',
          'deep=1; Path=/deep',
          'gone=1',
          'gone=; Max-Age=0',
          'kept=1',
        ])
        .end(),
    '/end': (_request, response) => response.end('arrived'),
  };

  test.beforeAll(async () => {
    server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk) => (body += String(chunk)));
      request.on('end', () => {
        seen.push(`${request.method ?? ''} ${request.url ?? ''} ${request.headers.cookie ?? '-'} ${body}`);
        if (request.method === 'POST') response.writeHead(302, { location: '/end' }).end();
        else (routes[request.url ?? ''] ?? ((_request, answer) => answer.writeHead(404).end()))(request, response);
      });
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    port = (server.address() as AddressInfo).port;
  });

  test.afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  const visitor = (judge: () => void = () => undefined) => new Visitor(`http://${SITE}:${port}/`, { pinned }, judge);
  const noAnswer = async (path: string, timeoutMs: number): Promise<string> => {
    const asked = ask(`http://${SITE}:${port}${path}`, { pinned }, { timeoutMs });
    const error: unknown = await asked.then(
      () => undefined,
      (cause: unknown) => cause,
    );
    expect(error).toBeInstanceOf(NoAnswer);
    return String(error);
  };

  for (const [path, asked, end] of [
    ['/moved', {}, 301],
    ['/moved', { follow: true }, 200],
    ['/loop', { follow: true }, 302],
    // Nothing goes to a name that nobody pinned.
    ['/away', { follow: true }, 302],
  ] as const)
    test(`receives status ${end} for ${path} with the options ${JSON.stringify(asked)}`, async () => {
      const { status } = await ask(`http://${SITE}:${port}${path}`, { pinned }, asked);

      expect(status).toBe(end);
    });

  test("submits a form with an empty action to the page that contains it, not to the page's base address", async () => {
    const client = visitor();
    await client.submit(await client.get('/deep/page'), '#here', {});

    expect(seen).toContainEqual(expect.stringMatching(/^POST \/deep\/page /));
  });

  test('posts the fields that a browser would submit, with the cookie, and follows the redirect', async () => {
    const one = visitor();
    const end = await one.submit(await one.get('/'), '#f', { changed: 'new', r: null });

    expect(end).toMatchObject({ status: 200, text: 'arrived', address: '127.0.0.1' });
    expect(seen).toContain('POST /target sid=1 token=a%26b&kept=Gr%C3%B6%C3%9Fe&changed=new&s=y&t=words');
  });

  test('keeps the cookies that a browser keeps, sends them where a browser does, and reports which were refused', async () => {
    const client = visitor();
    for (const path of ['/cookies', '/end', '/deep/page']) await client.get(path);

    expect(seen).toContain('GET /end kept=1 ');
    expect(seen).toContain('GET /deep/page deep=1; kept=1 ');
    expect(client.refusedCookies).toEqual([
      expect.stringMatching(/^foreign=\.\.\.; Domain=other\.example from http:.*not in this host's domain/),
      expect.stringMatching(/^secure=\.\.\.; Secure from http:.*not a secure connection/),
    ]);
  });

  test('stops in a redirect loop and returns the redirect', async () => {
    expect((await visitor().get('/loop')).status).toBe(302);
  });

  test('does not return an answer that its judge callback rejects', async () => {
    const refusing = visitor(() => {
      throw new Error('stray');
    });

    await expect(refusing.ask('/end')).rejects.toThrow('stray');
  });

  // The bound is short only where nothing else may end the question.
  for (const [path, timeoutMs, why] of [
    ['/silent', 300, 'no complete answer within 0.3 s'],
    ['/drips', 300, 'no complete answer within 0.3 s'],
    ['/broken', 60_000, '(aborted|socket hang up)'],
  ] as const) {
    test(`gets NoAnswer from ${path}, which sends no complete answer`, async () => {
      expect(await noAnswer(path, timeoutMs)).toMatch(new RegExp(`${SITE} at 127.0.0.1 gave no usable answer: ${why}`));
    });
  }

  test('cannot connect over IPv6 to a hostname without an IPv6 address', async () => {
    await expect(ask(`http://${SITE}:${port}/`, { pinned }, { family: 6 })).rejects.toThrow('it has no IPv6 address');
  });
});
