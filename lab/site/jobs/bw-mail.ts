import { createTransport, type SendMailOptions, type Transporter } from 'nodemailer';

/** An email as the jobs and the older pages write it: an HTML text, from which the plain text is made. */
export type BwMail = { readonly from: string; readonly to: string; readonly subject: string; readonly html: string };

/** The only host whose emails do not state their origin. It is hard-coded, whatever a deployment calls itself. */
const PUBLIC_HOST = 'www.bewelcome.org';

/**
 * An email sent by any host other than the public one says so: no one should mistake a test for the real thing.
 * @param serverName SERVER_NAME of the environment or the request
 */
export const prefixedSubject = (subject: string, serverName = ''): string =>
  serverName === PUBLIC_HOST ? subject : `[via ${serverName}]${subject}`;

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', '#39': "'", nbsp: ' ', amp: '&' };

/** The words of an HTML text, with its line ends kept. */
export function plainText(html: string): string {
  return html
    .replace(/<br\s*\/?>\n?|<\/(?:p|div|h\d|li|tr)>/gi, '\n')
    .replace(/<[^>]*>/g, '')
    .replace(/&(lt|gt|quot|#39|nbsp|amp);/g, (whole, name: string) => ENTITIES[name] ?? whole)
    .replace(/[ \t]+\n/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

/** RFC 5322, 2.1.1: no line above 998 octets; 240 characters are at most 960 of them. */
const LINE = /(?=.{241})(.{1,240})\s|(.{240})/gu;

const eightBit = (type: string, text: string): string =>
  [
    `Content-Type: ${type}; charset=utf-8`,
    'Content-Transfer-Encoding: 8bit',
    '',
    ...text.replace(LINE, '$1$2\n').split(/\r?\n/),
  ].join('\r\n');

/** The form in which these emails are sent: 8bit text and HTML; replies go to the sender's address. */
export function composeBwMail(mail: BwMail, serverName: string | undefined): SendMailOptions {
  const page = `<html>\n<body bgcolor="#ffffcc">\n${mail.html}\n<p>The volunteers of the site send their greetings</p>\n</body>\n</html>`;
  // Spread: nodemailer passes the wish for 8BITMIME on, its types do not know it.
  const eightBitMime = { use8BitMime: true };
  return {
    from: mail.from,
    replyTo: mail.from,
    to: mail.to,
    subject: prefixedSubject(mail.subject, serverName),
    alternatives: [{ raw: eightBit('text/plain', plainText(page)) }, { raw: eightBit('text/html', page) }],
    envelope: { from: mail.from, to: [mail.to], ...eightBitMime },
  };
}

/** The mail server of this machine, whatever the settings for the site's other emails say. Give a port for development only. */
export function localTransport(port = 25): Transporter {
  return createTransport({
    host: '127.0.0.1',
    port,
    secure: false,
    ignoreTLS: true,
    disableFileAccess: true,
    disableUrlAccess: true,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 30_000,
  });
}

const HTML: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Text of a member as HTML, line ends kept. */
export const asHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (sign) => HTML[sign] ?? sign).replace(/\r?\n/g, '<br />\n');
