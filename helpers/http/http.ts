import http, { type IncomingHttpHeaders } from 'node:http';
import https from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { plainAddress } from '../core/address.js';
import { NoAnswer, errorMessage } from '../core/no-answer.js';
import { isBadCertificate } from './classify-network-error.js';
import { trusting } from './trust.js';
import { patient } from '../core/patience.js';

export type HttpAnswer = {
  readonly url: string;
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  /** The body as UTF-8. */
  readonly text: string;
  /** Address of the machine that answered. */
  readonly address: string;
};

export type HttpQuestion = {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
  /** Ask over IPv4 (default) or IPv6: one attempt over one of them, so that neither can hide a failure of the other. */
  readonly family?: 4 | 6;
  readonly timeoutMs?: number;
  /** Maximum number of body bytes to read; the rest is not fetched, and the answer is the part received so far. */
  readonly cutAt?: number;
  /** Follow redirects, within the pinned names: a site may serve everything over https. */
  readonly follow?: boolean;
};

export type HttpRoute = {
  /** Name -> addresses to use instead of the system's answer (hosts file, DNS). */
  readonly pinned?: ReadonlyMap<string, readonly string[]> | undefined;
  /** The User-Agent, which identifies the request in a server's log. */
  readonly userAgent?: string | undefined;
  /** PEM file of an authority to trust in addition to the well-known ones. */
  readonly authority?: string | undefined;
};

const MAX_BODY = 20 * 1024 * 1024;
const MOST_REDIRECTS = 5;

/**
 * Sends one request. A redirect is an answer, unless it is to be followed: then only one that leads elsewhere, or a loop, is.
 * @throws {NoAnswer} refused, unknown name, silence, interrupted, garbage
 * @throws Error when the certificate is not to be trusted
 */
export async function ask(url: string, route: HttpRoute, question: HttpQuestion = {}): Promise<HttpAnswer> {
  let answer = await askOnce(url, route, question);
  for (let left = question.follow === true ? MOST_REDIRECTS : 0; left > 0; left -= 1) {
    const { location } = answer.headers;
    const isRedirect = answer.status >= 300 && answer.status <= 399;
    if (!isRedirect || location === undefined || !URL.canParse(location, answer.url)) break;
    const next = new URL(location, answer.url);
    if (!/^https?:$/.test(next.protocol) || route.pinned?.has(next.hostname) !== true) break;
    answer = await askOnce(next.href, route, question);
  }
  return answer;
}

async function askOnce(url: string, route: HttpRoute, question: HttpQuestion): Promise<HttpAnswer> {
  const { protocol, hostname } = new URL(url);
  const { method = 'GET', family = 4, timeoutMs = patient(10_000) } = question;
  const pinned = route.pinned?.get(hostname);
  const noAnswer = (why: string, cause?: unknown): NoAnswer =>
    new NoAnswer(
      `${method} ${url} over IPv${family}`,
      `${hostname}${pinned ? ` at ${pinned.join(' or ')}` : ''}`,
      why,
      {
        cause,
      },
    );
  const address = pinned?.find((candidate) => isIP(candidate) === family);
  if (pinned && address === undefined) throw noAnswer(`it has no IPv${family} address`);

  return new Promise((resolve, reject) => {
    const request = (protocol === 'https:' ? https : http).request(url, {
      method,
      family,
      agent: false,
      headers: {
        connection: 'close',
        ...(route.userAgent === undefined ? {} : { 'user-agent': route.userAgent }),
        ...question.headers,
      },
      ...(address === undefined ? {} : { lookup: always(address) }),
      ...(protocol === 'https:' ? trusting(route.authority) : {}),
    });
    // One time limit for everything: a server that sends one byte per second does not count as answering.
    const bound = setTimeout(
      () => request.destroy(new Error(`no complete answer within ${timeoutMs / 1000} s`)),
      timeoutMs,
    );
    const fail = (cause: unknown): void => {
      clearTimeout(bound);
      const { code } = cause as NodeJS.ErrnoException;
      reject(
        isBadCertificate(code)
          ? new Error(`${url}: ${errorMessage(cause)}`, { cause })
          : noAnswer(errorMessage(cause), cause),
      );
    };
    request.on('error', fail);
    request.on('response', (response) => {
      const remote = plainAddress(response.socket.remoteAddress ?? 'unknown');
      const chunks: Buffer[] = [];
      let size = 0;
      response.on('error', fail);
      response.on('data', (chunk: Buffer) => {
        size += chunk.length;
        if (size > MAX_BODY) request.destroy(new Error(`the answer is longer than ${MAX_BODY} bytes`));
        else chunks.push(chunk);
        if (question.cutAt === undefined || size < question.cutAt) return;
        answered();
        request.destroy();
      });
      const answered = (): void => {
        clearTimeout(bound);
        const body = Buffer.concat(chunks).subarray(0, question.cutAt);
        resolve({
          url,
          status: response.statusCode ?? 0,
          headers: response.headers,
          body,
          text: body.toString(),
          address: remote,
        });
      };
      response.on('end', answered);
    });
    request.end(question.body);
  });
}

function always(address: string): LookupFunction {
  const family = isIP(address);
  return (_name, options, done) => {
    if (options.all) done(null, [{ address, family }]);
    else done(null, address, family);
  };
}
