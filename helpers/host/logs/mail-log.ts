import type { Host } from '../../../targets/schema.js';
import { NoAnswer } from '../../core/no-answer.js';
import { hostLabel } from '../../ssh/ssh.js';
import { readMailLine, type Delivery } from './mail-log-lines.js';
import type { LogLine } from './logs.js';

/**
 * Delivered messages in a log, one entry for each of their recipients. Lines about one message share its queue id.
 * @returns `unread`: lines about a delivery in an unknown format
 */
export function parseMailLog(lines: readonly LogLine[]): { deliveries: Delivery[]; unread: string[] } {
  const mails = new Map<string, { messageId: string; from: string }>();
  const deliveries: Delivery[] = [];
  const unread: string[] = [];
  for (const { text, at } of lines) {
    const line = readMailLine(text);
    if (line === 'unread') unread.push(text);
    if (typeof line === 'string') continue;
    const { queueId, messageId, from, delivered } = line;
    const known = mails.get(queueId) ?? { messageId: '', from: '' };
    const mail = { messageId: messageId ?? known.messageId, from: from ?? known.from };
    mails.set(queueId, mail);
    for (const to of delivered?.to ?? []) {
      const { relay, via, nextId } = delivered ?? { relay: '', via: 'out', nextId: '' };
      deliveries.push({ at, ...mail, to, relay, via, queueId, nextId });
    }
  }
  return { deliveries, unread };
}

/**
 * Messages that a host has delivered since a moment; earlier log lines about them count.
 * @throws {NoAnswer} when the log records deliveries in an unknown format
 */
export function deliveriesSince(lines: readonly LogLine[], moment: number, host: Host): Delivery[] {
  const { deliveries, unread } = parseMailLog(lines);
  const [first] = unread;
  if (first !== undefined)
    throw new NoAnswer(
      'which mail it has delivered',
      hostLabel(host),
      `a line of its mail log cannot be parsed: ${first}`,
    );
  return deliveries.filter(({ at }) => at === undefined || at >= moment);
}

/** The deliveries by which a message left its host; a filter on the host that hands it back does not count. */
export const outgoing = <D extends Delivery & { readonly host: string }>(deliveries: readonly D[]): D[] =>
  deliveries.filter(
    ({ via, nextId, queueId, messageId, host }) =>
      via === 'out' ||
      (via === 'loopback' &&
        !deliveries.some(
          (other) =>
            other.host === host &&
            other.queueId !== queueId &&
            (other.queueId === nextId || (messageId !== '' && other.via === 'out' && other.messageId === messageId)),
        )),
  );

/**
 * Messages that one person received more than once, in words.
 * @returns `unsure`: messages without an id that cannot be distinguished, with the same sender and recipient
 */
export function sentTwice(deliveries: readonly (Delivery & { readonly host: string })[]): {
  twice: string[];
  unsure: string[];
} {
  const servers = new Set(deliveries.map(({ queueId }) => queueId));
  const hosts = new Map<string, string[]>();
  for (const { messageId, from, to, host, nextId } of outgoing(deliveries)) {
    // One host may pass its mail to the other, which sends it on.
    if (servers.has(nextId)) continue;
    const key = `${messageId === '' ? `no id, from ${from}` : messageId} to ${to}`;
    hosts.set(key, [...(hosts.get(key) ?? []), host]);
  }
  const found = [...hosts].filter(([, by]) => by.length > 1).map(([key, by]) => `${key}: ${by.join(', ')}`);
  const isUnsure = (line: string): boolean => line.startsWith('no id, ');
  return { twice: found.filter((line) => !isUnsure(line)), unsure: found.filter(isUnsure) };
}
