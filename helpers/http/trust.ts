import { readFileSync } from 'node:fs';
import { createSecureContext, rootCertificates, type SecureContext } from 'node:tls';

/** Keyed by the text of the authority: OpenSSL reads some 140 roots for each, which takes longer than most answers. */
const made = new Map<string, SecureContext>();

/**
 * Options of a connection that trusts the well-known roots that come with Node, plus one more authority. Environment settings that
 * add authorities or disable checks make no difference.
 * @param authority PEM file; undefined: the well-known roots alone
 */
export function trusting(authority: string | undefined): { secureContext: SecureContext; rejectUnauthorized: true } {
  const pem = authority === undefined ? '' : readFileSync(authority, 'utf8');
  const own = pem === '' ? [] : [pem];
  const secureContext = made.get(pem) ?? createSecureContext({ ca: [...rootCertificates, ...own] });
  made.set(pem, secureContext);
  return { secureContext, rejectUnauthorized: true };
}
