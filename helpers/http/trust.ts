import { readFileSync } from 'node:fs';
import { createSecureContext, rootCertificates, type SecureContext } from 'node:tls';

/** By the text of the authority: OpenSSL reads some 140 roots for each, which takes longer than most answers. */
const made = new Map<string, SecureContext>();

/**
 * What trusts the well-known roots and one authority besides them, for `secureContext` of a connection.
 * @param authority PEM file; undefined: nothing is said, and Node trusts whom it always trusts
 */
export function trusting(authority: string | undefined): { secureContext?: SecureContext } {
  if (authority === undefined) return {};
  const pem = readFileSync(authority, 'utf8');
  const secureContext = made.get(pem) ?? createSecureContext({ ca: [...rootCertificates, pem] });
  made.set(pem, secureContext);
  return { secureContext };
}
