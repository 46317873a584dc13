import { connect, isIP } from 'node:net';
import type { Duplex } from 'node:stream';
import { Packet, UDPClient } from 'dns2';
import { NoAnswer, errorMessage } from '../core/no-answer.js';
import { plainAddress } from '../core/address.js';
import { plain, readAnswer, valuesIn, type DnsAnswer, type Question } from './dns-records.js';
import { patient } from '../core/patience.js';

/** A server to ask. */
export type NameServer = { readonly name: string; readonly address: string; readonly port?: number };
export type AskOptions = {
  /** If not given, as every resolver does: UDP, then TCP if the answer did not fit. With `UDP`, an answer that does not fit is no answer. */
  readonly way?: 'UDP' | 'TCP' | undefined;
  /** Opens a stream to a server that only another machine can reach; the server is then asked over it, as over TCP. */
  readonly open?: (() => Duplex) | undefined;
  /** Time limit for the whole question. */
  readonly patienceMs?: number;
};

const TIMEOUT_MS = patient(3_000);

/**
 * Asks one server one question (RFC 1035; over TCP, RFC 7766).
 * @throws {NoAnswer} when the server was silent, refused, or failed, or when the answer did not fit or make sense
 */
export async function askDns(server: NameServer, question: Question, options: AskOptions = {}): Promise<DnsAnswer> {
  const { way, open, patienceMs = TIMEOUT_MS } = options;
  const overTcp = way === 'TCP' || open !== undefined;
  try {
    const found = overTcp
      ? await askTcp(server, question, patienceMs, open)
      : await askUdp(server, question, patienceMs);
    if (found.header.tc !== 1) return readAnswer(found, question);
    if (overTcp || way === 'UDP') throw new Error('the answer is cut off (truncated)');
  } catch (cause) {
    if (cause instanceof NoAnswer) throw cause;
    const whom = `${server.name} (${server.address}, ${overTcp ? 'TCP' : 'UDP'})`;
    throw new NoAnswer(`${question.name} ${question.type}`, whom, plain(errorMessage(cause)));
  }
  return askDns(server, question, { ...options, way: 'TCP' });
}

/** Over a link that loses two packets in a hundred, with two tries, one of hundreds of questions goes unanswered on most days. */
const TRIES = 4;

/** A datagram may get lost at any time, so it is sent again (RFC 1035, 4.2.1). */
async function askUdp(server: NameServer, { name, type }: Question, patienceMs: number): Promise<Packet> {
  const { address, port = 53 } = server;
  const send = UDPClient({
    dns: plainAddress(address),
    port,
    socketType: isIP(address) === 6 ? 'udp6' : 'udp4',
    timeout: patienceMs / TRIES,
    // Its own TCP fallback has no time limit and no IPv6.
    retryOverTCP: false,
  });
  for (let tried = 1; ; tried += 1) {
    try {
      return await send(name, type);
    } catch (cause) {
      if (!isTimeOut(cause)) throw cause;
      if (tried < TRIES) continue;
      const noise = /\((last .*)\)$/.exec(errorMessage(cause))?.[1];
      const silent = `no answer within ${patienceMs / 1000} s`;
      throw new Error(noise === undefined ? silent : `no valid answer within ${patienceMs / 1000} s: ${noise}`, {
        cause,
      });
    }
  }
}

const isTimeOut = (cause: unknown): boolean => cause instanceof Error && 'code' in cause && cause.code === 'ETIMEDOUT';

/** Not with the client of dns2, which has no time limit and no IPv6, and accepts an answer to a different question. */
async function askTcp(
  { address, port = 53 }: NameServer,
  { name, type }: Question,
  patienceMs: number,
  open = (): Duplex => connect(port, address),
): Promise<Packet> {
  const query = new Packet();
  query.header = new Packet.Header({ id: Packet.uuid(), rd: 1 });
  query.questions.push(new Packet.Question({ name, type: Packet.TYPE[type], class: Packet.CLASS.IN }));
  const bytes = query.toBuffer();
  const stream = open();
  stream.on('error', () => undefined);
  const bound = setTimeout(() => stream.destroy(new Error(`no answer within ${patienceMs / 1000} s`)), patienceMs);
  try {
    const length = Buffer.alloc(2);
    length.writeUInt16BE(bytes.length);
    stream.write(Buffer.concat([length, bytes]));
    const answer = Packet.parse(await Packet.readStream(stream));
    if (answer.header.id !== query.header.id) throw new Error('the answer is to a different question (wrong id)');
    return answer;
  } finally {
    clearTimeout(bound);
    stream.destroy();
  }
}

/**
 * The addresses of a name, IPv4 and IPv6, from one resolver.
 * @throws {NoAnswer} when it did not answer
 */
export async function addressesBy(server: NameServer, name: string): Promise<string[]> {
  const found = await Promise.all((['A', 'AAAA'] as const).map((type) => askDns(server, { name, type })));
  return found.flatMap(valuesIn);
}
