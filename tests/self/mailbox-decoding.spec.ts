import { expect, test } from '@playwright/test';
import { mailbox, type Mail } from '../../helpers/mailbox.js';
import { openPost } from './mailbox/post.js';

async function received(...lines: (string | Buffer)[]): Promise<Mail> {
  const post = await openPost();
  try {
    post.deliver('anna@example.org', ...lines);
    return await mailbox(post.url).waitForOne({ to: 'anna@example.org', within: 1_000 });
  } finally {
    await post.close();
  }
}

const MULTIPART = [
  'From: BeWelcome <signup@bewelcome.example>',
  'To: Anna <anna@example.org>',
  'Subject: =?UTF-8?Q?=D0=9F=D1=80=D0=B8=D0=B2=D0=B5=D1=82_?=',
  ' =?UTF-8?Q?=E2=80=94_Gr=C3=BC=C3=9Fe?=',
  'Content-Type: multipart/mixed; boundary="out"',
  '',
  '--out',
  'Content-Type: multipart/alternative;',
  ' boundary="in"',
  '',
  '--in',
  'Content-Type: text/plain; charset=utf-8',
  '',
  'See http://www.bewelcome.example/signup/confirm/anna/0123456789abcdef.',
  '--in',
  'Content-Type: text/html; charset="utf-8"',
  'Content-Transfer-Encoding: quoted-printable',
  '',
  '<a href=3D"http://www.bewelcome.example/signup/confirm/anna/01234567=',
  '89abcdef">confirm</a> <a href=3D"http://www.bewelcome.example/?a=3D1&amp;b_c=3D2">else</a>',
  '--in--',
  '--out',
  'Content-Type: image/png; name=a.png',
  'Content-Transfer-Encoding: base64',
  '',
  'iVBORw0KGgo=',
  '--out--',
];

const plain = (subject: string, type: string, encoding: string): string[] => [
  `Subject: ${subject}`,
  `Content-Type: ${type}`,
  `Content-Transfer-Encoding: ${encoding}`,
  '',
];

test.describe('a mail in the mailbox', () => {
  test('with nested parts gives text, HTML, and every link once with entities decoded', async () => {
    const mail = await received(...MULTIPART);
    expect(mail).toMatchObject({
      from: 'signup@bewelcome.example',
      fromName: 'BeWelcome',
      to: ['anna@example.org'],
      subject: 'Привет — Grüße',
      text: expect.stringContaining('See http'),
      links: [
        'http://www.bewelcome.example/signup/confirm/anna/0123456789abcdef',
        'http://www.bewelcome.example/?a=1&b_c=2',
      ],
      charsets: ['utf-8'],
    });
    expect(mail.envelope).toMatchObject({ from: 'forum@bewelcome.example', to: ['anna@example.org'], helo: 'puma' });
    expect(mail.received).toEqual([expect.stringMatching(/^from puma by mailhog\.test \(MailHog\)/)]);
    expect(mail.raw.toString()).toContain('\r\n\r\n--out\r\n');
  });

  const latin1 = Buffer.from('Grüße aus Köln', 'latin1');
  const CASES: [string, (string | Buffer)[], string, string, string[]][] = [
    [
      'a quoted charset and 8-bit Latin-1',
      [...plain('=?iso-8859-1?Q?Gr=FC=DFe_aus_K=F6ln?=', 'text/plain; charset="iso-8859-1"', '8bit'), latin1],
      'Grüße aus Köln',
      'Grüße aus Köln',
      ['iso-8859-1'],
    ],
    ['8-bit UTF-8', [...plain('你好', 'text/plain; charset=utf-8', '8bit'), 'Καλημέρα'], '你好', 'Καλημέρα', ['utf-8']],
    [
      'base64 in two charsets',
      [...plain('=?koi8-r?B?8NLJ18XU?=', 'text/plain; charset=UTF-8', 'base64'), '2YXYsdit2KjYpw=='],
      'Привет',
      'مرحبا',
      ['utf-8', 'koi8-r'],
    ],
    [
      'underscores in Q-encoding and in text',
      [...plain('=?utf-8?Q?a_b=5Fc?=', 'text/plain', '7bit'), 'a_b'],
      'a b_c',
      'a_b',
      ['utf-8'],
    ],
    [
      'lower-case headers and a folded subject',
      ['subject: one', ' two', 'content-type: text/plain', '', 'x'],
      'one two',
      'x',
      [],
    ],
    ['no Content-Type', ['Subject: bare', '', 'x'], 'bare', 'x', []],
  ];
  for (const [what, lines, subject, text, charsets] of CASES) {
    test(`with ${what} is decoded`, async () => {
      const mail = await received(...lines);
      expect({ ...mail, text: mail.text.trimEnd() }).toMatchObject({ subject, text, charsets, html: '', from: '' });
    });
  }

  test('with an HTML part alone has no text', async () => {
    const mail = await received('Content-Type: text/html', '', '<p>only <b>this</b></p>');
    expect(mail).toMatchObject({ text: '', subject: '', html: expect.stringContaining('<b>this</b>') });
  });
});
