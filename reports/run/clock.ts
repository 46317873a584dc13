import type { CheckResult } from '../decision/evidence.js';

/** The clocks of the machines of a sharded run differ slightly, and each is corrected by some milliseconds now and then. */
const SLACK = 5_000;

/**
 * Signs that a clock was changed during a run. The times in the evidence then prove nothing: neither when something was
 * seen, nor that it was seen after something else.
 * @param lasted milliseconds by a clock that no one can set; null if there was none
 */
export function clockTroubles(
  { started, ended, lasted }: { started: Date; ended: Date; lasted: number | null },
  checks: readonly CheckResult[],
): string[] {
  const shown = ended.getTime() - started.getTime();
  if (lasted !== null && Math.abs(shown - lasted) > SLACK)
    return [
      `The clock of this machine was changed during the run: according to the clock, the run took ${seconds(shown)}; in fact it took ${seconds(lasted)}.`,
    ];
  const outside = checks.filter(({ began }) => {
    const at = began === null ? started.getTime() : Date.parse(began);
    return at < started.getTime() - SLACK || at > ended.getTime() + SLACK;
  });
  return outside.length === 0
    ? []
    : [
        `Checks that began before the run or after its end: ${outside.length}, for example: ${outside[0]?.title ?? ''}. A clock was changed.`,
      ];
}

const seconds = (milliseconds: number): string => `${Math.round(milliseconds / 1000)} s`;
