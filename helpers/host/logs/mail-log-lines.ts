import { isLoopback } from '../../core/address.js';

/** A message that a mail server has passed on to one recipient, according to its log. */
export type Delivery = {
  readonly at: number | undefined;
  /** In angle brackets; empty if the message has none or the log does not record it. */
  readonly messageId: string;
  /** Sender of the envelope; empty for a mail server's own notices. */
  readonly from: string;
  readonly to: string;
  /** The recipient to which it was passed. */
  readonly relay: string;
  /** local: to a mailbox or a program on the host; loopback: to another server on the host, such as a filter. */
  readonly via: 'out' | 'loopback' | 'local';
  /** The server's own id for the message, and the id with which the next server answered. */
  readonly queueId: string;
  readonly nextId: string;
};

/** A mail server's line about a message. */
export type MailLine = {
  readonly queueId: string;
  readonly messageId?: string | undefined;
  readonly from?: string | undefined;
  readonly delivered?: (Pick<Delivery, 'relay' | 'via' | 'nextId'> & { readonly to: readonly string[] }) | undefined;
};

/**
 * Reads a line of a mail log, its time removed: from Postfix under any name, sendmail, or Exim.
 * @returns `other`: not about a delivery; `unread`: apparently about one, but in an unknown format
 */
export function readMailLine(text: string): MailLine | 'other' | 'unread' {
  const found = postfix(text) ?? sendmail(text) ?? exim(text);
  if (found !== undefined) return found;
  return COMPANION.test(text) || !/\bto=| [-=>]> /.test(text) ? 'other' : 'unread';
}

/** These programs inspect messages in transit and deliver none. */
const COMPANION =
  /^(?:\S+ )?(?:amavis|dovecot|opendkim|opendmarc|spamd|rspamd|postgrey|sqlgrey|policyd-spf|clamav-milter|milter-\w+|postsrsd)\b/;

/** The next server's id for the message that it accepted: Postfix, sendmail, Exim. */
const nextIdIn = (answer: string): string =>
  /\bqueued as ([\w-]+)|\(([\w-]+) Message accepted|\bid=([\w-]+)/.exec(answer)?.slice(1).find(Boolean) ?? '';

/** `mx.example[192.0.2.9]:25`, `localhost [127.0.0.1]`, `private/dovecot-lmtp`, `local`, `none`. */
function viaOf(relay: string): Delivery['via'] {
  const address = /\[([\da-f.:]+)\]/i.exec(relay)?.[1];
  if (address === undefined) return 'local';
  return isLoopback(address) ? 'loopback' : 'out';
}

/** postfix(1): `postfix-out/smtp[12]: 4F0C3A: to=<a@b>, relay=mx[1.2.3.4]:25, ..., status=sent (250 ok)`. */
const POSTFIX =
  /^(?:\S+ )?\S+\/(?:smtp|lmtp|local|virtual|pipe|error|discard|cleanup|[on]?qmgr|pickup|smtpd|bounce|postscreen|verify|postdrop|trivial-rewrite|anvil|tlsproxy|scache|master)\[\d+\]: (?:([\dA-Za-z]{5,}): )?(.*)$/s;

function postfix(text: string): MailLine | 'other' | undefined {
  const [, queueId, words] = POSTFIX.exec(text) ?? [];
  if (words === undefined) return undefined;
  if (queueId === undefined) return 'other';
  const messageId = /^(?:resent-)?message-id=(\S*)/.exec(words)?.[1];
  const from = /^from=<([^>]*)>/.exec(words)?.[1];
  const [, to, relay, answer = ''] = /^to=<([^>]*)>.*\brelay=([^,]+),.*\bstatus=sent\b(.*)/s.exec(words) ?? [];
  return {
    queueId,
    messageId: messageId === '<>' ? '' : messageId,
    from,
    delivered:
      to === undefined || relay === undefined
        ? undefined
        : { to: [to], relay, via: viaOf(relay), nextId: nextIdIn(answer) },
  };
}

/** sendmail's op.me: `sendmail[12]: x1A2b3: to=<a@b>,<c@d>, ..., mailer=esmtp, ..., relay=mx. [1.2.3.4], ..., stat=Sent (ok)`. */
const SENDMAIL = /^(?:\S+ )?(?:sendmail|sm-mta|sm-msp-queue|sm-[\w-]+)\[\d+\]: (?:([\dA-Za-z]{10,}): )?(.*)$/s;

function sendmail(text: string): MailLine | 'other' | undefined {
  const [, queueId, words] = SENDMAIL.exec(text) ?? [];
  if (words === undefined) return undefined;
  if (queueId === undefined) return 'other';
  const bare = (address: string): string => address.replace(/^<|>$/g, '');
  const from = /^from=([^,]*)/.exec(words)?.[1];
  const [, to, answer] = /^to=(.*?), (?:ctladdr=|delay=).*\bstat=Sent\b(.*)/s.exec(words) ?? [];
  const relay = /\brelay=([^,]+),/.exec(words)?.[1] ?? 'local';
  const isLocal = /\bmailer=(local|prog|\*file\*)/.test(words);
  return {
    queueId,
    messageId: from === undefined ? undefined : (/\bmsgid=([^,]+)/.exec(words)?.[1] ?? ''),
    from: from === undefined ? undefined : bare(from),
    delivered:
      to === undefined || answer === undefined
        ? undefined
        : { to: to.split(',').map(bare), relay, via: isLocal ? 'local' : viaOf(relay), nextId: nextIdIn(answer) },
  };
}

/** Exim's specification, "Log files": `1Si5Ab-0001XY-Q2 => a@b R=dnslookup T=remote_smtp H=mx [1.2.3.4]`; `->` marks a further recipient. */
const EXIM =
  /^(?:\S+ )?(?:exim4?\[\d+\]: )?(?:[\d-]+ [\d:.]+ )?(?:\[\d+\] )?([\dA-Za-z]{6}-(?:[\dA-Za-z]{6}-[\dA-Za-z]{2}|[\dA-Za-z]{11}-[\dA-Za-z]{4})) (\S+) ?(.*)$/s;

function exim(text: string): MailLine | undefined {
  const [, queueId, sign = '', words = ''] = EXIM.exec(text) ?? [];
  if (queueId === undefined) return undefined;
  const [address = ''] = words.split(' ');
  if (sign === '<=') {
    const id = / id=(\S+)/.exec(words)?.[1];
    return { queueId, messageId: id === undefined ? '' : `<${id}>`, from: address === '<>' ? '' : address };
  }
  if (!['=>', '->', '>>'].includes(sign)) return { queueId };
  const relay = / H=(\S+ \[[^\]]+\])/.exec(words)?.[1] ?? 'local';
  const answer = / C="([^"]*)"/.exec(words)?.[1] ?? '';
  return { queueId, delivered: { to: [address], relay, via: viaOf(relay), nextId: nextIdIn(answer) } };
}
