/** The outcome of one request of a visitor. */
export type SampleOutcome =
  'served' | 'closed (503)' | 'refused' | 'time-out' | 'bad certificate' | 'error page' | 'no answer';

export type Sample = {
  /** When it was sent, in milliseconds from the collector's own starting point. */
  readonly at: number;
  readonly outcome: SampleOutcome;
};

/** A period without service: from the first request that was not served to the next one that was. */
export type Outage = {
  readonly from: number;
  readonly to: number;
  /** How often each outcome occurred. */
  readonly why: Readonly<Partial<Record<SampleOutcome, number>>>;
};

/**
 * The periods in which a visitor was not served.
 * @param samples in the order in which they were requested
 * @param end when observation stopped: a period with no observed end lasts until then
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

/** Total seconds of all periods. */
export const secondsOf = (stretches: readonly Outage[]): number =>
  stretches.reduce((sum, { from, to }) => sum + to - from, 0) / 1000;
