import type { Config } from './config.js';
import type { Database } from './database.js';
import type { Memory, Session } from './session.js';
import type { Upload } from './body.js';
import type { Language, Words } from './words.js';

export type Member = {
  /** members.id */
  readonly id: number;
  /** user.id, the one of forum authors, gallery and blog tables. */
  readonly userId: number;
  readonly username: string;
  readonly status: string;
};

/** Everything about one request; handed to every route and callback. */
export type Context = {
  readonly config: Config;
  readonly db: Database;
  readonly method: string;
  /** The words of the path, decoded: /members/alice/comments is ['members', 'alice', 'comments']. */
  readonly path: readonly string[];
  /** The path as it was asked for, without the leading slash and the query. */
  readonly rawPath: string;
  readonly query: URLSearchParams;
  readonly form: URLSearchParams;
  readonly files: readonly Upload[];
  readonly https: boolean;
  /** Host header. */
  readonly host: string;
  /** Address of the visitor, as Apache saw it. */
  readonly address: string;
  readonly userAgent: string;
  readonly session: Session;
  /** Who is logged in; renewed by login and logout. */
  member: Member | null;
  language: Language;
  readonly words: Words;
  /** Codes of the texts this page used, for the statistics of words. */
  readonly usedWords: Set<string>;
};

export type Reply = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
};

export type Handler = (context: Context) => Promise<Reply>;
/** First words of the path -> who answers. The longest match wins: 'bw/lostpassword.php' before 'bw'. */
export type Routes = Readonly<Record<string, Handler>>;
/** Name of a form's callback (`SignupController::signupFormCallback`) -> what happens when that form is posted. */
export type Callbacks = Readonly<Record<string, Handler>>;

/** A text of the interface in the visitor's language. It is plain text: the template escapes it. */
export function word(context: Context, code: string, ...args: (string | number)[]): string {
  context.usedWords.add(code);
  return context.words.text(code, context.language, ...args);
}

/** The base of every link of this page. */
export const baseOf = (context: Context): string =>
  context.https ? context.config.baseuriHttps : context.config.baseuri;

const NO_CACHE = { 'Cache-Control': 'no-store, no-cache, must-revalidate', Pragma: 'no-cache' };

/** 302 to a path of the site: always the public http name, as the real one does. */
export const redirect = (context: Context, path: string, status = 302): Reply => ({
  status,
  headers: { ...NO_CACHE, Location: context.config.baseuri + path.replace(/^\//, '') },
  body: '',
});

/** As `redirect`, with the session id behind it: what the forum's old forms answer. */
export const redirectWithSession = (context: Context, path: string): Reply =>
  redirect(context, `${path}?${context.config.sessionName}=${context.session.id}`);

export const htmlReply = (body: string): Reply => ({
  status: 200,
  headers: { ...NO_CACHE, 'Content-Type': 'text/html;charset="utf-8"' },
  body,
});

export const reply = (type: string, body: string | Buffer, headers: Record<string, string> = {}): Reply => ({
  status: 200,
  headers: { 'Content-Type': type, ...headers },
  body,
});

/** Keeps errors and values of a failed form until the page that shows it again asks for them. */
export function remember(context: Context, form: string, memory: Memory): void {
  (context.session.data.memory ??= {})[form] = memory;
}

/** The memo that `remember` kept, once. */
export function recall(context: Context, form: string): Memory | undefined {
  const memory = context.session.data.memory?.[form];
  if (memory !== undefined && context.session.data.memory) {
    context.session.data.memory = Object.fromEntries(
      Object.entries(context.session.data.memory).filter(([name]) => name !== form),
    );
  }
  return memory;
}

export const valuesOf = (form: URLSearchParams): Record<string, string> => Object.fromEntries(form);
