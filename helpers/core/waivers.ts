import * as z from 'zod';
import { readList, NonEmptyText } from './json-list.js';

export const WaiverSchema = z.strictObject({
  check: NonEmptyText.describe('id of the check'),
  reason: NonEmptyText,
  owner: NonEmptyText,
  accepted: z.iso
    .date('must be the date of the decision, such as 2012-06-20')
    .describe('date of the decision, the start of the period that the policy allows'),
  expires: z.iso.date('must be a date such as 2012-06-24').describe('last day on which it is valid, UTC'),
});

/** A defect that someone has accepted until a set date (see docs/target.md). */
export type Waiver = Readonly<z.infer<typeof WaiverSchema>>;

/** The waivers of a target, and the problems with its list. */
export type Waivers = { readonly waivers: readonly Waiver[]; readonly problems: readonly string[] };

/** The list of a target, from its folder in this repository. */
export const waiversFile = (targetName: string): string => `targets/${targetName}/waivers.json`;

/** Reads a list of waivers; a list that cannot be parsed waives nothing, and a missing list is empty. */
export function readWaiverList(path: string): Waivers {
  const { entries, problems } = readList(path, WaiverSchema, { about: ({ check }) => check, verb: 'waived' });
  return { waivers: entries, problems };
}

/** For how many days an acceptance may count; null: without limit. */
export type Policy = { readonly waiverDays: number | null; readonly attestationDays: number | null };

const DAY_MS = 86_400_000;

/** Why a waiver is not valid under the policy of its target; undefined if it is valid. */
export function againstPolicy(
  { accepted, expires }: Pick<Waiver, 'accepted' | 'expires'>,
  { waiverDays }: Pick<Policy, 'waiverDays'>,
  now: string,
): string | undefined {
  if (accepted > now.slice(0, 10)) return `was accepted on ${accepted}, a date in the future`;
  if (waiverDays === null || Date.parse(expires) - Date.parse(accepted) <= waiverDays * DAY_MS) return undefined;
  const last = new Date(Date.parse(accepted) + waiverDays * DAY_MS).toISOString().slice(0, 10);
  return `is valid until ${expires}, but the target allows ${last} at the latest (waiverDays: ${waiverDays})`;
}

/** A waiver is valid until the end of its last day, UTC. */
export const hasExpired = ({ expires }: Pick<Waiver, 'expires'>, now: string): boolean => now.slice(0, 10) > expires;
