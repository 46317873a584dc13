import type { DnsResult } from './dns-zone.js';
import { valuesIn } from './dns-records.js';

const SPACE = 2 ** 32;
/** Is one serial later than another? Serials wrap around (RFC 1982, 3.2). */
const isAhead = (serial: number, other: number): boolean => {
  const distance = (serial - other + SPACE) % SPACE;
  return distance > 0 && distance < SPACE / 2;
};

/** `ns1.example hostmaster.example 2012062201 3600 ...`: the primary server of the zone, and its serial. */
function soaOf({ answer }: DnsResult): { primary: string; serial: number } {
  const [primary = '', , serial = ''] = (valuesIn(answer)[0] ?? '').split(' ');
  return { primary: primary.toLowerCase().replace(/\.$/, ''), serial: Number(serial) };
}

/** Servers whose serial for the zone differs from that of its primary server, and what follows from that. */
export function serialComplaints(found: readonly DnsResult[]): string[] {
  const all = found.map((result) => ({ result, ...soaOf(result) }));
  const source = all.find(({ result, primary }) => result.server.name.toLowerCase().replace(/\.$/, '') === primary);
  const reference = source?.serial ?? all[0]?.serial;
  if (reference === undefined) return [];
  return all
    .filter(({ serial }) => serial !== reference)
    .map(({ result, serial }) => {
      const who = `${result.server.name} (${result.server.address}) has the serial ${serial}`;
      if (source === undefined) return `${who}, while ${all[0]?.result.server.name ?? 'another'} has ${reference}`;
      return isAhead(serial, reference)
        ? `${who}, ahead of ${source.result.server.name} with ${reference}: it will not fetch the zone until ${source.result.server.name} has a higher serial`
        : `${who}, behind ${source.result.server.name} with ${reference}: it has not fetched the zone; see its log`;
    });
}
