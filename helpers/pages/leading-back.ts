import type { Target } from '../../targets/schema.js';
import type { PageFacts } from '../baseline/page.js';
import { groupBy, unique } from '../core/lists.js';
import { addressesOf, siteNames } from '../core/site-names.js';
import { urlsInWords } from './causes.js';

/**
 * Pages that link to the old host by its own name or address: correct on both hosts today, but a dead end as soon as the old one is off.
 * A name of the old host that is one of the site's moves with it.
 */
export function leadingBack(
  { hosts: { old }, sites }: Pick<Target, 'hosts' | 'sites'>,
  pages: readonly Pick<PageFacts, 'url' | 'headers' | 'frame'>[],
): string[] {
  const names = [
    old.hostname,
    ...addressesOf(old).map((address) => (address.includes(':') ? `[${address}]` : address)),
  ];
  const own = names.filter((name) => !siteNames({ sites }).includes(name));
  const found = pages.flatMap(({ url, headers, frame }) =>
    [`redirect to ${headers['location'] ?? ''}`, ...frame].flatMap((line) => {
      const host = own.find((name) => leadsTo(line, name));
      return host === undefined ? [] : [{ url, host }];
    }),
  );
  return [...groupBy(found, ({ host }) => host)].map(
    ([host, all]) => `${urlsInWords(unique(all.map(({ url }) => url)))}: | links to ${host}`,
  );
}

const leadsTo = (line: string, name: string): boolean =>
  line === `links to ${name}` ||
  line.startsWith(`links to ${name}:`) ||
  [`//${name}/`, `//${name}:`].some((part) => `${line}/`.includes(part));
