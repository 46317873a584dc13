import { z } from 'zod';
import { readList, NonEmptyText } from './json-list.js';

const WaiverEntry = z.strictObject({
  check: NonEmptyText,
  reason: NonEmptyText,
  owner: NonEmptyText,
  expires: z.iso.date('must be a day such as 2012-06-24'),
});

/** A defect that somebody has accepted, until a day (see targets/README.md). */
export type Waiver = Readonly<z.infer<typeof WaiverEntry>>;

/** What the list of a target holds, and what is wrong with it. */
export type Waivers = { readonly waivers: readonly Waiver[]; readonly problems: readonly string[] };

/** The list of a target, from the folder of this repository. */
export const waiversFile = (targetName: string): string => `targets/${targetName}/waivers.json`;

/** Reads a list of waivers; one that cannot be understood waives nothing, and one that is not there is empty. */
export function readWaiverList(path: string): Waivers {
  const { entries, problems } = readList(path, WaiverEntry, { about: ({ check }) => check, verb: 'waived' });
  return { waivers: entries, problems };
}

/** A waiver holds to the end of its last day, UTC. */
export const hasExpired = ({ expires }: Pick<Waiver, 'expires'>, now: string): boolean => now.slice(0, 10) > expires;
