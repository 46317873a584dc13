import { parse as parseHtml } from 'node-html-parser';
import PostalMime, { type Address } from 'postal-mime';
import { unique } from '../core/lists.js';
import type { Envelope } from './sink.js';

/** One received email, decoded. */
export type Mail = {
  /** The sink's id. */
  readonly id: string;
  /** The addresses given to the mail server, which may differ from the headers. */
  readonly envelope: Envelope;
  /** Address in the From header; empty if there is none. */
  readonly from: string;
  readonly fromName: string;
  /** Addresses in the To header. */
  readonly to: readonly string[];
  readonly subject: string;
  /** Empty if the email has no such part. */
  readonly text: string;
  readonly html: string;
  /** http and https addresses in the text, then in links of the HTML part, each once, entities decoded. */
  readonly links: readonly string[];
  /** Every character set named in a part or an encoded header, lower case. */
  readonly charsets: readonly string[];
  /** Received headers, the last hop last (MailHog appends). */
  readonly received: readonly string[];
  /** The email as it was received. */
  readonly raw: Buffer;
};

/** Decodes an email: nested parts, any charset, encoded and folded headers (RFC 2045 to 2047). */
export async function toMail(raw: Buffer, envelope: Envelope): Promise<Mail> {
  const email = await PostalMime.parse(raw);
  const { text = '', html = '' } = email;
  return {
    id: envelope.id,
    envelope,
    from: email.from?.address ?? '',
    fromName: email.from?.name ?? '',
    to: (email.to ?? []).flatMap(addressesOf),
    subject: email.subject ?? '',
    text,
    html,
    links: unique([...linksInText(text), ...linksInHtml(html)]),
    charsets: charsetsIn(raw.toString('latin1')),
    received: email.headers.filter(({ key }) => key === 'received').map(({ value }) => value),
    raw,
  };
}

const addressesOf = (address: Address): string[] =>
  address.group ? address.group.map((it) => it.address) : [address.address];

/** A period or a bracket after an address belongs to the sentence. */
const linksInText = (text: string): string[] =>
  (text.match(/https?:\/\/[^\s<>"]+/g) ?? []).map((link) => link.replace(/[.,;:!?'")\]]+$/, ''));

const linksInHtml = (html: string): string[] =>
  parseHtml(html)
    .querySelectorAll('a[href]')
    .map((link) => link.getAttribute('href') ?? '')
    .filter((href) => /^https?:/.test(href));

function charsetsIn(raw: string): string[] {
  const types = raw.match(/^content-type:[^\n]*(?:\n[ \t][^\n]*)*/gim) ?? [];
  const inParts = types.flatMap((type) => /charset\s*=\s*"?([^\s";]+)/i.exec(type)?.[1] ?? []);
  const [head = ''] = raw.split('\r\n\r\n', 1);
  const inHeaders = [...head.matchAll(/=\?([^?*]+)(?:\*[^?]*)?\?[bq]\?/gi)].map(([, charset = '']) => charset);
  return unique([...inParts, ...inHeaders].map((charset) => charset.toLowerCase()));
}
