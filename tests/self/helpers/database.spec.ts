import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server } from 'node:net';
import { mock } from 'node:test';
import { expect, test } from '@playwright/test';
import mysql from 'mysql2';
import { Database } from '../../../helpers/database/database.js';

const QUERY_MS = 60_000;
const ACCOUNT = { user: 'reader', password: 'secret-of-the-reader' };

type Client = {
  on: (event: string, listener: (sql: string) => void) => void;
  serverHandshake: (greeting: object) => void;
  writeOk: () => void;
  writeError: (error: { code: number; message: string }) => void;
  destroy: () => void;
  _resetSequenceId: () => void;
};
/** The fake server's reply to a statement; it takes everything else with OK. */
type Replies = Readonly<Record<string, (client: Client) => void>>;

/** Speaks MySQL's protocol and answers as told: good for what a real server will not do on demand. */
function fakeServer(replies: Replies, isWelcome = true): Server {
  // The driver's own server side has no types.
  const server = mysql as unknown as { createServer: (handle: (client: Client) => void) => { _server: Server } };
  return server.createServer((client) => {
    const answer = (sql: string): void => {
      const reply = replies[sql];
      if (reply === undefined) client.writeOk();
      else reply(client);
      client._resetSequenceId();
    };
    client.on('error', () => undefined);
    client.on('query', answer);
    client.on('stmt_prepare', answer);
    client.serverHandshake({
      protocolVersion: 10,
      serverVersion: '5.1.63-deer',
      connectionId: 1,
      statusFlags: 2,
      characterSet: 8,
      capabilityFlags: 0xffffff ^ 2048,
      authCallback: (_account: unknown, done: (nothing: null, error?: object) => void) => {
        done(null, isWelcome ? undefined : { message: 'Access denied for user', code: 1045 });
        client._resetSequenceId();
      },
    });
  })._server;
}

async function openOver(server: Server, boundMs = 60_000): Promise<Database> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const stream = connect((server.address() as AddressInfo).port, '127.0.0.1');
  return Database.connect(
    stream,
    ACCOUNT,
    { name: 'MySQL of puma', database: 'BW_MAIN', readOnly: true },
    { connect: boundMs, query: QUERY_MS },
  );
}

const unreachable: readonly (readonly [string, () => Server, RegExp, boundMs?: number])[] = [
  ['says nothing', () => createServer(), /no answer within 0\.3 s/, 300],
  ['hangs up', () => createServer((socket) => socket.destroy()), /gave no usable answer/],
  ['speaks another protocol', () => createServer((socket) => socket.end('SSH-2.0-x\r\n')), /gave no usable answer/],
  ['refuses the account', () => fakeServer({}, false), /account or its password is not accepted/],
];
for (const [does, start, words, boundMs] of unreachable)
  test(`a server that ${does} results in NoAnswer, and the message does not contain the password`, async () => {
    const server = start();
    const error: unknown = await openOver(server, boundMs).catch((cause: unknown) => cause);
    expect(error).toMatchObject({ name: 'NoAnswer', message: expect.stringMatching(words) });
    expect(String(error)).not.toContain(ACCOUNT.password);
    server.close();
  });

test('a refusal by the server results in an ordinary error; a lost connection results in NoAnswer', async () => {
  const server = fakeServer({
    'SELECT broken': (client) => {
      client.writeError({ code: 1146, message: "Table 'x' doesn't exist" });
    },
    'SELECT lost': (client) => {
      client.destroy();
    },
  });
  const database = await openOver(server);
  const refused: unknown = await database.query('SELECT broken').catch((cause: unknown) => cause);
  expect(refused).toMatchObject({ name: 'Error', message: expect.stringContaining("doesn't exist") });
  await expect(database.query('SELECT lost')).rejects.toMatchObject({ name: 'NoAnswer' });
  server.close();
});

test('a statement that takes too long results in NoAnswer, and so does the next statement', async () => {
  const server = fakeServer({
    'SELECT slow': () => {
      mock.timers.tick(QUERY_MS);
    },
  });
  const database = await openOver(server);
  mock.timers.enable({ apis: ['setTimeout'] });
  await expect(database.query('SELECT slow')).rejects.toThrow('no answer within 60 s\n  Asked: SELECT slow');
  mock.timers.reset();
  await expect(database.query('SELECT 1')).rejects.toMatchObject({ name: 'NoAnswer' });
  server.close();
});
