import { connect, type ConnectionOptions, type TLSSocket } from 'node:tls';
import { unique } from '../core/lists.js';
import { NoAnswer, errorMessage } from '../core/no-answer.js';
import { factsOf, issuersOf, problemOf, type CertificateFacts } from './tls-certificate.js';
import { trusting } from './trust.js';
import { patient } from '../core/patience.js';

/** The server's address, and the name under which it is asked. */
export type TlsQuestion = {
  readonly address: string;
  /** The requested host name (SNI, RFC 6066), which the certificate must cover. */
  readonly name: string;
  /** Default: 443. */
  readonly port?: number;
  /** PEM file of an authority to trust in addition to the well-known ones. */
  readonly authority?: string | undefined;
  /** Default: 5 s. */
  readonly timeoutMs?: number;
};

export type TlsFacts = {
  /** The server's own certificate first, then the others that it sent, each the issuer of the one before. Not completed through AIA. */
  readonly chain: readonly [CertificateFacts, ...CertificateFacts[]];
  /** Why a strict client would refuse the chain, in words; undefined when it would not. */
  readonly chainProblem: string | undefined;
  /** Does the certificate cover the requested name (RFC 6125)? */
  readonly coversName: boolean;
  /** The negotiated version, e.g. `TLSv1.3`. */
  readonly protocol: string;
};

const TLS_VERSIONS = ['TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3'] as const;
export type TlsVersion = (typeof TLS_VERSIONS)[number];

/**
 * Makes one handshake and reads what the server presents. The handshake itself proves that the server holds the certificate's
 * key.
 * @throws {NoAnswer} refused, silent, not TLS
 */
export async function askTls(question: TlsQuestion): Promise<TlsFacts> {
  const { authority, name } = question;
  // Only roots: a client that trusts an intermediate directly would not notice that the server does not send it.
  const { secureContext } = trusting(authority);
  const shaken = await handshake(question, { secureContext });
  if (!('socket' in shaken)) throw noAnswer(question, 'a TLS handshake', shaken.refusal);
  const { socket } = shaken;
  const leaf = socket.getPeerX509Certificate();
  const protocol = socket.getProtocol() ?? 'unknown';
  // Typed and documented as an Error, but actually OpenSSL's code.
  const code = socket.authorized ? undefined : String(socket.authorizationError);
  socket.destroy();
  if (leaf === undefined) throw noAnswer(question, 'its certificate', 'it showed none');
  const chain: [CertificateFacts, ...CertificateFacts[]] = [factsOf(leaf), ...issuersOf(leaf).map(factsOf)];
  return {
    chain,
    chainProblem: code === undefined ? undefined : problemOf(code, chain),
    coversName: leaf.checkHost(name) !== undefined,
    protocol,
  };
}

/**
 * Tries each version separately.
 * @throws {NoAnswer} when the server could not be reached, or accepted no version at all
 */
export async function acceptedVersions(question: TlsQuestion): Promise<TlsVersion[]> {
  const tried = await Promise.all(
    TLS_VERSIONS.map(async (version) => {
      // OpenSSL 3 itself refuses the old versions unless the security level allows their digests.
      const only = { minVersion: version, maxVersion: version, ciphers: 'ALL:@SECLEVEL=0' } as const;
      const shaken = await handshake(question, only);
      if ('socket' in shaken) shaken.socket.destroy();
      return { version, refusal: 'socket' in shaken ? undefined : shaken.refusal };
    }),
  );
  const accepted = tried.filter(({ refusal }) => refusal === undefined).map(({ version }) => version);
  if (accepted.length > 0) return accepted;
  const reasons = unique(tried.map(({ refusal }) => refusal)).join('; ');
  throw noAnswer(question, `a handshake with each of ${TLS_VERSIONS.join(', ')}`, reasons);
}

const noAnswer = ({ address, name, port }: TlsQuestion, asked: string, why: string, cause?: unknown): NoAnswer =>
  new NoAnswer(`${asked} for ${name}`, `${address}:${port ?? 443}`, why, { cause });

/** The connection, or why the server, once reached, did not continue. If it cannot be reached at all, that is NoAnswer. */
async function handshake(
  question: TlsQuestion,
  options: ConnectionOptions,
): Promise<{ socket: TLSSocket } | { refusal: string }> {
  const { address, name, port = 443, timeoutMs = patient(5_000) } = question;
  return new Promise((resolve, reject) => {
    const socket = connect({
      host: address,
      port,
      servername: name,
      // The chain is judged afterwards; refusing here would hide what the server sent.
      rejectUnauthorized: false,
      checkServerIdentity: () => undefined,
      ...options,
    });
    let isReached = false;
    const bound = setTimeout(() => {
      socket.destroy();
      reject(noAnswer(question, 'a TLS handshake', `no answer within ${timeoutMs / 1000} s`));
    }, timeoutMs);
    socket.once('connect', () => (isReached = true));
    socket.once('secureConnect', () => {
      clearTimeout(bound);
      resolve({ socket });
    });
    socket.on('error', (cause) => {
      clearTimeout(bound);
      if (isReached) resolve({ refusal: errorMessage(cause).trim() });
      else reject(noAnswer(question, 'a TLS handshake', errorMessage(cause), cause));
    });
  });
}
