import type { IncomingMessage, ServerResponse } from 'node:http';
import { toJson, type Message } from './message.js';

/** Oldest first. */
export type Store = Map<string, Message>;

/**
 * The part of MailHog's HTTP API that its clients use: v2 list and search, v1 list, one message, download, and delete.
 * Statuses, types, and oddities are those of the real one (tests/self/captures/mailhog.json).
 */
export function answer(store: Store, request: IncomingMessage, response: ServerResponse): void {
  const url = new URL(request.url ?? '/', 'http://mailhog');
  const [, id = ''] = /^\/api\/v1\/messages\/([^/]+)/.exec(url.pathname) ?? [];
  const route = `${request.method ?? ''} ${id === '' ? url.pathname : url.pathname.replace(id, 'ID')}`;
  const message = store.get(decodeURIComponent(id));

  switch (route) {
    case 'GET /api/v2/messages':
      send(response, 'text/json', page([...store.values()].reverse(), url));
      break;
    case 'GET /api/v2/search':
      search(store, url, response);
      break;
    case 'GET /api/v1/messages':
      send(response, 'text/json', [...store.values()].reverse());
      break;
    case 'GET /api/v1/messages/ID':
      send(response, 'text/json', message ?? null);
      break;
    case 'GET /api/v1/messages/ID/download':
      // The real one crashes on the missing message; its client sees the connection end.
      if (message === undefined) request.socket.destroy();
      else sendDownload(response, message);
      break;
    case 'DELETE /api/v1/messages':
      store.clear();
      send(response, 'text/json');
      break;
    case 'DELETE /api/v1/messages/ID':
      response.statusCode = store.delete(decodeURIComponent(id)) ? 200 : 500;
      send(response, 'text/json');
      break;
    default:
      response.writeHead(404, { 'content-type': 'text/plain; charset=utf-8' }).end('404 page not found\n');
  }
}

function search(store: Store, url: URL, response: ServerResponse): void {
  const kind = url.searchParams.get('kind') ?? '';
  const query = url.searchParams.get('query') ?? '';
  const places = PLACES[kind];
  if (places === undefined || query === '') {
    response.writeHead(400).end();
    return;
  }
  const wanted = lower(Buffer.from(query).toString('latin1'));
  const found = [...store.values()].reverse().filter((mail) => places(mail).some((it) => lower(it).includes(wanted)));
  send(response, 'application/json', page(found, url));
}

/** Where each kind of search looks: in the data as received, still encoded. */
const PLACES: Readonly<Record<string, (mail: Message) => string[]>> = {
  from: (mail) => [`${mail.From.Mailbox}@${mail.From.Domain}`, ...(mail.Content.Headers['From'] ?? [])],
  to: (mail) => [...mail.To.map((to) => `${to.Mailbox}@${to.Domain}`), ...(mail.Content.Headers['To'] ?? [])],
  containing: (mail) => [mail.Content.Body, ...Object.values(mail.Content.Headers).flat()],
};

/** 50 at a time by default, never more than 250. */
function page(mails: Message[], url: URL): object {
  const start = positive(url, 'start') ?? 0;
  const items = mails.slice(start, start + Math.min(positive(url, 'limit') ?? 50, 250));
  return { total: mails.length, count: items.length, start, items };
}

function positive(url: URL, name: string): number | undefined {
  const text = url.searchParams.get(name) ?? '';
  return /^\+?\d+$/.test(text) && Number(text) > 0 ? Number(text) : undefined;
}

function send(response: ServerResponse, type: string, value?: unknown): void {
  response.setHeader('content-type', type);
  response.end(value === undefined ? '' : toJson(value));
}

function sendDownload(response: ServerResponse, mail: Message): void {
  const headers = Object.entries(mail.Content.Headers).flatMap(([key, all]) => all.map((it) => `${key}: ${it}\r\n`));
  response.setHeader('content-type', 'message/rfc822');
  response.setHeader('content-disposition', `attachment; filename="${mail.ID}.eml"`);
  response.end(Buffer.from(`${headers.join('')}\r\n${mail.Content.Body}`, 'latin1'));
}

/** ASCII only: higher bytes are not characters yet. */
const lower = (bytes: string): string => bytes.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
