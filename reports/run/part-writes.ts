import type { TestCase, TestResult } from '@playwright/test/reporter';
import { PART } from '../../helpers/evidence/judging.js';

type Span = { readonly from: number; readonly to: number };
/** The parts of a test that matter here. */
export type Written = Pick<TestCase, 'tags'> & {
  readonly results: readonly Pick<TestResult, 'annotations' | 'startTime' | 'duration'>[];
};

/**
 * Which parts of a run wrote to the hosts at the same time, in words. Locks do not cross machines: what must not be done twice
 * at the same time is done by one part after the other.
 * @param tests of the merged reports; each that writes says in an annotation which part it ran in
 */
export function writeTroubles(tests: readonly Written[]): string[] {
  const spans = new Map<string, Span>();
  for (const { annotations, startTime, duration } of tests.flatMap(({ tags, results }) =>
    tags.includes('@writes') ? results : [],
  )) {
    const part = annotations.find(({ type }) => type === PART)?.description;
    if (part === undefined) continue;
    const [from, to] = [startTime.getTime(), startTime.getTime() + duration];
    const known = spans.get(part) ?? { from, to };
    spans.set(part, { from: Math.min(from, known.from), to: Math.max(to, known.to) });
  }
  const inOrder = [...spans].sort(([, one], [, other]) => one.from - other.from);
  return inOrder.flatMap(([part, { from }], at) =>
    inOrder
      .slice(0, at)
      .filter(([, before]) => before.to > from)
      .map(
        ([before]) =>
          `Parts ${before} and ${part} both wrote to the hosts at the same time: run them one after the other.`,
      ),
  );
}
