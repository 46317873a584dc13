/** What people have agreed to beside the checks, and until when: waivers, attestations, shelf life. */
import { hasExpired } from '../../helpers/core/waivers.js';
import { about, reason } from './reason.js';
import type { Evidence, JudgedCheck, Reason, Waiver } from './evidence.js';

/** A waiver that excuses nothing, or no longer, is one that nobody looks after. */
export function waiverFaults(
  { waivers, waiverProblems, judgedAt, steps }: Evidence,
  checks: readonly JudgedCheck[],
): Reason[] {
  const known = new Map(checks.map((check) => [check.id, check]));
  const fault = (waiver: Waiver): string | undefined => {
    const check = known.get(waiver.check);
    if (!check) return 'names no check of this gate';
    if (hasExpired(waiver, judgedAt)) return `expired after ${waiver.expires}`;
    return check.result === 'passed' ? 'is not needed: the check passed. Remove it' : undefined;
  };
  const faults = waivers.flatMap((waiver) => {
    const why = fault(waiver);
    if (why === undefined) return [];
    const words = { weighs: 'NO-GO', kind: 'waiver', why: `The waiver of ${waiver.owner} ${why}.` } as const;
    const check = known.get(waiver.check);
    return [check ? about(check, steps, words) : reason({ ...words, check: waiver.check, id: waiver.check })];
  });
  return [...waiverProblems.map((why) => reason({ weighs: 'NO-GO', kind: 'waiver', why })), ...faults];
}

/** Where no program can see, somebody has to swear; a list that cannot be read swears to nothing. */
export function attestationFaults({ steps, attestations, attestationProblems }: Evidence): Reason[] {
  const missing = steps
    .filter(({ id, attested }) => attested && !attestations.some(({ step }) => step === id))
    .map(({ number, title, responsible }) =>
      reason({
        weighs: 'HOLD',
        kind: 'attestation',
        step: number,
        responsible,
        why: `Nobody swears to it yet: ${title}.`,
      }),
    );
  return [...attestationProblems.map((why) => reason({ weighs: 'NO-GO', kind: 'attestation', why })), ...missing];
}

/** What was seen long ago is no longer proof; what will be seen tomorrow never was. */
export function tooOld({ started, shelfLifeHours, judgedAt }: Evidence): Reason[] {
  const hours = (Date.parse(judgedAt) - Date.parse(started)) / 3_600_000;
  const hold = (why: string): Reason[] => [reason({ weighs: 'HOLD', kind: 'age', why })];
  if (hours < 0) return hold(`The run began at ${started}, which is later than now. A clock was set back.`);
  if (hours <= shelfLifeHours) return [];
  return hold(
    `The run began ${Math.floor(hours)} h ago; evidence of this gate counts for ${shelfLifeHours} h. Run it again.`,
  );
}
