import { expect, test } from '@playwright/test';
import { createTransport } from 'nodemailer';
import PostalMime from 'postal-mime';
import { asHtml, composeBwMail, plainText, prefixedSubject } from '../../../../lab/site/jobs/bw-mail.js';
import { forumMail, messageMail } from '../../../../lab/site/jobs/mailbot-rules.js';

const WWW = 'www.bewelcome.example';
const BASE = `http://${WWW}/`;
const notice = {
  type: 'reply',
  idPost: 12,
  threadId: 5,
  title: 'Über & über',
  text: '<p>Привет</p>',
  author: 'bob',
  city: 'Berlin',
  country: 'Germany',
  receiver: 'alice',
  because: 'members_threads_subscribed',
  subscription: { id: 7, key: 'abc' },
};

for (const [sender, serverName, expected] of [
  ['the public host', 'www.bewelcome.org', 'Hello'],
  ['another host', WWW, '[via www.bewelcome.example]Hello'],
  ['a host without a name', undefined, '[via ]Hello'],
] as const) {
  test(`an email from ${sender} has the subject "${expected}"`, () => {
    expect(prefixedSubject('Hello', serverName)).toBe(expected);
  });
}

test('a composed email has 8bit text and HTML parts, a reply address, and no long lines, and keeps non-Latin text', async () => {
  const text = `Привет Γειά 你好 مرحبا <b> ${'слово '.repeat(300)}`;
  const composed = composeBwMail(
    messageMail(
      { id: 3, sender: 'bob', receiver: 'alice', text, withPicture: true },
      'm@b.example',
      'a@b.example',
      BASE,
    ),
    'www.bewelcome.org',
  );
  const { message } = await createTransport({ streamTransport: true, buffer: true }).sendMail(composed);
  const raw = message as Buffer;
  const mail = await PostalMime.parse(raw);
  const words = (value: string | undefined): string => (value ?? '').replace(/\s+/g, ' ');
  expect(raw.toString().match(/Content-Transfer-Encoding: 8bit/g)).toHaveLength(2);
  expect(
    Math.max(
      ...raw
        .toString('latin1')
        .split('\r\n')
        .map((line) => line.length),
    ),
  ).toBeLessThan(999);
  expect(words(mail.text)).toContain(words(text).trim());
  expect(words(mail.text)).toContain(`${BASE}messages/3/reply`);
  expect(words(mail.html)).toContain(words(asHtml(text)).trim());
  expect(mail.html).toContain(`${BASE}members/avatar/bob`);
  expect(mail.replyTo?.[0]?.address).toBe('m@b.example');
  expect(mail.subject).toBe('You have received an email from bob');
});

for (const [receiver, change, expected] of [
  ['a subscriber', {}, `${BASE}forums/subscriptions/unsubscribe/thread/7/abc`],
  ['a moderator', { because: 'NotSubscribed', subscription: undefined }, 'IdPost #12 action=reply'],
  ['a member of the group', { because: 'membersgroups', subscription: undefined }, 'member of the group'],
] as const) {
  test(`a forum email to ${receiver} links to the thread and mentions "${expected}"`, () => {
    const mail = forumMail({ ...notice, ...change }, 'f@b.example', 'a@b.example', BASE);
    expect(mail.subject).toBe('Forum Bewelcome, Re: Über & über');
    expect(plainText(mail.html)).toContain(
      'bob (Berlin, Germany) wrote in Über & über http://www.bewelcome.example/forums/s5:',
    );
    expect(plainText(mail.html)).toContain(expected);
    expect(mail.html).toContain(`${BASE}members/bob`);
  });
}
