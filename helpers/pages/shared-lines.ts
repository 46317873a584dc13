import type { PageFacts } from '../baseline/page.js';
import type { RecordedPage } from '../baseline/stable-parts.js';
import { groupBy } from '../core/lists.js';

/** With fewer pages than this, lines that most of them share mean nothing. */
export const FEW = 4;

/** A page on both hosts. */
export type Pair = {
  readonly before: RecordedPage;
  readonly now: PageFacts;
  /** The new host's second answer, if one was requested. */
  readonly again?: PageFacts | undefined;
};

/**
 * By site, the lines that come and go, such as a randomly chosen member: those that only one of two answers of the old host
 * had, and those that most pages of the new host had lost when they were requested again.
 */
export const fleetingLines = (pairs: readonly Pair[]): Map<string, Set<string>> =>
  new Map(
    [...groupBy(pairs, ({ now }) => new URL(now.url).hostname)].map(([site, all]) => {
      const fleeting = all.flatMap(({ before: { volatile } }) => [
        ...(volatile['text'] ?? []),
        ...(volatile['frame'] ?? []),
      ]);
      const kept = new Map<string, number>();
      for (const { now, again } of all) {
        if (again === undefined) continue;
        const still = linesOf(again);
        for (const line of linesOf(now)) kept.set(line, (kept.get(line) ?? 0) + (still.has(line) ? 1 : -1));
      }
      return [site, new Set([...fleeting, ...[...kept].flatMap(([line, balance]) => (balance > 0 ? [] : [line]))])];
    }),
  );

const linesOf = ({ text, frame }: PageFacts): Set<string> => new Set([...text, ...frame]);

/** By site, the lines that at least half of its pages have, if it has enough pages. */
export function sharedLines(pages: readonly PageFacts[]): Map<string, Set<string>> {
  const counts = new Map<string, { pages: number; lines: Map<string, number> }>();
  for (const page of pages) {
    const lines = linesOf(page);
    if (page.status !== 200 || lines.size === 0) continue;
    const site = new URL(page.url).hostname;
    const count = counts.get(site) ?? { pages: 0, lines: new Map<string, number>() };
    counts.set(site, count);
    count.pages += 1;
    for (const line of lines) count.lines.set(line, (count.lines.get(line) ?? 0) + 1);
  }
  return new Map(
    [...counts].map(([site, { pages: all, lines }]) => [
      site,
      new Set([...lines].flatMap(([line, times]) => (all >= FEW && times * 2 >= all ? [line] : []))),
    ]),
  );
}
