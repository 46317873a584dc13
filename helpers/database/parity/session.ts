import type { Database } from '../database.js';
import { NoAnswer, errorMessage } from '../../core/no-answer.js';

/** Opens one more connection to a server, made ready for reading: times in UTC, no sql_mode. */
export type Opener = () => Promise<Pick<Database, 'query' | 'close'>>;
type Connection = Awaited<ReturnType<Opener>>;

/** Killed (1317, or 1927 with its connection), too long for the server (1969, 3024), no lock in time (1205), a deadlock (1213). */
const ENDED = [1317, 1927, 1969, 3024, 1205, 1213];
/** A server that was asked to end a statement does so in a moment; then the connection is of no use. */
const GRACE_MS = 5_000;

/** A statement was ended before its answer. A smaller one may get through. */
export class Ended extends Error {
  override readonly name = 'Ended';
}

/**
 * A connection to one server that is opened when it is needed, and again after it was lost. Statements are bounded, and
 * ended on the server itself when the bound is over or somebody asks to stop: a server goes on with what nobody waits for.
 */
export class Session {
  readonly #open: Opener;
  readonly #signal: AbortSignal | undefined;
  #connection: { readonly link: Connection; readonly id: string } | undefined;
  /** A statement is under way. */
  #isBusy = false;
  /** Ends it. */
  #end: (reason: Error) => void = () => undefined;

  constructor(open: Opener, signal?: AbortSignal) {
    this.#open = open;
    this.#signal = signal;
  }

  get isBusy(): boolean {
    return this.#isBusy;
  }

  /**
   * @param boundMs long: a range is cut to take a second, and a machine under load is slow with everything
   * @throws {NoAnswer} when the connection is lost, or cannot be opened
   * @throws {Ended} when the statement was ended
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

  /** Ends the statement that is under way. */
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

  /** Everybody may end statements of their own account. Where that fails the connection is given up. */
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
