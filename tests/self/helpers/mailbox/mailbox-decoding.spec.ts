import { expect, test } from '@playwright/test';
import { MULTIPART, received } from './post-mail.js';

const plain = (subject: string, type: string, encoding: string): string[] => [
  `Subject: ${subject}`,
  `Content-Type: ${type}`,
  `Content-Transfer-Encoding: ${encoding}`,
  '',
];

test.describe('a message in the mailbox', () => {
  test('with nested parts yields its headers, its text, and every link once, with entities decoded', async () => {
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
      'lowercase header names and a folded subject',
      ['subject: one', ' two', 'content-type: text/plain', '', 'x'],
      'one two',
      'x',
      [],
    ],
    [
      'no MIME-Version, like the feedback of Rox,',
      [...plain('New feedback', 'text/plain; charset=utf-8', 'quoted-printable'), 'Gr=C3=BC=C3=9Fe, =D0=BF=D1=80'],
      'New feedback',
      'Grüße, пр',
      ['utf-8'],
    ],
    ['no Content-Type', ['Subject: bare', '', 'x'], 'bare', 'x', []],
  ];
  for (const [what, lines, subject, text, charsets] of CASES) {
    test(`with ${what} is decoded`, async () => {
      const mail = await received(...lines);
      expect({ ...mail, text: mail.text.trimEnd() }).toMatchObject({ subject, text, charsets, html: '', from: '' });
    });
  }

  test('with only an HTML part has no text', async () => {
    const mail = await received('Content-Type: text/html', '', '<p>only <b>this</b></p>');
    expect(mail).toMatchObject({ text: '', subject: '', html: expect.stringContaining('<b>this</b>') });
  });
});
