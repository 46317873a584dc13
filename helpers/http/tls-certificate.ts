import type { X509Certificate } from 'node:crypto';
import { plainAddress } from '../core/address.js';

export type CertificateFacts = {
  readonly subject: string;
  readonly issuer: string;
  /** Names that it covers, in lower case; for the server's own certificate, the ones that count (subjectAltName). */
  readonly names: readonly string[];
  /** Other names that it covers, by type: `IP 192.0.2.1`. */
  readonly otherNames: readonly string[];
  readonly validFrom: Date;
  readonly validTo: Date;
  /** SHA-256, to distinguish two certificates. */
  readonly fingerprint: string;
};

/** A certificate, its issuer's certificate, and so on, as far as the server sent them; a self-signed one is its own root. */
export function issuersOf(leaf: X509Certificate): X509Certificate[] {
  const issuer = leaf.issuerCertificate;
  // A root is its own issuer.
  return issuer === undefined || issuer.fingerprint256 === leaf.fingerprint256 ? [] : [issuer, ...issuersOf(issuer)];
}

/** The certificate properties that a migration can break. */
export function factsOf(certificate: X509Certificate): CertificateFacts {
  const oneLine = (name: string): string => name.split('\n').join(', ');
  const alternatives = alternativeNames(certificate.subjectAltName ?? '');
  return {
    subject: oneLine(certificate.subject),
    issuer: oneLine(certificate.issuer),
    names: alternatives.flatMap(([type, name]) => (type === 'DNS' ? name.toLowerCase() : [])),
    otherNames: alternatives.flatMap(([type, name]) => {
      if (type === 'DNS') return [];
      return type === 'IP Address' ? `IP ${plainAddress(name)}` : `${type} ${name}`;
    }),
    validFrom: new Date(certificate.validFrom),
    validTo: new Date(certificate.validTo),
    fingerprint: certificate.fingerprint256,
  };
}

/** Types and names in Node's format: `DNS:www.example, IP Address:192.0.2.1, URI:"a name with a comma, in quotes"`. */
const alternativeNames = (list: string): [type: string, name: string][] =>
  [...list.matchAll(/([^:,]+):("(?:[^"\\]|\\.)*"|[^,]*)(?:, |$)/g)].map(([, type = '', name = '']) => [
    type,
    name.startsWith('"') ? String(JSON.parse(name)) : name,
  ]);

/** OpenSSL's reasons (x509_verify_cert_error_string(3)) in an operator's words. */
export function problemOf(code: string, chain: readonly [CertificateFacts, ...CertificateFacts[]]): string {
  const last = chain.at(-1) ?? chain[0];
  const stale = chain.find(({ validTo }) => validTo.getTime() < Date.now());
  const early = chain.find(({ validFrom }) => validFrom.getTime() > Date.now()) ?? chain[0];
  switch (code) {
    case 'DEPTH_ZERO_SELF_SIGNED_CERT':
      return `self-signed certificate (${last.subject})`;
    case 'SELF_SIGNED_CERT_IN_CHAIN':
      return `the chain ends in an untrusted root (${last.subject})`;
    case 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY':
    case 'UNABLE_TO_VERIFY_LEAF_SIGNATURE':
      return chain.length === 1
        ? `intermediate not sent: the server sent only its own certificate, issued by "${last.issuer}", which is not a trusted root`
        : `the chain ends at "${last.issuer}", which was not sent and is not a trusted root`;
    case 'CERT_HAS_EXPIRED':
      return `expired on ${stale?.validTo.toISOString() ?? 'an unknown date'} (${stale?.subject ?? last.subject})`;
    case 'CERT_NOT_YET_VALID':
      return `not valid before ${early.validFrom.toISOString()} (${early.subject})`;
    default:
      return `OpenSSL reports ${code}`;
  }
}

/** Certificates in a chain that expire before a day: which of them, for whom, and when. */
export function endingBefore(chain: readonly CertificateFacts[], day: Date): string[] {
  return chain.flatMap(({ subject, issuer, validTo }, at) => {
    if (validTo > day) return [];
    const which = at === 0 ? 'a server certificate' : subject === issuer ? 'a root' : 'an intermediate certificate';
    return [`${which} (${subject}) that expires at ${validTo.toISOString()}`];
  });
}
