/** How one question of a visitor ended. */
export type SampleOutcome =
  'served' | 'closed (503)' | 'refused' | 'time-out' | 'bad certificate' | 'error page' | 'no answer';

export type Sample = {
  /** When it was asked, in milliseconds, counted from wherever its collector counts. */
  readonly at: number;
  readonly outcome: SampleOutcome;
};

/** A stretch without service: from the first question that was not served to the next one that was. */
export type Outage = {
  readonly from: number;
  readonly to: number;
  /** How often which outcome was met. */
  readonly why: Readonly<Partial<Record<SampleOutcome, number>>>;
};

/**
 * The stretches in which a visitor was not served.
 * @param samples in the order in which they were asked
 * @param end when nobody looked any more: a stretch that nobody saw end lasts until then
 */
export function outages(samples: readonly Sample[], end: number): Outage[] {
  const found: Outage[] = [];
  let open: { from: number; why: Partial<Record<SampleOutcome, number>> } | undefined;
  for (const { at, outcome } of samples) {
    if (outcome === 'served') {
      if (open) found.push({ ...open, to: at });
      open = undefined;
    } else {
      open ??= { from: at, why: {} };
      open.why[outcome] = (open.why[outcome] ?? 0) + 1;
    }
  }
  if (open) found.push({ ...open, to: end });
  return found;
}

/** Seconds of all stretches together. */
export const secondsOf = (stretches: readonly Outage[]): number =>
  stretches.reduce((sum, { from, to }) => sum + to - from, 0) / 1000;
