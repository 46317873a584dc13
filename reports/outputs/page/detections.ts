import { existsSync, readFileSync } from 'node:fs';

const DETECTIONS = new URL('../../../lab/faults/runner/detections.json', import.meta.url);

/** Names of the faults that a check was seen to fail on in the lab, by the name of the check. */
export type Detections = ReadonlyMap<string, readonly string[]>;

/** The name of a check without what differs between migrations and visitors: `cron/started` of `cron/started[backup]@stale`. */
export const nameOf = (id: string): string => id.replace(/[[@].*$/, '');

/** What the catalogue of faults has recorded; empty in a checkout without it. */
export function readDetections(): Detections {
  if (!existsSync(DETECTIONS)) return new Map();
  // Written by this very program: its shape needs no second look.
  const record = JSON.parse(readFileSync(DETECTIONS, 'utf8')) as Readonly<Record<string, readonly string[]>>;
  const faults = new Map<string, Set<string>>();
  for (const [fault, checks] of Object.entries(record))
    for (const name of checks.map(nameOf)) faults.set(name, (faults.get(name) ?? new Set()).add(fault));
  return new Map([...faults].map(([name, each]) => [name, [...each]]));
}
