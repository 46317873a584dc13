/** What people have agreed on in addition to the checks, with its limits: waivers, attestations, shelf life. */
import { againstPolicy, hasExpired } from '../../helpers/core/waivers.js';
import { about, reason } from './reason.js';
import type { Waiver } from '../../helpers/core/waivers.js';
import type { Evidence, JudgedCheck, Reason } from './evidence.js';

/** A waiver that excuses nothing, or no longer excuses anything, is one that no one maintains. */
export function waiverFaults(
  { waivers, waiverProblems, policy, judgedAt, steps }: Evidence,
  checks: readonly JudgedCheck[],
): Reason[] {
  const known = new Map(checks.map((check) => [check.id, check]));
  const fault = (waiver: Waiver): string | undefined => {
    const check = known.get(waiver.check);
    if (!check) return 'names no check of this gate';
    const tooLong = againstPolicy(waiver, policy, judgedAt);
    if (tooLong !== undefined) return tooLong;
    if (hasExpired(waiver, judgedAt)) return `expired at the end of ${waiver.expires}`;
    return check.result === 'passed' ? 'is not needed: the check passed. Remove the waiver' : undefined;
  };
  const faults = waivers.flatMap((waiver) => {
    const why = fault(waiver);
    if (why === undefined) return [];
    const words = { weighs: 'NO-GO', kind: 'waiver', why: `The waiver owned by ${waiver.owner} ${why}.` } as const;
    const check = known.get(waiver.check);
    return [check ? about(check, steps, words) : reason({ ...words, check: waiver.check, id: waiver.check })];
  });
  return [...waiverProblems.map((why) => reason({ weighs: 'NO-GO', kind: 'waiver', why })), ...faults];
}

const DAY_MS = 86_400_000;

/** A person must attest to what no program can see; a list that cannot be read attests to nothing. */
export function attestationFaults({
  steps,
  attestations,
  attestationProblems,
  policy: { attestationDays },
  judgedAt,
}: Evidence): Reason[] {
  const old = attestations.flatMap(({ step: id, who, when }) => {
    const days = Math.floor((Date.parse(judgedAt) - Date.parse(when)) / DAY_MS);
    if (attestationDays === null || days <= attestationDays) return [];
    const step = steps.find((each) => each.id === id);
    const why = `${step?.title ?? id}: ${who} attested to this ${days} days ago, but on this target an attestation is valid for only ${attestationDays} ${attestationDays === 1 ? 'day' : 'days'}.`;
    return [
      reason({
        weighs: 'HOLD',
        kind: 'attestation',
        step: step?.number ?? '',
        responsible: step?.responsible ?? [],
        why,
      }),
    ];
  });
  const missing = steps
    .filter(({ id, attested }) => attested && !attestations.some(({ step }) => step === id))
    .map(({ number, title, responsible }) =>
      reason({
        weighs: 'HOLD',
        kind: 'attestation',
        step: number,
        responsible,
        why: `Not attested yet: ${title}.`,
      }),
    );
  return [
    ...attestationProblems.map((why) => reason({ weighs: 'NO-GO', kind: 'attestation', why })),
    ...missing,
    ...old,
  ];
}

/** Evidence seen long ago is no longer proof; evidence seen tomorrow never was. */
export function tooOld({ started, shelfLifeHours, judgedAt }: Evidence): Reason[] {
  const hours = (Date.parse(judgedAt) - Date.parse(started)) / 3_600_000;
  const hold = (why: string): Reason[] => [reason({ weighs: 'HOLD', kind: 'age', why })];
  if (hours < 0) return hold(`The run began at ${started}, which is in the future. A clock is or was wrong.`);
  if (hours <= shelfLifeHours) return [];
  return hold(
    `The run began more than ${Math.floor(hours)} h ago; evidence for this gate is valid for ${shelfLifeHours} h. Run the gate again.`,
  );
}
