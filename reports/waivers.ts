import { z } from 'zod';
import type { Waiver } from './evidence.js';
import { readList, Words } from './reviewed-list.js';

const WaiverEntry = z.strictObject({
  check: Words,
  reason: Words,
  owner: Words,
  expires: z.iso.date('must be a day such as 2012-06-24'),
});

/** Reads `targets/<target>.waivers.json`; a list that cannot be understood waives nothing. */
export function readWaivers(path: string): { waivers: Waiver[]; problems: string[] } {
  const { entries, problems } = readList(path, WaiverEntry, { about: ({ check }) => check, verb: 'waived' });
  return { waivers: entries, problems };
}
