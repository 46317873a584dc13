import type { LogLine } from './logs.js';

/** A mail that Postfix has handed on, by its log. */
export type Delivery = {
  readonly at: number | undefined;
  readonly messageId: string;
  /** Sender of the envelope; empty for what a mail server says of itself. */
  readonly from: string;
  readonly to: string;
  /** Whom it was handed to; `local` for a mailbox of the host itself. */
  readonly relay: string;
};

/** postfix(1): `postfix/smtp[12]: 4F0C3A: to=<a@b>, relay=mx[1.2.3.4]:25, ..., status=sent (250 ok)`. */
const LINE = /\bpostfix\/[\w/-]+\[\d+\]: ([0-9A-Za-z]{6,}): (.*)$/;

/** Mails of a log that were delivered, one entry for each of their recipients. Lines of one mail share its queue id. */
export function parseDeliveries(lines: readonly LogLine[]): Delivery[] {
  const mails = new Map<string, { messageId: string; from: string }>();
  const found: Delivery[] = [];
  for (const { text, at } of lines) {
    const [, id, words = ''] = LINE.exec(text) ?? [];
    if (id === undefined) continue;
    const known = mails.get(id) ?? { messageId: '', from: '' };
    const messageId = /^message-id=(\S+)/.exec(words)?.[1] ?? known.messageId;
    const from = /^from=<([^>]*)>/.exec(words)?.[1] ?? known.from;
    mails.set(id, { messageId, from });
    const [, to, relay] = /^to=<([^>]*)>.*\brelay=([^,]+),.*\bstatus=sent\b/.exec(words) ?? [];
    if (to !== undefined && relay !== undefined) found.push({ at, messageId, from, to, relay });
  }
  return found;
}

/** Mails that one person got more than once, in words. A mail without an id cannot be told from another. */
export function sentTwice(deliveries: readonly (Delivery & { readonly host: string })[]): string[] {
  const hosts = new Map<string, string[]>();
  for (const { messageId, to, relay, host } of deliveries) {
    if (messageId === '' || relay === 'local') continue;
    const key = `${messageId} to ${to}`;
    hosts.set(key, [...(hosts.get(key) ?? []), host]);
  }
  return [...hosts].filter(([, by]) => by.length > 1).map(([key, by]) => `${key}: ${by.join(', ')}`);
}
