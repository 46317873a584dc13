import { setTimeout as wait } from 'node:timers/promises';
import { NoAnswer, errorMessage } from '../../core/no-answer.js';
import { Ended, Session, type Opener } from './session.js';

export type Limits = {
  /** Maximum number of threads that other clients may have running on a server; we wait while there are more. */
  readonly threadsRunning: number;
  /** Pauses before a lost server is asked again; after the last one, we give up. */
  readonly retryMs: readonly number[];
  /** Pause before a server that is too busy is checked again, and how often. */
  readonly calmMs: number;
  readonly calmTries: number;
};

export const LIMITS: Limits = {
  threadsRunning: 25,
  retryMs: [500, 1_000, 2_000, 4_000, 8_000, 15_000, 30_000],
  calmMs: 2_000,
  calmTries: 300,
};

/** How often an aborted statement is retried if it cannot be made smaller. */
const MOST_ENDED = 3;
/** How long a calm server is assumed to stay calm. */
const CALM_FOR_MS = 500;

/** One of the two compared servers: its connections, and how its loss and its load are handled. */
export class Server {
  readonly name: string;
  readonly #open: Opener;
  readonly #limits: Limits;
  readonly #signal: AbortSignal | undefined;
  readonly #sessions: Session[] = [];
  #gone: NoAnswer | undefined;
  #calmSince = -Infinity;
  /** Why it is not being queried at the moment, in words. */
  waits: string | undefined;

  constructor(name: string, open: Opener, limits: Limits, signal?: AbortSignal) {
    this.name = name;
    this.#open = open;
    this.#limits = limits;
    this.#signal = signal;
    signal?.addEventListener('abort', () => {
      for (const session of this.#sessions) session.stop();
    });
  }

  newSession(): Session {
    const session = new Session(this.#open, this.#signal);
    this.#sessions.push(session);
    return session;
  }

  close(): void {
    for (const session of this.#sessions) session.close();
  }

  /**
   * Asks when the server is calm enough, and retries while it is briefly unavailable.
   * @param mayEnd an aborted statement is not retried: the caller has a smaller one
   * @throws {NoAnswer} when the server stays unavailable or too busy, or aborts a statement repeatedly
   * @throws {Ended} with `mayEnd`
   */
  async ask<T>(session: Session, question: () => Promise<T>, mayEnd = false): Promise<T> {
    const pauses = [...this.#limits.retryMs];
    for (let ended = 1; ;) {
      if (this.#gone !== undefined) throw this.#gone;
      try {
        await this.#beCalm(session);
        const answer = await question();
        this.waits = undefined;
        return answer;
      } catch (cause) {
        this.#signal?.throwIfAborted();
        if (cause instanceof Ended) {
          if (mayEnd) throw cause;
          if (ended === MOST_ENDED)
            throw new NoAnswer('its rows', this.name, `the statement was aborted ${ended} times: ${cause.message}`, {
              cause,
            });
          ended += 1;
        } else if (cause instanceof NoAnswer && !(cause instanceof TooBusy)) {
          const pause = pauses.shift();
          if (pause === undefined) {
            this.#gone = cause;
            throw cause;
          }
          this.waits = `${this.name} is unavailable: ${errorMessage(cause).split('\n')[0] ?? ''}`;
          await wait(pause, undefined, { signal: this.#signal });
        } else throw cause;
      }
    }
  }

  async #beCalm(session: Session): Promise<void> {
    if (performance.now() - this.#calmSince < CALM_FOR_MS) return;
    for (let tries = this.#limits.calmTries; ; tries -= 1) {
      const [row] = await session.query<{ Value: string }>("SHOW GLOBAL STATUS LIKE 'Threads_running'");
      // Threads that run for us, including this query, are no reason to wait.
      const others = Number(row?.Value) - 1 - this.#sessions.filter(({ isBusy }) => isBusy).length;
      if (others <= this.#limits.threadsRunning) break;
      this.waits = `${this.name} has ${others} threads running for other clients, more than ${this.#limits.threadsRunning}`;
      if (tries === 0) throw new TooBusy('its rows', this.name, `it is too busy: ${this.waits}`);
      await wait(this.#limits.calmMs, undefined, { signal: this.#signal });
    }
    this.waits = undefined;
    this.#calmSince = performance.now();
  }
}

class TooBusy extends NoAnswer {}

/** A connection to each of the two servers, which are asked at the same time. */
export class Lane {
  readonly #servers: readonly [Server, Server];
  readonly #sessions: readonly [Session, Session];

  constructor(old: Server, now: Server) {
    this.#servers = [old, now];
    this.#sessions = [old.newSession(), now.newSession()];
  }

  /** The answers of the old server and the new one. */
  async both<T>(question: (session: Session) => Promise<T>, mayEnd = false): Promise<[T, T]> {
    // If one server fails, the other's pending answer would arrive as the answer to the next query.
    const [old, now] = await Promise.allSettled([this.#ask(0, question, mayEnd), this.#ask(1, question, mayEnd)]);
    if (old.status === 'rejected') throw old.reason;
    if (now.status === 'rejected') throw now.reason;
    return [old.value, now.value];
  }

  old<T>(question: (session: Session) => Promise<T>): Promise<T> {
    return this.#ask(0, question, false);
  }

  #ask<T>(which: 0 | 1, question: (session: Session) => Promise<T>, mayEnd: boolean): Promise<T> {
    const session = this.#sessions[which];
    return this.#servers[which].ask(session, () => question(session), mayEnd);
  }
}
