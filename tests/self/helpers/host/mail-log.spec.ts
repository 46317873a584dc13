import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { takeTime } from '../../../../helpers/host/logs/log-time.js';
import type { LogLine } from '../../../../helpers/host/logs/logs.js';
import { deliveriesSince, outgoing, parseMailLog, sentTwice } from '../../../../helpers/host/logs/mail-log.js';
import type { Delivery } from '../../../../helpers/host/logs/mail-log-lines.js';
import { fateOf } from '../../../../helpers/mailbox/sent-mail.js';
import { lab } from '../../../../targets/lab/target.js';

const ZONE = { name: 'Europe/Berlin', offset: '+0200' };
const asLine = (text: string): LogLine => {
  const { at, rest } = takeTime(text, ZONE, Date.parse('2024-07-01T00:00:00Z'));
  return { file: '/var/log/mail.log', at, text: rest };
};
const caseFile = (name: string): LogLine[] =>
  readFileSync(new URL(`../../captures/cases/${name}`, import.meta.url), 'utf8')
    .trim()
    .split('\n')
    .map(asLine);
const onHost = (host: string, lines: readonly LogLine[]): (Delivery & { host: string })[] =>
  parseMailLog(lines).deliveries.map((mail) => ({ ...mail, host }));
const postfix = (...words: string[]): LogLine[] =>
  words.map((each) => asLine(`Jun 22 02:00:05 puma postfix/smtp[1]: ${each}`));
const mail = (id: string, messageId = '<m@x>', relay = 'mx[192.0.2.9]:25', answer = 'ok'): LogLine[] =>
  postfix(
    `${id}: message-id=${messageId}`,
    `${id}: from=<message@x>, size=1`,
    `${id}: to=<a@b>, relay=${relay}, delay=1, dsn=2.0.0, status=sent (250 2.0.0 ${answer})`,
  );

test('deliveries are assembled by queue id; a message that one recipient received twice is reported', () => {
  const log = [...mail('AAAAAA'), ...postfix('BBBBBB: to=<c@d>, relay=none, status=deferred (timed out)')];
  expect(parseMailLog(log)).toEqual({
    deliveries: [
      {
        ...{ at: Date.parse('2024-06-22T00:00:05Z'), messageId: '<m@x>', from: 'message@x', to: 'a@b' },
        ...{ relay: 'mx[192.0.2.9]:25', via: 'out', queueId: 'AAAAAA', nextId: '' },
      },
    ],
    unread: [],
  });
  expect(sentTwice([...onHost('deer', log), ...onHost('puma', log)]).twice).toEqual(['<m@x> to a@b: deer, puma']);
  expect(sentTwice(onHost('puma', log))).toEqual({ twice: [], unsure: [] });
});

for (const [what, log, acceptedBy, said, unclear] of [
  ['another server accepted', mail('AAAAAA'), 'mx[192.0.2.9]:25', 'status=sent'],
  [
    'a filter on the host still has',
    mail('AAAAAA', '<m@x>', 'localhost[127.0.0.1]:10024', 'queued as BB'),
    undefined,
    'queued as BB',
    'queued as BB',
  ],
  [
    'a filter handed back and another server accepted',
    [...mail('AAAAAA', '<m@x>', 'localhost[127.0.0.1]:10024', 'queued as BBBBBB'), ...mail('BBBBBB')],
    'mx[192.0.2.9]:25',
    'status=sent',
  ],
  ['a mailbox on the host received', mail('AAAAAA', '<m@x>', 'local', 'delivered to mailbox'), undefined, 'mailbox'],
  [
    'is deferred because no server can be reached',
    postfix('AAAAAA: message-id=<m@x>', 'AAAAAA: to=<a@b>, relay=none, status=deferred (connect: refused)'),
    undefined,
    'refused',
  ],
  [
    'is redirected to another recipient',
    mail('AAAAAA').map((line) => ({ ...line, text: line.text.replace('to=<a@b>', 'to=<c@d>, orig_to=<a@b>') })),
    undefined,
    'it went to c@d instead, status=sent',
  ],
  [
    'the receiver defers',
    postfix(
      'AAAAAA: message-id=<m@x>',
      'AAAAAA: to=<a@b>, relay=mx[192.0.2.9]:25, status=deferred (host mx[192.0.2.9] said: 450 4.2.0 Greylisted)',
    ),
    undefined,
    'Greylisted',
    'Greylisted',
  ],
  [
    'the receiver defers, according to Exim,',
    [
      asLine('2024-06-22 02:00:05 1Si5Ab-0001XY-Q2 <= www@x U=www-data P=local S=512 id=m@x'),
      asLine(
        '2024-06-22 02:00:06 1Si5Ab-0001XY-Q2 == a@b R=dnslookup T=remote_smtp defer (-44) H=mx [192.0.2.9]: ' +
          'SMTP error from remote mail server after RCPT TO:<a@b>: 450 4.2.0 Greylisted',
      ),
    ],
    undefined,
    'Greylisted',
    'Greylisted',
  ],
  [
    'bounces, according to Exim,',
    [
      asLine('2024-06-22 02:00:05 1Si5Ab-0001XY-Q2 <= www@x U=www-data P=local S=512 id=m@x'),
      asLine('2024-06-22 02:00:06 1Si5Ab-0001XY-Q2 ** a@b R=dnslookup: Unrouteable address'),
      asLine('2024-06-22 02:00:06 1Si5Ab-0001XY-Q2 Completed'),
    ],
    undefined,
    '** a@b R=dnslookup: Unrouteable address',
  ],
  [
    'is not on its way yet',
    postfix('AAAAAA: message-id=<m@x>'),
    undefined,
    '',
    'does not say what became of the message',
  ],
  ['the log does not mention', mail('AAAAAA', '<other@x>'), undefined, '', 'does not say what became of the message'],
] as const)
  test(`a message that ${what} counts as accepted by ${acceptedBy ?? 'no other server'}`, () => {
    const fate = fateOf('m@x', 'a@b', log);
    expect(fate).toMatchObject({ acceptedBy, said: expect.stringContaining(said) });
    expect(fate.unclear ?? 'clear').toContain(unclear ?? 'clear');
  });

test('a message that passes through a filter on the host counts as one message', () => {
  const filtered = onHost('puma', caseFile('09a-mail-filter.log'));
  expect(sentTwice(filtered).twice).toEqual([]);
  expect(outgoing(filtered).map(({ queueId }) => queueId)).toEqual(['8D257A009E']);
  // A filter that does not answer with the next id, and a tunnel to a smarthost, where nothing follows.
  const toHost = mail('AAAAAA', '<m@x>', 'localhost[::1]:10024');
  expect(outgoing(onHost('puma', [...toHost, ...mail('BBBBBB')]))).toHaveLength(1);
  expect(outgoing(onHost('puma', toHost))).toHaveLength(1);
  expect(sentTwice(onHost('puma', [...toHost, ...mail('BBBBBB'), ...mail('CCCCCC')])).twice).toHaveLength(1);
});

test('a message that one host relays through the other counts as one message', () => {
  const handed = mail('AAAAAA', '<m@x>', 'puma[198.51.100.20]:25', 'Ok: queued as BBBBBB');
  expect(sentTwice([...onHost('deer', handed), ...onHost('puma', mail('BBBBBB'))]).twice).toEqual([]);
});

test('the logs of additional Postfix instances, sendmail, and Exim are read', () => {
  expect(onHost('deer', caseFile('09c-mail-not-read.log')).map(({ to, via }) => `${to} ${via}`)).toEqual([
    'reader@other.example out',
    'reader@other.example out',
    'reader@other.example out',
  ]);
});

// Written by hand from the manuals of sendmail 8.14, Exim 4.7 and 4.97, and Postfix 3.
test('mail logs of several releases of sendmail, Exim, and Postfix are read', () => {
  const { deliveries, unread } = parseMailLog(caseFile('09-mail-releases.log'));
  expect(unread).toEqual([]);
  expect(
    deliveries.map(({ messageId, from, to, via, nextId }) => [messageId, from, to, via, nextId].join(' ')),
  ).toEqual([
    '<two@site.example> www@site.example reader@other.example out 4F0C3A1',
    '<two@site.example> www@site.example second@other.example out 4F0C3A1',
    '  reader@other.example loopback q5M00500811',
    '  bob@site.example local ',
    '<three@site.example> www@site.example reader@other.example out 1Si5Ac-0002ZZ-Rr',
    '<three@site.example> www@site.example second@other.example out ',
    '  bob local ',
    '  bob@site.example local ',
  ]);
});

test('messages without an id do not count as the same message, but two similar ones are reported as uncertain', () => {
  const [one, other] = [onHost('puma', mail('AAAAAA', '<>')), onHost('puma', mail('BBBBBB', '<>'))];
  expect(sentTwice(one)).toEqual({ twice: [], unsure: [] });
  expect(sentTwice([...one, ...other])).toEqual({ twice: [], unsure: ['no id, from message@x to a@b: puma, puma'] });
});

test('a delivery logged by an unknown mail program results in NoAnswer, and the line is quoted', () => {
  const lines = [...mail('AAAAAA'), asLine('Jun 22 02:00:05 puma courieresmtp: id=0001.4FE3, to=<a@b>, success')];
  expect(() => deliveriesSince(lines, 0, lab.hosts.new)).toThrow(
    /^Puma .* gave no usable answer: a line of its mail log cannot be parsed: puma courieresmtp: id=0001/,
  );
});

test('a delivery counts only if it happens at or after the given moment, but earlier lines about its message are still used', () => {
  const [id, from, to] = mail('AAAAAA');
  const lines = [id, from, to].map((each, index) => ({ file: '', text: each?.text ?? '', at: index }));
  expect(deliveriesSince(lines, 2, lab.hosts.new)).toMatchObject([{ messageId: '<m@x>', from: 'message@x' }]);
  expect(deliveriesSince(lines, 3, lab.hosts.new)).toEqual([]);
});
