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

/**
 * Hands a mail to the MTA of [smtp] host:port (localhost:25 where nothing is set) and waits for its yes.
 * @throws where nobody answers there or the mail is refused
 */
export async function sendMail(config: Config, mail: Mail): Promise<void> {
  const transport = nodemailer.createTransport({
    host: config.get('smtp', 'host', 'localhost'),
    port: Number(config.get('smtp', 'port', '25')),
    secure: false,
    ignoreTLS: true,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 20_000,
  });
  try {
    await transport.sendMail({
      from: mail.from,
      to: mail.to,
      subject: mail.subject,
      text: mail.text,
      ...(mail.html === undefined ? {} : { html: mail.html }),
      ...(mail.replyTo === undefined ? {} : { replyTo: mail.replyTo }),
      // nodemailer knows 8bit bodies by the name of their encoding only.
      textEncoding: 'quoted-printable',
      ...(mail.encoding === '8bit' ? { encoding: '8bit' } : {}),
    });
  } finally {
    transport.close();
  }
}

/** The frame of the site's own HTML mails: logo, heading, text, footer. */
export const mailPage = (config: Config, title: string, body: Html, footer: string): string =>
  html`<html>
<body style="font-family: Arial, sans-serif">
<table width="580" align="center"><tr><td>
<p><img src="${config.baseuri}images/misc/email_logo.gif" alt="${config.siteName}" /></p>
<h1>${title}</h1>
${body}
<p style="color: #666">${footer}</p>
</td></tr></table>
</body>
</html>`.text;
