import { unique } from '../../core/lists.js';
import type { SchemaObjects } from './structure.js';

/** Counters that rise while the site is in use. */
const COUNTERS = ['AUTO_INCREMENT', 'next value'];

/** Without counters that rise while the site is live. */
export const withoutCounter = (things: SchemaObjects): SchemaObjects =>
  Object.fromEntries(
    Object.entries(things).map(([name, properties]) => [
      name,
      Object.fromEntries(Object.entries(properties).filter(([property]) => !COUNTERS.includes(property))),
    ]),
  );

/** For longer texts (bodies of routines, views), only the parts that differ are shown. */
const LONGEST_SHOWN = 80;

/**
 * Differences between the objects of two servers, one line each.
 * @param names the names of the two hosts in these lines
 */
export function diffSchemaObjects(
  onOld: SchemaObjects,
  onNew: SchemaObjects,
  names: Pair = ['the old host', 'the new host'],
): string[] {
  const [, after] = names;
  const all = unique([...Object.keys(onOld), ...Object.keys(onNew)]).sort();
  return all.flatMap((name) => {
    const [before, now] = [onOld[name], onNew[name]];
    if (before === undefined) return [`${name}: only on ${after}`];
    if (now === undefined) return [`${name}: missing on ${after}`];
    return unique([...Object.keys(before), ...Object.keys(now)])
      .filter((property) => (before[property] ?? null) !== (now[property] ?? null))
      .map((property) => `${name}: ${property} is ${pair(before[property] ?? null, now[property] ?? null, names)}`);
  });
}

type Pair = readonly [before: string, now: string];

function pair(onOld: string | null, onNew: string | null, [before, now]: Pair): string {
  const [a, b] = [onOld ?? 'none', onNew ?? 'none'];
  if (Math.max(a.length, b.length) <= LONGEST_SHOWN) return `${a} on ${before}, ${b} on ${now}`;
  let from = 0;
  while (a[from] === b[from] && from < a.length) from += 1;
  // From the start of the word, if that is close.
  from -= /(?<=\s)\S{1,20}$/.exec(a.slice(0, from))?.[0].length ?? 0;
  const part = (text: string): string => text.slice(from, from + LONGEST_SHOWN).replace(/\s+/g, ' ');
  return `the same up to character ${from}, then "${part(a)}" on ${before}, "${part(b)}" on ${now}`;
}
