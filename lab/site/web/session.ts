import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync } from 'node:fs';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A failed form's memo for the page that shows it again. */
export type Memory = { readonly errors: readonly string[]; readonly values: Readonly<Record<string, string>> };

export type SessionData = {
  IdMember?: number;
  /** Language code. */
  lang?: string;
  /** posthandler_callback_id -> name of the callback; the oldest are forgotten. */
  callbacks?: Record<string, string>;
  /** Names of the callbacks whose constant token a form of this session carried. */
  oldCallbacks?: string[];
  memory?: Record<string, Memory>;
  /** Values of the signup wizard. */
  signup?: Record<string, string>;
  /** Anything else a module keeps. */
  values?: Record<string, string>;
};

export type Session = {
  id: string;
  data: SessionData;
  /** A new id for the same data, at login: an id that someone else has seen is then worthless. */
  renew(): void;
};

/** 27 characters, as PHP makes them from SHA-1 with 6 bits a character. */
const newId = (): string => randomBytes(21).toString('base64').replace(/\+/g, ',').replace(/\//g, '-').slice(0, 27);
const ID = /^[a-zA-Z0-9,-]{27}$/;

/** Sessions as files in a folder, so that a restart keeps them. Requests of one session wait for each other, as in PHP. */
export class SessionStore {
  readonly #folder: string;
  readonly #queues = new Map<string, Promise<unknown>>();

  constructor(folder: string) {
    mkdirSync(folder, { recursive: true });
    chmodSync(folder, 0o700);
    this.#folder = folder;
  }

  /** Runs `work` with the session of that id, or with a new one; stores what changed. */
  async within<Result>(asked: string | undefined, work: (session: Session) => Promise<Result>): Promise<Result> {
    const id = asked !== undefined && ID.test(asked) ? asked : newId();
    const before = this.#queues.get(id) ?? Promise.resolve();
    const turn = before.catch(() => undefined).then(() => this.#run(id, work));
    this.#queues.set(id, turn);
    try {
      return await turn;
    } finally {
      if (this.#queues.get(id) === turn) this.#queues.delete(id);
    }
  }

  async #run<Result>(id: string, work: (session: Session) => Promise<Result>): Promise<Result> {
    const stored = await readFile(join(this.#folder, id), 'utf8').catch(() => '{}');
    const session: Session = { id, data: JSON.parse(stored) as SessionData, renew: () => (session.id = newId()) };
    try {
      return await work(session);
    } finally {
      const now = JSON.stringify(session.data);
      if (session.id !== id || now !== stored) {
        // Renamed into place: a reader never sees half a file.
        await writeFile(join(this.#folder, `${session.id}.new`), now, { mode: 0o600 });
        await rename(join(this.#folder, `${session.id}.new`), join(this.#folder, session.id));
      }
      if (session.id !== id) await rm(join(this.#folder, id), { force: true });
    }
  }
}
