import { existsSync, readFileSync } from 'node:fs';
import { staticPart } from '../../../helpers/core/check-id.js';
import { unique } from '../../../helpers/core/lists.js';

const RUNNER = new URL('../../../lab/faults/runner/', import.meta.url);

/** A fault that a check was seen to fail on, and the day; null if the day was not recorded. */
export type Detection = { readonly fault: string; readonly on: string | null };

/** The faults that each check was seen to fail on in the lab, by the static part of its id; the newest first. */
export type Detections = ReadonlyMap<string, readonly Detection[]>;

/** The records of the catalogue of faults; empty in a checkout without them. */
export function readDetections(): Detections {
  const days = recorded<string>('detection-days.json');
  const found = new Map<string, Detection[]>();
  for (const [fault, checks] of Object.entries(recorded<readonly string[]>('detections.json')))
    for (const name of unique(checks.map(staticPart)))
      found.set(name, [...(found.get(name) ?? []), { fault, on: days[fault] ?? null }]);
  for (const each of found.values()) each.sort((a, b) => (b.on ?? '').localeCompare(a.on ?? ''));
  return found;
}

/** By fault. Written by this program itself, so its shape needs no validation. */
function recorded<T>(file: string): Readonly<Record<string, T>> {
  const path = new URL(file, RUNNER);
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Readonly<Record<string, T>>) : {};
}
