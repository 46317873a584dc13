import { isInZone } from './dns-zone.js';
import type { Lookup } from './resolve.js';
import { valuesIn } from './dns-records.js';

/** Who may issue certificates for a name, according to its CAA records (RFC 8659). */
export type Issuers = {
  /** The name that has the records; undefined if no name has any: then every authority may. */
  readonly at: string | undefined;
  /** Domains of authorities, as they publish them: `letsencrypt.org`. */
  readonly allowed: readonly string[];
};

/**
 * The records of the name itself count, otherwise those of the closest parent name, up to the zone.
 * @throws {NoAnswer} when a question on the way had no answer
 */
export async function issuersFor(lookup: Lookup, name: string, zone: string): Promise<Issuers> {
  for (let at = name; isInZone(at, zone); at = at.slice(at.indexOf('.') + 1)) {
    const values = valuesIn(await lookup(at, 'CAA'));
    if (values.length === 0) continue;
    const allowed = values.flatMap((value) => /^\d+ issue "?\s*([^";]*)/.exec(value)?.[1]?.trim().toLowerCase() ?? []);
    return { at, allowed: allowed.filter((domain) => domain !== '') };
  }
  return { at: undefined, allowed: [] };
}

/** The authorities that issue most certificates, by a word in the issuer's name, with the domain that they publish for CAA. */
const AUTHORITIES: readonly [word: RegExp, domains: readonly string[]][] = [
  [/Let's Encrypt/i, ['letsencrypt.org']],
  [/ZeroSSL|Sectigo|COMODO|USERTRUST/i, ['sectigo.com', 'comodoca.com', 'usertrust.com', 'trust-provider.com']],
  [/DigiCert|GeoTrust|RapidSSL|Thawte/i, ['digicert.com', 'geotrust.com', 'rapidssl.com', 'thawte.com']],
  [/GlobalSign/i, ['globalsign.com']],
  [/Google Trust Services/i, ['pki.goog']],
  [/GoDaddy|Starfield/i, ['godaddy.com', 'starfieldtech.com']],
  [/Buypass/i, ['buypass.com', 'buypass.no']],
  [/Amazon/i, ['amazon.com', 'amazontrust.com', 'awstrust.com', 'amazonaws.com']],
  [/SSL\.com|SSL Corporation/i, ['ssl.com']],
  [/HARICA/i, ['harica.gr']],
  [/CAcert/i, ['cacert.org']],
];

/** The domains by which CAA records refer to the issuer of a certificate; none if the issuer's name is unknown. */
export const domainsOfIssuer = (issuer: string): readonly string[] =>
  AUTHORITIES.find(([word]) => word.test(issuer))?.[1] ?? [];
