import { expect, test } from '@playwright/test';
import { NoAnswer } from '../../../../helpers/core/no-answer.js';
import { LIMITS, Server } from '../../../../helpers/database/parity/server.js';
import { Ended, Session, type Opener } from '../../../../helpers/database/parity/session.js';

const lost = new NoAnswer('rows', 'MySQL of puma', 'connection lost');
const killed = new Error('interrupted', { cause: { errno: 1317 } });
const limits = { ...LIMITS, retryMs: [1, 1], calmMs: 1, calmTries: 3 };

type Answer = (sql: string) => Promise<object[]>;

/** A server that answers by a script; its connections are counted, and what each was asked is kept. */
function fake(answer: Answer, running = 1): { open: Opener; asked: string[]; opened: () => number } {
  const asked: string[] = [];
  let opened = 0;
  const open: Opener = () => {
    opened += 1;
    const id = opened;
    const query = async (sql: string): Promise<object[]> => {
      asked.push(sql);
      if (sql.includes('CONNECTION_ID')) return [{ id: String(id) }];
      return sql.includes('Threads_running') ? [{ Value: String(running) }] : answer(sql);
    };
    return Promise.resolve({ query: query as Awaited<ReturnType<Opener>>['query'], close: () => undefined });
  };
  return { open, asked, opened: () => opened };
}

/** Answers that come one after the other; the last one stays. */
function inTurn(...answers: readonly (Error | object[])[]): Answer {
  const left = [...answers];
  return () => {
    const next = left.length > 1 ? left.shift() : left[0];
    return next instanceof Error ? Promise.reject(next) : Promise.resolve(next ?? []);
  };
}

const ask = (server: Server, session: Session, mayEnd = false): Promise<object[]> =>
  server.ask(session, () => session.query('SELECT 1'), mayEnd);

test('a lost connection is reopened, and the query is sent again', async () => {
  const { open, opened } = fake(inTurn(lost, [{ one: 1 }]));
  const server = new Server('MySQL of puma', open, limits);

  expect(await ask(server, server.newSession())).toEqual([{ one: 1 }]);
  expect(opened()).toBe(2);
});

test('a server that stays unreachable is given up on, and every query to it fails with the original error', async () => {
  const { open, opened } = fake(inTurn(lost));
  const server = new Server('MySQL of puma', open, limits);

  await expect(ask(server, server.newSession())).rejects.toThrow(
    'MySQL of puma gave no usable answer: connection lost',
  );
  await expect(ask(server, server.newSession())).rejects.toThrow('connection lost');
  expect(opened(), 'one connection and two more tries').toBe(3);
});

test('a killed statement is retried a few times, or left to a caller that can send a smaller one', async () => {
  const server = new Server('MySQL of puma', fake(inTurn(killed, killed, [{ one: 1 }])).open, limits);
  expect(await ask(server, server.newSession())).toEqual([{ one: 1 }]);

  const never = new Server('MySQL of puma', fake(inTurn(killed)).open, limits);
  await expect(ask(never, never.newSession(), true)).rejects.toBeInstanceOf(Ended);
  await expect(ask(never, never.newSession())).rejects.toThrow('the statement was aborted 3 times: interrupted');
});

test('a statement that the server refuses for good is not retried', async () => {
  const refused = new Error('MySQL of puma refused: table is marked as crashed', { cause: { errno: 1194 } });
  const { open, asked } = fake(inTurn(refused));
  const server = new Server('MySQL of puma', open, limits);

  await expect(ask(server, server.newSession())).rejects.toBe(refused);
  expect(asked.filter((sql) => sql === 'SELECT 1')).toHaveLength(1);
});

test('the next query waits while other clients keep the server busy, and eventually the server is given up on', async () => {
  const busy = fake(inTurn([]), 32).open;
  const server = new Server('MySQL of deer', busy, limits);

  await expect(ask(server, server.newSession())).rejects.toThrow(
    'MySQL of deer gave no usable answer: it is too busy: MySQL of deer has 31 threads running for other clients, more than 25',
  );
  const patient = new Server('MySQL of deer', busy, { ...limits, threadsRunning: 31 });
  expect(await ask(patient, patient.newSession())).toEqual([]);
});

/** A server that works at each statement until it is told to end it. */
function endless(): { open: Opener; asked: string[] } {
  const working: ((cause: Error) => void)[] = [];
  return fake((sql) => {
    if (!sql.startsWith('KILL')) return new Promise((_resolve, reject) => working.push(reject));
    working.shift()?.(killed);
    return Promise.resolve([]);
  });
}

test('a statement that takes too long is also killed on the server', async () => {
  const { open, asked } = endless();

  await expect(new Session(open).query('SELECT 1', 1)).rejects.toThrow('it took longer than 0.001 s');
  expect(asked).toContain('KILL QUERY 1');
});

test('a request to stop kills the statement on the server, and no further queries are sent', async () => {
  const stop = new AbortController();
  const { open, asked } = endless();
  const server = new Server('MySQL of puma', open, limits, stop.signal);
  const session = server.newSession();
  const answer = ask(server, session);
  await expect.poll(() => asked).toContain('SELECT 1');
  stop.abort(new Error('stopped by hand'));

  await expect(answer).rejects.toThrow('stopped by hand');
  expect(asked).toContain('KILL QUERY 1');
  await expect(ask(server, session)).rejects.toThrow('stopped by hand');
});
