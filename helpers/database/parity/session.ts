import type { Database } from '../database.js';
import { NoAnswer, errorMessage } from '../../core/no-answer.js';

/** Opens one more connection to a server, prepared for reading: times in UTC, no sql_mode. */
export type Opener = () => Promise<Pick<Database, 'query' | 'close'>>;
type Connection = Awaited<ReturnType<Opener>>;

/** Killed (1317, or 1927 with its connection), too long for the server (1969, 3024), no lock in time (1205), a deadlock (1213). */
const ENDED = [1317, 1927, 1969, 3024, 1205, 1213];
/** A server aborts a statement within moments of being asked; otherwise the connection is useless. */
const GRACE_MS = 5_000;

/** A statement was aborted before its answer. A smaller one may succeed. */
export class Ended extends Error {
  override readonly name = 'Ended';
}

/**
 * A connection to one server that is opened on demand, and reopened after a loss. Statements have a time limit, and are
 * aborted on the server itself when time is up or someone asks to stop: a server keeps running a statement that no one waits for.
 */
export class Session {
  readonly #open: Opener;
  readonly #signal: AbortSignal | undefined;
  #connection: { readonly link: Connection; readonly id: string } | undefined;
  /** A statement is running. */
  #isBusy = false;
  /** Aborts it. */
  #end: (reason: Error) => void = () => undefined;

  constructor(open: Opener, signal?: AbortSignal) {
    this.#open = open;
    this.#signal = signal;
  }

  get isBusy(): boolean {
    return this.#isBusy;
  }

  /**
   * @param boundMs generous: a range is sized to take a second, and a machine under load is slow at everything
   * @throws {NoAnswer} when the connection is lost, or cannot be opened
   * @throws {Ended} when the statement was aborted
   */
  async query<R extends object>(sql: string, boundMs = 120_000): Promise<R[]> {
    this.#signal?.throwIfAborted();
    this.#connection ??= await this.#connect();
    this.#signal?.throwIfAborted();
    const { link, id } = this.#connection;
    let why: Error | undefined;
    const given = new Promise<never>((_resolve, reject) => {
      this.#end = (reason) => {
        why ??= reason;
        void this.#kill(id).then(() => setTimeout(reject, GRACE_MS, reason).unref());
      };
    });
    given.catch(() => undefined);
    const bound = setTimeout(() => {
      this.#end(new Ended(`it took longer than ${boundMs / 1000} s`));
    }, boundMs);
    this.#isBusy = true;
    try {
      return await Promise.race([link.query<R>(sql), given]);
    } catch (cause) {
      if (cause instanceof NoAnswer || cause === why || errnoOf(cause) === 1927) this.close();
      if (why !== undefined) throw why;
      throw ENDED.includes(errnoOf(cause)) ? new Ended(errorMessage(cause), { cause }) : cause;
    } finally {
      this.#isBusy = false;
      clearTimeout(bound);
    }
  }

  /** Aborts the running statement. */
  stop(): void {
    const reason: unknown = this.#signal?.reason;
    if (this.#isBusy) this.#end(reason instanceof Error ? reason : new Error('stopped'));
  }

  close(): void {
    this.#connection?.link.close();
    this.#connection = undefined;
  }

  async #connect(): Promise<{ link: Connection; id: string }> {
    const link = await this.#open();
    const [row] = await link.query<{ id: string }>('SELECT CAST(CONNECTION_ID() AS CHAR) AS id');
    return { link, id: row?.id ?? '0' };
  }

  /** Every account may abort its own statements. If that fails, the connection is given up. */
  async #kill(id: string): Promise<void> {
    try {
      const helper = await this.#open();
      await helper.query(`KILL QUERY ${id}`);
      helper.close();
    } catch {
      this.close();
    }
  }
}

const errnoOf = (cause: unknown): number => {
  const { errno } = ((cause as Error).cause ?? {}) as { errno?: number };
  return errno ?? 0;
};
