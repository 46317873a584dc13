import { randomBytes } from 'node:crypto';

/**
 * One received message in MailHog's shape. Strings contain bytes (latin1) until they become JSON, like Go's strings: so
 * /download can return every byte, while JSON loses those that are not UTF-8, as with the real one.
 */
export type Message = {
  ID: string;
  From: Path;
  To: Path[];
  Content: Content;
  Created: string;
  MIME: { Parts: Content[] } | null;
  Raw: Envelope;
};

export type Envelope = { From: string; To: string[]; Data: string; Helo: string };
type Path = { Relays: string[] | null; Mailbox: string; Domain: string; Params: string };
type Content = { Headers: Record<string, string[]>; Body: string; Size: number; MIME: { Parts: Content[] } | null };

/** @param raw `Data` without the line break before the final dot */
export function toMessage(raw: Envelope, hostname: string, now = new Date()): Message {
  const id = `${randomBytes(32).toString('base64').replaceAll('+', '-').replaceAll('/', '_')}@${hostname}`;
  const { MIME, ...content } = contentOf(raw.Data);
  const headers = content.Headers;
  if (keyOf(headers, 'message-id') === undefined) headers['Message-ID'] = [id];
  const received = `from ${raw.Helo} by ${hostname} (MailHog)\r\n          id ${id}; ${rfc1123z(now)}`;
  append(headers, keyOf(headers, 'received') ?? 'Received', received);
  append(headers, keyOf(headers, 'return-path') ?? 'Return-Path', `<${raw.From}>`);
  return {
    ID: id,
    From: pathOf(raw.From),
    To: raw.To.map(pathOf),
    // The outer parts are listed once, at the message.
    Content: { ...content, MIME: null },
    Created: now.toISOString(),
    MIME,
    Raw: raw,
  };
}

/** JSON as Go writes it: each byte that is not part of UTF-8 becomes U+FFFD. */
export function toJson(value: unknown): string {
  const json = JSON.stringify(value, (_key, part: unknown) => (typeof part === 'string' ? readable(part) : part));
  return json.replace(/[<>&\u2028\u2029]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** If a header occurs twice, MailHog keeps only the last value; it joins folded lines without a space. */
function contentOf(data: string): Content {
  const gap = data.indexOf('\r\n\r\n');
  const Headers: Record<string, string[]> = {};
  let last = '';
  for (const line of gap === -1 ? [] : data.slice(0, gap).split('\r\n')) {
    const colon = line.indexOf(': ');
    if (last !== '' && /^[ \t]/.test(line)) {
      Headers[last] = [(Headers[last]?.[0] ?? '') + line];
    } else if (colon !== -1) {
      last = line.slice(0, colon);
      Headers[last] = [line.slice(colon + 2)];
    }
  }
  const Body = gap === -1 ? data : data.slice(gap + 4);
  return { Headers, Body, Size: data.length, MIME: partsOf(Headers, Body) };
}

/** The piece after the closing boundary counts as a part too, `--`. */
function partsOf(headers: Record<string, string[]>, body: string): Content['MIME'] {
  const type = headers['Content-Type']?.[0] ?? '';
  if (!type.startsWith('multipart/')) return null;
  const boundary = /;\s*boundary=(?:"([^"]*)"|([^\s;]+))/i.exec(type);
  const pieces = boundary ? body.split(`--${boundary[1] ?? boundary[2] ?? ''}`).filter((piece) => piece !== '') : [];
  return { Parts: pieces.map((piece) => contentOf(piece.replace(/^[\r\n]+|[\r\n]+$/g, ''))) };
}

/** RFC 5321 path, with its long obsolete source route. */
function pathOf(path: string): Path {
  const colon = path.indexOf(':');
  const email = path.slice(colon + 1);
  const at = email.indexOf('@');
  return {
    Relays: colon === -1 ? null : path.slice(0, colon).split(','),
    Mailbox: at === -1 ? email : email.slice(0, at),
    Domain: at === -1 ? '' : email.slice(at + 1),
    Params: '',
  };
}

const keyOf = (headers: object, lower: string): string | undefined =>
  Object.keys(headers).find((key) => key.toLowerCase() === lower);

const append = (headers: Record<string, string[]>, key: string, value: string): void => {
  headers[key] = [...(headers[key] ?? []), value];
};

const rfc1123z = (date: Date): string => date.toUTCString().replace('GMT', '+0000');

const UTF8 =
  /[\xc2-\xdf][\x80-\xbf]|\xe0[\xa0-\xbf][\x80-\xbf]|[\xe1-\xec\xee\xef][\x80-\xbf]{2}|\xed[\x80-\x9f][\x80-\xbf]|\xf0[\x90-\xbf][\x80-\xbf]{2}|[\xf1-\xf3][\x80-\xbf]{3}|\xf4[\x80-\x8f][\x80-\xbf]{2}|[\x80-\xff]/g;

const readable = (bytes: string): string =>
  bytes.replace(UTF8, (match) => (match.length === 1 ? '\ufffd' : Buffer.from(match, 'latin1').toString()));
