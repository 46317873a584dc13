/**
 * Distinguishes "no one answered" from "the answer was wrong", by Chromium's message or Node's code: refused, silent,
 * unreachable, unknown, interrupted, or garbage means no answer. An untrusted certificate, a redirect loop, or an
 * error page without text is an answer, and a wrong one.
 */
export const isNoAnswer = (words: string): boolean =>
  /net::ERR_(?:CONNECTION|NAME|TIMED|ADDRESS|EMPTY|INTERNET|NETWORK|SOCKET|DNS|SSL_PROTOCOL|INVALID_HTTP|CONTENT_LENGTH|INCOMPLETE)/.test(
    words,
  );

/**
 * The element that a failed action did not find, from its error message; undefined if it was found, or if nothing was searched
 * for.
 */
export const missingElement = (words: string): string | undefined =>
  /locator resolved to/.test(words)
    ? undefined
    : /^locator\.[\s\S]*\n\s*- waiting for (locator\(.*\)|getBy.*)/.exec(words)?.[1];

/** Node's and OpenSSL's codes for a certificate that a strict client refuses (tls, "X509 certificate error codes"). */
export const isBadCertificate = (code: unknown): boolean =>
  typeof code === 'string' &&
  /CERT|SELF_SIGNED|UNABLE_TO_(?:GET|VERIFY|DECODE|DECRYPT)|HOSTNAME_MISMATCH|CRL/.test(code);
