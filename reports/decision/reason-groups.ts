import { GROUP_OF_KIND, type Reason } from './evidence.js';

/** Reasons that the screen and the page put under one heading. */
export type ReasonGroup = {
  readonly id: 'run' | 'failed' | 'waivers' | 'unproven' | 'agreed';
  readonly heading: string;
  /** The advice to the reader. */
  readonly meaning: string;
};

/** In order of importance. */
const GROUPS: readonly ReasonGroup[] = [
  {
    id: 'run',
    heading: 'Trouble with the run itself',
    meaning: 'What went wrong outside any check. Resolve this first: it may explain all the rest.',
  },
  {
    id: 'failed',
    heading: 'Fails',
    meaning: 'Something that must be true before the move can go on is not true.',
  },
  {
    id: 'waivers',
    heading: 'Waivers and attestations that do not count',
    meaning:
      "A waiver has expired, breaks the target's policy, names no check, or is no longer needed; or a list cannot be used.",
  },
  {
    id: 'unproven',
    heading: 'Not proven',
    meaning:
      'Whether these are true is unknown: a check did not run, was skipped, did not finish, got no answer, or could not read something; it needs an explanation or a setting that no one has provided; the evidence is too old; or no one has attested to a step.',
  },
  {
    id: 'agreed',
    heading: 'Not as agreed',
    meaning: 'The checks that ran differ from the reviewed list, or a step has no check.',
  },
];

/** An unusable list is reported before anyone is missed in it. */
const groupOf = ({ kind, weighs }: Reason): ReasonGroup['id'] =>
  kind === 'attestation' && weighs === 'NO-GO' ? 'waivers' : GROUP_OF_KIND[kind];

/** The reasons of a verdict by group, with the verdict that each group leads to; groups without a reason are left out. */
export function reasonGroups(
  reasons: readonly Reason[],
): (ReasonGroup & { readonly weighs: Reason['weighs']; readonly reasons: readonly Reason[] })[] {
  return GROUPS.map((group) => {
    const own = reasons.filter((reason) => groupOf(reason) === group.id);
    return { ...group, weighs: own.some(({ weighs }) => weighs === 'NO-GO') ? 'NO-GO' : 'HOLD', reasons: own } as const;
  }).filter((group) => group.reasons.length > 0);
}
