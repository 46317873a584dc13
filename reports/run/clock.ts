import type { CheckResult } from '../decision/evidence.js';

/** Clocks of the machines of a sharded run differ a little, and one is corrected by some milliseconds now and then. */
const SLACK = 5_000;

/**
 * Signs that a clock was changed during a run. The times in the evidence then prove nothing: neither when something was
 * seen, nor that it was seen after something else.
 * @param lasted milliseconds by a clock that nobody can set; null where there was none
 */
export function clockTroubles(
  { started, ended, lasted }: { started: Date; ended: Date; lasted: number | null },
  checks: readonly CheckResult[],
): string[] {
  const shown = ended.getTime() - started.getTime();
  if (lasted !== null && Math.abs(shown - lasted) > SLACK)
    return [
      `The clock of this machine was changed during the run: by the clock it took ${seconds(shown)}, in fact ${seconds(lasted)}.`,
    ];
  const outside = checks.filter(({ began }) => {
    const at = began === null ? started.getTime() : Date.parse(began);
    return at < started.getTime() - SLACK || at > ended.getTime() + SLACK;
  });
  return outside.length === 0
    ? []
    : [
        `${outside.length} checks began before the run did, or after its end: ${outside[0]?.title ?? ''}. A clock was changed.`,
      ];
}

const seconds = (milliseconds: number): string => `${Math.round(milliseconds / 1000)} s`;
