import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { mock } from 'node:test';
import { Packet } from 'dns2';
import { expect, test } from '@playwright/test';
import { askDns, type AskOptions } from '../../../helpers/dns/dns.js';
import { isLoopback, plainAddress } from '../../../helpers/core/address.js';
import { valuesIn, type DnsAnswer } from '../../../helpers/dns/dns-records.js';
import { patient } from '../../../helpers/core/patience.js';

/** Makes the bytes of an answer from a question; undefined: says nothing. */
type Server = (question: Packet) => Buffer | undefined;

const QUESTION = { name: 'www.example', type: 'A' } as const;

/** An answer with one address, changed as a test wants it. */
const answering =
  (change: (answer: Packet) => void = () => undefined): Server =>
  (question) => {
    const answer = Packet.createResponseFromRequest(question);
    answer.header.aa = 1;
    const record = { name: 'www.example', type: Packet.TYPE.A, class: Packet.CLASS.IN, ttl: 300, address: '192.0.2.7' };
    answer.answers.push(new Packet.Resource(record));
    change(answer);
    return answer.toBuffer();
  };

/** Longer than any question may take. */
const TOO_LONG_MS = patient(3_000);

/**
 * Asks a server on loopback, which lives as long as the question: the same over UDP and TCP, or two different ones. The
 * clock of whoever asks is a fake one: it goes on where the server is silent, and where it has sent a datagram that may be
 * no answer.
 */
async function asking(byUdp: Server, options: AskOptions = {}, byTcp = byUdp): Promise<DnsAnswer> {
  let isOver = false;
  const wait = () =>
    setImmediate(() => {
      if (!isOver) mock.timers.tick(TOO_LONG_MS);
    });
  const tcp = createServer((socket) => {
    socket
      .on('error', () => undefined)
      .once('data', (data) => {
        const bytes = byTcp(Packet.parse(data.subarray(2)));
        if (bytes === undefined) wait();
        else socket.end(Buffer.concat([Buffer.from([bytes.length >> 8, bytes.length & 255]), bytes]));
      });
  }).listen(0, '127.0.0.1');
  await once(tcp, 'listening');
  const { port } = tcp.address() as AddressInfo;
  const udp = createSocket('udp4').on('message', (data, { port: to, address }) => {
    const bytes = byUdp(Packet.parse(data));
    // Sent over loopback it lies with the client, who reads it in the round of events before the time goes on; who then
    // has a question for TCP has time.
    if (bytes) udp.send(bytes, to, address, () => byTcp === byUdp && setImmediate(wait));
    else wait();
  });
  udp.bind(port, '127.0.0.1');
  await once(udp, 'listening');
  const server = { name: 'ns', address: '127.0.0.1', port };
  mock.timers.enable({ apis: ['setTimeout'] });
  return askDns(server, QUESTION, options).finally(() => {
    isOver = true;
    mock.timers.reset();
    udp.close();
    tcp.close();
  });
}

for (const way of ['UDP', 'TCP'] as const) {
  test(`an answer over ${way} includes the address, the TTL, and whether it is authoritative`, async () => {
    const answer = await asking(answering(), { way });

    expect(answer).toMatchObject({ exists: true, authoritative: true, records: [{ ttl: 300, value: '192.0.2.7' }] });
  });

  const NO_ANSWERS: [what: string, server: Server, words: RegExp][] = [
    ['fails', answering(({ header }) => (header.rcode = 2)), /ns \(127\.0\.0\.1, \w+\) .*: it answers SERVFAIL/],
    ['refuses', answering(({ header }) => (header.rcode = 5)), /it answers REFUSED/],
    ['answers with an unknown code', answering(({ header }) => (header.rcode = 14)), /it answers code 14/],
    ['truncates its answer', answering(({ header }) => (header.tc = 1)), /the answer is cut off \(truncated\)/],
    ['is silent', () => undefined, /no answer within [\d.]+ s/],
    ['sends noise', () => Buffer.from('SSH-2.0-OpenSSH_9.2\r\n'), /gave no usable answer: /],
    ['sends three bytes', () => Buffer.from('abc'), /gave no usable answer: .*octet/],
    ['sends half an answer', (question) => answering()(question)?.subarray(0, -3), /the answer cannot be read/],
    ['answers with the wrong id', answering(({ header }) => (header.id ^= 1)), /\bid\b/],
    ['sends the question back', (question) => question.toBuffer(), /the reply is a query, not an answer/],
    [
      'answers for another name',
      answering(({ questions: [asked] }) => {
        if (asked) asked.name = 'x.example';
      }),
      /a different question/,
    ],
  ];
  for (const [what, server, words] of NO_ANSWERS) {
    test(`over ${way}, the result is NoAnswer if a server ${what}`, async () => {
      const asked = asking(server, { way });

      await expect(asked).rejects.toThrow(words);
      await expect(asked).rejects.toHaveProperty('name', 'NoAnswer');
    });
  }
}

test('the absence of a name or a record counts as an answer', async () => {
  const noName = answering((answer) => {
    answer.header.rcode = 3;
    answer.answers = [];
  });
  const noRecord = answering((answer) => {
    answer.answers = [];
  });

  expect(await asking(noName)).toMatchObject({ exists: false, records: [] });
  expect(await asking(noRecord)).toMatchObject({ exists: true, records: [] });
});

test('an answer that does not fit in a datagram is fetched over TCP', async () => {
  const tooLong = answering((answer) => {
    answer.header.tc = 1;
    answer.answers = [];
  });

  expect(valuesIn(await asking(tooLong, {}, answering()))).toEqual(['192.0.2.7']);
});

test('a datagram that is lost once is sent again', async () => {
  let asked = 0;
  const answer = answering();

  expect(valuesIn(await asking((question) => ((asked += 1) === 1 ? undefined : answer(question))))).toEqual([
    '192.0.2.7',
  ]);
});

test('a refused connection counts as no answer', async () => {
  const server = { name: 'ns', address: '127.0.0.1', port: 1 };

  await expect(askDns(server, QUESTION, { way: 'TCP' })).rejects.toThrow(/ns \(127\.0\.0\.1, TCP\).*ECONNREFUSED/);
});

test('different spellings of an address are normalized, and loopback addresses are recognized', () => {
  expect(plainAddress('2001:DB8:51:0:0:0:0:0020')).toBe('2001:db8:51::20');
  for (const spelling of ['192.0.2.1', '::ffff:192.0.2.1', '[::FFFF:c000:201]', '192.0.2.1%lo'])
    expect(plainAddress(spelling)).toBe('192.0.2.1');
  for (const other of ['*', 'a.example', '2001:db8::ffff:1', '192.0.2.1:80']) expect(plainAddress(other)).toBe(other);
  expect(['::ffff:127.0.0.1', '127.0.1.1', '[::1]'].every(isLoopback)).toBe(true);
  expect(['127.example', '::', '192.0.2.127'].some(isLoopback)).toBe(false);
});
