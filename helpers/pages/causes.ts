import type { Difference } from '../baseline/compare.js';
import { groupBy } from '../core/lists.js';

export const urlsInWords = ([first = '', ...more]: readonly string[]): string =>
  `GET ${first}${more.length > 0 ? ` and ${more.length} more` : ''}`;

/**
 * Differences by cause, the most widespread first: `GET http://... and 299 more: | status 200 on OLD, 404 on NEW`, on two lines.
 * Pages that link to themselves under another name share one cause.
 */
export function causesOf(
  found: readonly Difference[],
  names: { readonly old: string; readonly new: string },
): string[] {
  const hasOtherStatus = new Set(found.flatMap(({ url, words }) => (words.startsWith('status: ') ? [url] : [])));
  // If a redirect is no longer one, its former target adds no information.
  const telling = found.filter(({ url, words }) => !(words.startsWith('location: ') && hasOtherStatus.has(url)));
  return [...groupBy(telling, ({ words }) => words.replace(/(https?:\/\/[^/\s]+)\/\S*/g, '$1')).values()]
    .sort((one, other) => other.length - one.length)
    .map((all) => `${urlsInWords(all.map(({ url }) => url))}: | ${inWords(all[0]?.words ?? '', names)}`);
}

function inWords(words: string, names: { readonly old: string; readonly new: string }): string {
  const [, what, was, is] = /^([^:]+): (.*) -> (.*)$/.exec(words) ?? [];
  if (what !== undefined) return `${what} ${was ?? ''} on ${names.old}, ${is ?? ''} on ${names.new}`;
  const [, kind, line] = /^(lost|new): (.*)$/.exec(words) ?? [];
  return kind === undefined ? words : `only on ${kind === 'lost' ? names.old : names.new}: ${line ?? ''}`;
}

type Looked = {
  readonly compared: number;
  readonly beyond: number;
  readonly dropped: Readonly<Record<string, number | undefined>>;
};

/** How much was compared, how much was not, and why. */
export function notAskedInWords({ compared, beyond, dropped }: Looked): string {
  const left = Object.entries(dropped).map(([why, count]) => `${count ?? 0} ${why}`);
  const more = beyond > 0 ? [`${beyond} beyond the limit of the target (pages.mostAddresses)`] : [];
  return `addresses compared: ${compared}; not requested: ${[...more, ...left].join(', ') || 'none'}`;
}
