import { outages, secondsOf } from '../../helpers/evidence/downtime.js';
import { lab } from '../../targets/lab/target.js';
import type { Visitor } from './probe.js';

/** The result of a gate. */
export type GateResult = {
  readonly gate: string;
  /** GO, NO-GO, HOLD, or why there is no verdict. */
  readonly verdict: string;
  readonly checks: number;
  readonly seconds: number;
};

/** The time that the placeholder promises. */
export const ANNOUNCED_SECONDS = lab.freeze.announcedMinutes * 60;

/** The longest time that any kind of visitor was without service, in seconds. */
export const worst = (visitors: readonly Visitor[], end: number): number =>
  Math.max(0, ...visitors.map(({ samples }) => secondsOf(outages(samples, end))));

/** A table of the day, for the screen. */
export function table(gates: readonly GateResult[], visitors: readonly Visitor[], end: number): string {
  const gateRows = gates.map(({ gate, verdict, checks, seconds }) => [
    gate,
    verdict,
    String(checks),
    seconds.toFixed(0),
  ]);
  const visitorRows = visitors.map(({ kind, scheme, samples }) => {
    const found = outages(samples, end);
    const why = new Map<string, number>();
    for (const outage of found) {
      for (const [outcome, times] of Object.entries(outage.why)) why.set(outcome, (why.get(outcome) ?? 0) + times);
    }
    return [
      `${kind}, ${scheme}`,
      String(samples.length),
      `${secondsOf(found).toFixed(1)} s`,
      String(found.length),
      [...why].map(([outcome, times]) => `${outcome} ${times}x`).join(', ') || '-',
    ];
  });
  const closed = worst(visitors, end);
  const kept = closed <= ANNOUNCED_SECONDS ? 'kept' : 'BROKEN';
  return [
    ...columns([['gate', 'verdict', 'checks', 'seconds'], ...gateRows]),
    '',
    ...columns([['visitor', 'requests', 'without service', 'outages', 'errors seen'], ...visitorRows]),
    '',
    `Announced: ${ANNOUNCED_SECONDS / 60} minutes. Longest total time without service: ${closed.toFixed(1)} s. The promise is ${kept}.`,
  ].join('\n');
}

function columns(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}
