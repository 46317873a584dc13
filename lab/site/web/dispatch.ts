import { appendFile } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import type { Config } from './config.js';
import type { Callbacks, Context, Handler, Reply, Routes } from './context.js';
import type { Database } from './database.js';
import { readBody } from './body.js';
import { postedCallback } from './callbacks.js';
import { chooseLanguage } from './language.js';
import { addressAsNumber } from './log.js';
import { memberById } from './members.js';
import type { Session, SessionStore } from './session.js';
import type { Words } from './words.js';

export type Site = {
  readonly config: Config;
  readonly db: Database;
  readonly words: () => Promise<Words>;
  readonly sessions: SessionStore;
  readonly routes: Routes;
  readonly callbacks: Callbacks;
};

const header = (request: IncomingMessage, name: string): string => {
  const value = request.headers[name];
  return Array.isArray(value) ? value.join(', ') : (value ?? '');
};

const decode = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

/** The address that Apache talked to: it appends it to whatever the visitor claims. Without Apache, the socket's. */
const addressOf = (request: IncomingMessage): string =>
  header(request, 'x-forwarded-for').split(',').at(-1)?.trim() || (request.socket.remoteAddress ?? '');

const cookie = (request: IncomingMessage, name: string): string | undefined =>
  header(request, 'cookie')
    .split(/;\s*/)
    .map((pair) => pair.split('='))
    .find(([key]) => key === name)?.[1];

/** The apology page for any uncaught error: status 200, details in htdocs/exception.log. */
async function apology(site: Site, request: IncomingMessage, cause: unknown): Promise<Reply> {
  const details = cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
  const entry = `${new Date().toISOString()} ${request.method ?? ''} ${request.url ?? ''}\n${details}\n\n`;
  await appendFile(join(site.config.root, 'htdocs', 'exception.log'), entry).catch(() => {
    process.stderr.write(entry);
  });
  const body = `<h1>Sorry :(</h1>
<p>Something went wrong here that should not have. The volunteers of the site can look it up in their log.</p>
<p>Please try it again in a moment, or tell us what you were doing.</p>`;
  return { status: 200, headers: { 'Content-Type': 'text/html;charset="utf-8"' }, body };
}

/** Who is on the site right now: each page writes it down, for guests by address. */
async function noteVisit(context: Context): Promise<void> {
  const { db, member, rawPath, userAgent } = context;
  if (member) {
    await db.write('DELETE FROM guestsonline WHERE IpGuest = ?', [addressAsNumber(context.address)]);
    await db.write('REPLACE INTO online (IdMember, appearance, lastactivity, Status) VALUES (?, ?, ?, ?)', [
      member.id,
      member.username,
      rawPath.slice(0, 250),
      member.status,
    ]);
  } else {
    await db.write('REPLACE INTO guestsonline (IpGuest, appearance, lastactivity) VALUES (?, ?, ?)', [
      addressAsNumber(context.address),
      userAgent.slice(0, 250),
      rawPath.slice(0, 250),
    ]);
  }
}

function routeOf(routes: Routes, path: readonly string[]): Handler {
  for (let length = path.length; length > 0; length--) {
    const handler = routes[path.slice(0, length).join('/')];
    if (handler) return handler;
  }
  const start = routes[''];
  if (!start) throw new Error('no start page among the routes');
  // There is no 404: an unknown first word is the start page.
  return start;
}

async function inSession(site: Site, request: IncomingMessage, session: Session): Promise<Reply> {
  const { form, files } = await readBody(request);
  const [pathname = '/', ...search] = (request.url ?? '/').split('?');
  const rawPath = pathname.replace(/^\/+/, '');
  const words = await site.words();
  const idMember = session.data.IdMember;
  const context: Context = {
    config: site.config,
    db: site.db,
    method: request.method ?? 'GET',
    path: rawPath
      .split('/')
      .filter((part) => part !== '')
      .map(decode),
    rawPath,
    query: new URLSearchParams(search.join('?')),
    form,
    files,
    https: header(request, 'x-forwarded-proto') === 'https',
    host: header(request, 'host'),
    address: addressOf(request),
    userAgent: header(request, 'user-agent'),
    session,
    member: idMember === undefined ? null : ((await memberById(site, idMember)) ?? null),
    language: chooseLanguage(words, session.data, cookie(request, 'LastLang'), header(request, 'accept-language')),
    words,
    usedWords: new Set(),
  };
  await noteVisit(context);
  const posted = postedCallback(context);
  const callback = posted === undefined ? undefined : site.callbacks[posted];
  const reply = await (callback ?? routeOf(site.routes, context.path))(context);
  if (words.countUse) for (const code of context.usedWords) await site.db.write('CALL IncWordUse(?)', [code]);
  return reply;
}

/** Answers one request, whatever happens: a page, a redirect, or the apology. */
export async function answerTo(site: Site, request: IncomingMessage): Promise<Reply> {
  const { sessionName } = site.config;
  const sent = cookie(request, sessionName);
  let id: string | undefined;
  const reply = await site.sessions
    .within(sent, async (session) => {
      try {
        return await inSession(site, request, session);
      } catch (cause) {
        return await apology(site, request, cause);
      } finally {
        id = session.id;
      }
    })
    .catch((cause: unknown) => apology(site, request, cause));
  if (id === undefined || id === sent) return reply;
  return { ...reply, headers: { ...reply.headers, 'Set-Cookie': `${sessionName}=${id}; path=/` } };
}
