import { GROUP_OF_KIND, type Reason } from './evidence.js';

/** Reasons that the screen and the page put under one heading. */
export type ReasonGroup = {
  readonly id: 'run' | 'failed' | 'waivers' | 'unproven' | 'agreed';
  readonly heading: string;
  /** The advice to the reader. */
  readonly meaning: string;
};

/** In the order in which they matter. */
const GROUPS: readonly ReasonGroup[] = [
  {
    id: 'run',
    heading: 'Trouble with the run itself',
    meaning: 'What went wrong outside any check. Settle this first: it may explain all the rest.',
  },
  {
    id: 'failed',
    heading: 'Fails',
    meaning: 'Something that must be true before going on is not.',
  },
  {
    id: 'waivers',
    heading: 'Waivers and attestations that do not count',
    meaning: 'An acceptance that has expired, names no check or is no longer needed, or a list that cannot be used.',
  },
  {
    id: 'unproven',
    heading: 'Not proven',
    meaning:
      'Whether this is true is unknown: it did not run, was skipped, did not finish, could not be asked, was last seen too long ago, or has not been attested.',
  },
  {
    id: 'agreed',
    heading: 'Not as agreed',
    meaning: 'What ran differs from the reviewed list of checks, or a step has no check.',
  },
];

/** A list that cannot be used is found before anybody is missed in it. */
const groupOf = ({ kind, weighs }: Reason): ReasonGroup['id'] =>
  kind === 'attestation' && weighs === 'NO-GO' ? 'waivers' : GROUP_OF_KIND[kind];

/** The reasons of a verdict by group, with what each group makes of it; groups without a reason are left out. */
export function reasonGroups(
  reasons: readonly Reason[],
): (ReasonGroup & { readonly weighs: Reason['weighs']; readonly reasons: readonly Reason[] })[] {
  return GROUPS.map((group) => {
    const own = reasons.filter((reason) => groupOf(reason) === group.id);
    return { ...group, weighs: own.some(({ weighs }) => weighs === 'NO-GO') ? 'NO-GO' : 'HOLD', reasons: own } as const;
  }).filter((group) => group.reasons.length > 0);
}
