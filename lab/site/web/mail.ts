import { randomBytes, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import nodemailer from 'nodemailer';
import type { Config } from './config.js';
import { html, type Html } from './html.js';

export type Mail = {
  readonly from: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html?: string;
  readonly replyTo?: string;
  /** The mailbot's mailer sends 8bit; the others quoted-printable. */
  readonly encoding?: 'quoted-printable' | '8bit';
};

/** A header's text as RFC 2047 asks: plain where it is ASCII, else encoded words of whole characters. */
function headerText(text: string): string {
  if (/^[\x20-\x7e]*$/.test(text)) return text;
  const chunks = Array.from(text).reduce<string[]>(
    (all, char) => {
      const last = all.at(-1) ?? '';
      if (Buffer.byteLength(last + char) > 42) return [...all, char];
      return [...all.slice(0, -1), last + char];
    },
    [''],
  );
  return chunks.map((chunk) => `=?utf-8?B?${Buffer.from(chunk).toString('base64')}?=`).join('\r\n ');
}

const typeOf = (type: string): string[] => [`Content-Type: ${type}; charset=utf-8`, 'Content-Transfer-Encoding: 8bit'];

/**
 * Text and HTML with their bytes as they are: what the older of the two mailers sends. nodemailer cannot be told to.
 * Text alone goes out as the feedback does, without the header that makes it MIME.
 */
function composeIn8Bit(mail: Mail): Buffer {
  const boundary = `=_${randomBytes(16).toString('hex')}`;
  const part = (type: string, text: string): string =>
    `--${boundary}\r\n${typeOf(type).join('\r\n')}\r\n\r\n${text.replace(/\r?\n/g, '\r\n')}\r\n`;
  const domain = mail.from.split('@')[1] ?? 'localhost';
  const { html: page } = mail;
  const content =
    page === undefined
      ? [...typeOf('text/plain'), '', mail.text.replace(/\r?\n/g, '\r\n')]
      : [
          'MIME-Version: 1.0',
          `Content-Type: multipart/alternative; boundary="${boundary}"`,
          '',
          `${part('text/plain', mail.text)}${part('text/html', page)}--${boundary}--`,
        ];
  return Buffer.from(
    [
      `From: ${mail.from}`,
      `To: ${mail.to}`,
      `Reply-To: ${mail.replyTo ?? mail.from}`,
      `Subject: ${headerText(mail.subject)}`,
      `Date: ${new Date().toUTCString().replace('GMT', '+0000')}`,
      `Message-ID: <${randomUUID()}@${domain}>`,
      ...content,
      '',
    ].join('\r\n'),
  );
}

/** How emails are signed (RFC 6376); empty if [dkim] names no key. */
function signature(config: Config) {
  const key = config.get('dkim', 'key');
  if (key === '') return {};
  const [domainName, keySelector] = [config.get('dkim', 'domain'), config.get('dkim', 'selector')];
  return { dkim: { domainName, keySelector, privateKey: readFileSync(key, 'utf8') } };
}

/**
 * Hands an email to the MTA of [smtp] host:port (localhost:25 where nothing is set) and waits until it accepts the email.
 * @throws if there is no answer or the email is refused
 */
export async function sendMail(config: Config, mail: Mail): Promise<void> {
  const transport = nodemailer.createTransport({
    // By address: nodemailer would ask DNS for localhost before it reads the hosts file.
    host: config.get('smtp', 'host', 'localhost').replace(/^localhost$/, '127.0.0.1'),
    port: Number(config.get('smtp', 'port', '25')),
    secure: false,
    ignoreTLS: true,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 20_000,
    ...signature(config),
  });
  const envelope = { from: mail.from, to: mail.to };
  const eightBit = { ...envelope, use8BitMime: true };
  try {
    await transport.sendMail(
      mail.encoding === '8bit'
        ? { envelope: eightBit, raw: composeIn8Bit(mail) }
        : {
            envelope,
            from: mail.from,
            to: mail.to,
            subject: mail.subject,
            text: mail.text,
            textEncoding: 'quoted-printable',
            ...(mail.html === undefined ? {} : { html: mail.html }),
            ...(mail.replyTo === undefined ? {} : { replyTo: mail.replyTo }),
          },
    );
  } finally {
    transport.close();
  }
}

/** The frame of the site's own HTML emails: logo, heading, text, footer. */
export const mailPage = (config: Config, title: string, body: Html, footer: string): string =>
  html`<html>
    <body style="font-family: Arial, sans-serif">
      <table width="580" align="center">
        <tr>
          <td>
            <p><img src="${config.baseuri}images/misc/email_logo.gif" alt="${config.siteName}" /></p>
            <h1>${title}</h1>
            ${body}
            <p style="color: #666">${footer}</p>
          </td>
        </tr>
      </table>
    </body>
  </html>`.text;
