import * as z from 'zod';
import type { Step } from '../../runbook.js';
import type { Attestation } from './evidence.js';
import { didYouMean } from './nearest-id.js';
import { readList, NonEmptyText } from '../../helpers/core/json-list.js';

const AttestationEntry = z.strictObject({
  step: z.string().trim().min(1, 'must name a step'),
  who: NonEmptyText,
  when: z.iso.datetime('must be a time in UTC, such as 2012-06-24T10:00:00Z'),
  words: NonEmptyText,
});

/**
 * Reads `targets/<target>/attestations.json`: who attests to what no program can see. A list that cannot be understood
 * attests to nothing; nor does an entry for a step that checks must prove, or one with a future date.
 * @param steps of the migration
 */
export function readAttestations(
  path: string,
  now: string,
  steps: readonly Step[],
): { attestations: Attestation[]; problems: string[] } {
  const { entries, problems } = readList(path, AttestationEntry, {
    about: ({ step }) => `step ${step}`,
    verb: 'attested',
  });
  const sworn = steps.filter(({ attested }) => attested).map((step) => step.id);
  const wrong = entries.flatMap(({ step: id, when }) => {
    const step = steps.find((candidate) => candidate.id === id);
    if (!step) return [`${path}: the runbook has no step ${id}.${didYouMean(id, sworn)}`];
    if (!step.attested) return [`${path}: step ${id} is proven by checks; no attestation replaces them`];
    return Date.parse(when) > Date.parse(now)
      ? [`${path}: the attestation of step ${id} is dated ${when}, which is in the future`]
      : [];
  });
  return wrong.length > 0 ? { attestations: [], problems: wrong } : { attestations: entries, problems };
}
