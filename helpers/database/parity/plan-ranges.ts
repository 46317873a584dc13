import { errorMessage } from '../../core/no-answer.js';
import { formatRange, type Range } from './key.js';
import { Pace } from './pace.js';
import { keyAfter } from './range.js';
import type { Server } from './server.js';
import type { ComparisonState } from './state.js';
import type { TablePlan } from './table-plan.js';

/** One piece of work; without a range, it is a whole table that cannot be split into ranges. */
export type Job = { readonly plan: TablePlan; readonly pace: Pace; readonly range: Range; readonly rows: number };

/**
 * Splits tables into ranges that take about a second each, on demand: at keys of the old server, some ranges
 * ahead of the comparison, so that rows far from all others cause neither large nor empty ranges.
 * @param unproven called with whatever could not be split and therefore not be compared
 */
export async function* planRanges(
  old: Server,
  plans: readonly TablePlan[],
  state: ComparisonState,
  unproven: (plan: TablePlan, where: string, why: string) => void,
): AsyncGenerator<Job, void> {
  const session = old.newSession();
  const known = { bytes: undefined };
  for (const plan of plans) {
    const pace = new Pace(plan.bytes / Math.max(plan.rows, 1), known);
    for (const span of state.openOf(plan)) {
      let rest = span;
      try {
        for (let isWhole = plan.index === undefined || plan.rows * 2 < pace.rows; ; isWhole = false) {
          const { rows } = pace;
          const from = rest;
          const end = isWhole ? undefined : await old.ask(session, () => keyAfter(session, plan, from, rows));
          if (end === undefined || end.join() === rest.upTo?.join()) break;
          const [next, after] = [
            { after: rest.after, upTo: end },
            { after: end, upTo: rest.upTo },
          ];
          state.cut(plan, rest, [next, after]);
          rest = after;
          yield { plan, pace, range: next, rows };
        }
        yield { plan, pace, range: rest, rows: pace.rows };
      } catch (cause) {
        unproven(
          plan,
          plan.index === undefined ? 'all rows' : formatRange(plan, rest),
          errorMessage(cause).split('\n')[0] ?? '',
        );
      }
    }
  }
}
