import type { Target } from '../../targets/schema.js';
import { differences, type Aspect, type Difference } from '../baseline/compare.js';
import { comparedUrls } from '../baseline/fetch-pages.js';
import { pageFacts, type PageFacts } from '../baseline/page.js';
import { whyNotRecordable } from '../baseline/recordable.js';
import { mergePageSamples } from '../baseline/stable-parts.js';
import { groupBy, unique } from '../core/lists.js';
import { NoAnswer } from '../core/no-answer.js';
import { findPages, type Found } from './find.js';
import { leadingBack } from './leading-back.js';
import { FEW, fleetingLines, sharedLines, type Pair } from './shared-lines.js';
import { urlsInWords } from './causes.js';
import { loggedAddresses } from './logged.js';
import { Budget, PoliteClient, type Unasked } from './polite-client.js';

/** The comparison of the answers of both hosts. */
export type ComparedPages = Pick<Found, 'beyond' | 'dropped'> & {
  /** Addresses that both hosts answered. */
  readonly compared: number;
  readonly differences: readonly Difference[];
  /** Where pages of the new host link to the old host by its own name or address, one line each. */
  readonly leadingBack: readonly string[];
  /** Reasons why the comparison is not proof, one line each. */
  readonly unproven: readonly string[];
  readonly seconds: number;
};

/**
 * Compares the pages of both hosts, live.
 * @throws {NoAnswer} when the old host cannot be asked, is closed, or forwards
 */
export async function compareHosts(target: Target): Promise<ComparedPages> {
  const { old, new: newHost } = target.hosts;
  const begin = Date.now();
  const budget = new Budget(target.pages);
  const [toOld, toNew] = [PoliteClient.to(target, old, budget), PoliteClient.to(target, newHost, budget)];
  const why = await whyNotRecordable(target);
  if (why !== undefined) throw new NoAnswer('the pages of the old host', old.name, why);
  const found = await findPages(target, toOld, () => loggedAddresses(target));
  requirePages(target, found.pages);

  const urls = found.pages.map(({ url }) => url);
  const [again, now] = await Promise.all([askAll(toOld, urls), askAll(toNew, urls)]);
  const pairs = found.pages.flatMap((first) => {
    const [second, there] = [again.get(first.url), now.get(first.url)];
    return second && there ? [{ before: mergePageSamples(first, second), now: there }] : [];
  });
  if (pairs.length === 0 && toNew.unasked.every(({ kind }) => kind === 'no answer'))
    throw toNew.unasked[0] === undefined
      ? new NoAnswer('its pages, a second time', old.name, 'it no longer served its pages')
      : new NoAnswer('the pages that the old host serves', newHost.name, toNew.unasked[0].why);
  const badCertificates = toNew.unasked
    .filter(({ kind, url }) => kind === 'bad certificate' && again.has(url))
    .map(({ url, why }) => allowing(target, { url, aspect: 'status', words: `certificate: accepted -> ${why}` }));
  return {
    beyond: found.beyond,
    dropped: found.dropped,
    compared: pairs.length,
    differences: [
      // A difference that gets no answer this time stays as it was found, so a separate client is used.
      ...(await confirmedDifferences(target, pairs, PoliteClient.to(target, newHost, budget))),
      ...badCertificates,
    ],
    leadingBack: leadingBack(
      target,
      pairs.map(({ now: page }) => page),
    ),
    unproven: [
      ...found.unread,
      ...unaskedLines(served(toOld.unasked, found.pages), old.name),
      ...unaskedLines(
        toNew.unasked.filter(({ kind }) => kind === 'no answer'),
        newHost.name,
      ),
    ],
    seconds: (Date.now() - begin) / 1_000,
  };
}

async function askAll(client: PoliteClient, urls: readonly string[]): Promise<Map<string, PageFacts>> {
  const answers = new Map<string, PageFacts>();
  await client.all(urls, (answer) => answers.set(answer.url, pageFacts(answer)));
  return answers;
}

/**
 * Differences between pages; pages with a new line are requested once more: a line that does not reappear was chance.
 * @param client asks the new host; a difference without an answer stays as it was found
 */
export async function confirmedDifferences(
  target: Pick<Target, 'sites' | 'baselineComparison'>,
  pairs: readonly Pair[],
  client: PoliteClient,
): Promise<Difference[]> {
  const again = await askAll(client, withNewLines(comparePages(target, pairs)));
  return comparePages(
    target,
    pairs.map((pair) => ({ ...pair, again: again.get(pair.before.url) })),
  );
}

/** Addresses of pages with a line that the old host does not have. */
const withNewLines = (found: readonly Difference[]): string[] =>
  unique(found.flatMap(({ kind, words, url }) => (kind === 'regression' && words.startsWith('new: ') ? [url] : [])));

/** Except the front page of a name over http or https if the old host does not serve that scheme but answers over the other. */
const served = (unasked: readonly Unasked[], pages: readonly PageFacts[]): Unasked[] =>
  unasked.filter(({ url, why }) => {
    const { host, pathname, protocol } = new URL(url);
    const other = `${protocol === 'http:' ? 'https' : 'http'}://${host}/`;
    return !(/ECONNREFUSED/.test(why) && pathname === '/' && pages.some((page) => page.url === other));
  });

/** Every page that is not listed as steady may contain visitors' text: only the lines that most pages share are compared word by word. */
export function comparePages(
  target: Pick<Target, 'sites' | 'baselineComparison'>,
  pairs: readonly Pair[],
): Difference[] {
  const steady = new Set(comparedUrls(target).flatMap(({ url, lives }) => (lives ? [] : [url])));
  const isSteady = (url: string): boolean => steady.has(url) || new URL(url).pathname === '/robots.txt';
  const [was, is] = [pairs.map(({ before }) => before), pairs.map(({ now }) => now)];
  const bySite = [sharedLines(was), sharedLines(is), fleetingLines(pairs)];
  const { allowed } = target.baselineComparison;
  return pairs.flatMap(({ before, now }) => {
    const [onOld, onNew, fleeting] = bySite.map(
      (lines) => lines.get(new URL(before.url).hostname) ?? new Set<string>(),
    );
    // Half of the new pages may happen to show the same random line.
    const isShared = (line: string): boolean =>
      onOld?.has(line) === true || (onNew?.has(line) === true && fleeting?.has(line) !== true);
    return differences(before, now, { lives: !isSteady(before.url), allowed, isShared });
  });
}

/** @throws {NoAnswer} when the answers of the old host are not those of an open site */
function requirePages({ hosts: { old }, freeze, sites }: Target, pages: readonly PageFacts[]): void {
  const texts = pages
    .filter(({ status, text }) => status === 200 && text.length > 0)
    .map(({ text }) => text.join('\n'));
  const refuse = (why: string): never => {
    throw new NoAnswer('the pages of the old host', old.name, why);
  };
  if (pages.length === 0) refuse(`it served none of the addresses of ${sites.map(({ host }) => host).join(', ')}`);
  if (texts.length > 0 && texts.every((text) => text.includes(freeze.words)))
    refuse(`all of its pages say "${freeze.words}": the site is closed`);
  if (texts.length >= FEW && new Set(texts).size === 1)
    refuse(`all ${texts.length} of its pages are identical: the site is closed, or shows one page for everything`);
}

function allowing(target: Target, found: { url: string; aspect: Aspect; words: string }): Difference {
  const rule = target.baselineComparison.allowed.find(
    ({ words, url }) => words.test(found.words) && (url?.test(found.url) ?? true),
  );
  return { ...found, kind: rule === undefined ? 'regression' : 'allowed', why: rule?.why ?? '' };
}

/** One line for each reason. */
const unaskedLines = (unasked: readonly Unasked[], host: string): string[] =>
  [...groupBy(unasked, ({ why }) => why).values()].map(
    (all) => `no usable answer from ${host} to ${urlsInWords(all.map(({ url }) => url))}: ${all[0]?.why ?? ''}`,
  );
