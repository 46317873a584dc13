import { takeOut, withoutOurs } from './compose.js';
import { padded, type Snapshot } from './snapshot.js';

/**
 * The text that must be in the file when the lease ends, whatever happened in the meantime: the original, or, if someone
 * edited the file, their version without our lines.
 */
export function rightfulContent(current: Buffer, { original, leased, inForce }: Snapshot): Buffer {
  // An emptied file is an accident (editors and tools that truncate first), never intended.
  if (current.length === 0) return original;
  // Once in effect, what looks like half a lease is a lease whose last lines someone deleted.
  const found =
    interrupted(current, leased, padded(original, leased.length)) ??
    (inForce ? undefined : interrupted(current, original, leased));
  if (found === undefined) return takeOut(current, leased);
  // Text appended after empty lines is a line, even if the original does not end with a line break.
  const isGlued = found.written > original.length && original.at(-1) !== BREAK && found.added[0] !== BREAK;
  const between = Buffer.from(isGlued && original.length > 0 && found.added.length > 0 ? '\n' : '');
  return Buffer.concat([original, between, withoutOurs(found.added)]);
}

const BREAK = 0x0a;

/**
 * Is the file the result of an interrupted `writeInPlace` of `after` over `before`, even at its very start or end, plus
 * appended text? If so, returns how much of it was written, and what was appended.
 */
function interrupted(current: Buffer, before: Buffer, after: Buffer): { written: number; added: Buffer } | undefined {
  let written = 0;
  while (written < current.length && current[written] === after[written]) written += 1;
  const rest = before.subarray(written);
  const end = written + rest.length;
  return current.subarray(written, end).equals(rest) ? { written, added: current.subarray(end) } : undefined;
}
