import { dkimVerify } from 'mailauth/lib/dkim/verify.js';
import { dmarc } from 'mailauth/lib/dmarc/index.js';
import { unique } from '../core/lists.js';
import { nodeResolver, type Lookup } from '../dns/resolve.js';
import type { Mail } from './mail.js';
import { senderPolicy } from './sender.js';

/** The origin of an email, as receivers see it. */
type Origin = { readonly address: string; readonly helo: string };

/** A receiver's view of an email: its signatures (RFC 6376), and whether they or SPF vouch for its From (RFC 7489). */
type Authentication = {
  readonly signatures: readonly { readonly domain: string; readonly result: string; readonly why: string }[];
  /** pass, fail; none if the domain of the From header has no policy. */
  readonly dmarc: string;
  readonly domain: string;
};

/**
 * Why a receiver may refuse an email or treat it as spam, one line each, whichever of these addresses it comes from.
 * @throws {NoAnswer} when a DNS question went unanswered
 */
export async function objectionsTo(lookup: Lookup, mail: Mail, addresses: readonly string[]): Promise<string[]> {
  const { helo } = mail.envelope;
  const found = await Promise.all(addresses.map((address) => authenticate(lookup, mail, { address, helo })));
  return unique(found.flatMap(objections));
}

async function authenticate(lookup: Lookup, mail: Mail, origin: Origin): Promise<Authentication> {
  const { resolve, unanswered } = nodeResolver(lookup);
  const envelopeDomain = mail.envelope.from.split('@')[1] ?? '';
  const [{ results }, policy] = await Promise.all([
    dkimVerify(mail.raw, { resolver: resolve }),
    senderPolicy(lookup, { domain: envelopeDomain === '' ? origin.helo : envelopeDomain, ...origin }),
  ]);
  const signatures = results
    .filter(({ signingDomain }) => Boolean(signingDomain))
    .map(({ signingDomain, selector, status }) => ({
      domain: signingDomain,
      result: status.result,
      why: `${selector}._domainkey.${signingDomain}: ${status.comment || status.result}`,
    }));
  const judged = await dmarc({
    headerFrom: [mail.from],
    spfDomains: policy.result === 'pass' ? [envelopeDomain] : [],
    dkimDomains: signatures.filter(({ result }) => result === 'pass').map(({ domain }) => ({ domain })),
    resolver: resolve,
  });
  const silent = unanswered();
  if (silent !== undefined) throw silent;
  return { signatures, dmarc: judged === false ? 'none' : judged.status.result, domain: mail.from.split('@')[1] ?? '' };
}

const objections = ({ signatures, dmarc: result, domain }: Authentication): string[] => [
  ...signatures.flatMap(({ result: signed, why }) => (signed === 'pass' ? [] : [`DKIM ${signed}: ${why}`])),
  ...(result === 'fail' ? [`DMARC fail: neither SPF nor a signature vouches for ${domain}`] : []),
];
