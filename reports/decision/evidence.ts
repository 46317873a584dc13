/**
 * The vocabulary of the verdict, as data: what the decision is made from, and its result. The shapes are schemas, so
 * that a file can be validated against them; reports/schema/verdict.schema.json is made from them (reports/seal/schema.ts).
 */
import * as z from 'zod';
import { FailureSchema } from '../../helpers/core/failure-schema.js';
import { WaiverSchema } from '../../helpers/core/waivers.js';
import { LackSchema } from '../../helpers/doctor/lack.js';
import { HostIdentitySchema } from '../../helpers/evidence/identity.js';
import { coverageFigureShape } from '../../helpers/inventory/coverage-figure.js';

const listOf = <T extends z.ZodType>(item: T): z.ZodReadonly<z.ZodArray<T>> => z.array(item).readonly();

const text = z.string();
const moment = z.iso.datetime().describe('ISO 8601, UTC');

const SeveritySchema = z.enum(['blocker', 'advisory']);
export type Severity = z.infer<typeof SeveritySchema>;

const ResultSchema = z.enum(['passed', 'failed', 'flaky', 'unproven']);
/** A run's result for a check. `unproven`: it did not run, did not finish, or could not ask. */
export type Result = z.infer<typeof ResultSchema>;

const OutcomeSchema = z.enum([...ResultSchema.options, 'waived']);
/** The verdict's reading of it. */
export type Outcome = z.infer<typeof OutcomeSchema>;

const VerdictSchema = z.enum(['GO', 'NO-GO', 'HOLD']);
export type Verdict = z.infer<typeof VerdictSchema>;

const ExpectedCheckSchema = z.strictObject({ id: text.min(1), step: text.min(1), severity: SeveritySchema });
/** A line of the committed list: this check belongs to the gate. */
export type ExpectedCheck = Readonly<z.infer<typeof ExpectedCheckSchema>>;

const stepShape = {
  id: text,
  number: text.describe('as the runbook numbers it'),
  title: text,
  responsible: listOf(text),
  attested: z.literal(true).optional().describe('no check alone can prove this step: a person attests to it'),
  checked: z.literal(true).optional().describe('checks must prove this step in addition to the attestation'),
};
const GateStepSchema = z.strictObject(stepShape);
/** A step of the runbook, as far as the decision needs it. */
export type GateStep = Readonly<z.infer<typeof GateStepSchema>>;

const AttestationSchema = z.strictObject({
  step: text.describe('id of the step'),
  who: text,
  when: moment,
  words: text.describe('what this person attests'),
});
/** A person's attestation to something that no program can see. */
export type Attestation = Readonly<z.infer<typeof AttestationSchema>>;

const EvidenceItemSchema = z.strictObject({
  name: text.describe('what it shows, in words'),
  // It must not refer to anything outside the run's folder, whoever wrote the file.
  file: z
    .string()
    .regex(/^evidence\/[\w-]+(\.[\w-]+)*$/)
    .describe('path relative to the folder of the run'),
  mediaType: text,
  at: moment,
  host: text.describe('name of the host that answered; empty if the evidence concerns no host'),
  address: text.describe('address that answered; empty if unknown'),
  bytes: z.int().nonnegative(),
});
/** A file with something that a check saw. */
export type EvidenceItem = Readonly<z.infer<typeof EvidenceItemSchema>>;

const checkShape = {
  id: text.describe('area/name[parameters]@visitor'),
  title: text.describe('for people; the id if the check was not part of the run'),
  step: text.describe('id of the step that the check claims to prove; empty if it names none'),
  severity: SeveritySchema.describe('as its spec says'),
  result: ResultSchema,
  failure: FailureSchema.nullable().describe(
    'why it did not pass, as data; null if only the text is known or if it passed',
  ),
  error: text.describe('why it did not pass, without control characters; empty if it passed'),
  problems: listOf(text).describe(
    'what is wrong with its own declaration: no id or step, an unknown tag, an id used twice',
  ),
  where: text.describe('tests/journeys/rox/registration.spec.ts:12'),
  attempts: z.int().describe('number of attempts'),
  began: moment.nullable().describe('null if it never ran'),
  duration: z.number().describe('milliseconds, all attempts together'),
  notes: listOf(z.strictObject({ type: text, description: text })).describe('annotations made while it ran'),
  evidence: listOf(EvidenceItemSchema).describe('files that show what the check saw'),
};
const CheckResultSchema = z.strictObject(checkShape);
export type CheckResult = Readonly<z.infer<typeof CheckResultSchema>>;

const evidenceShape = {
  steps: listOf(GateStepSchema),
  expected: listOf(ExpectedCheckSchema),
  checks: listOf(CheckResultSchema),
  waivers: listOf(WaiverSchema),
  waiverProblems: listOf(text).describe('what is wrong with the waivers file'),
  attestations: listOf(AttestationSchema),
  attestationProblems: listOf(text).describe('what is wrong with the attestations file'),
  policy: z
    .strictObject({ waiverDays: z.int().positive().nullable(), attestationDays: z.int().positive().nullable() })
    .describe('for how many days waivers and attestations count, as set by the target; null: no limit'),
  troubles: listOf(text).describe('what went wrong outside any check: setup, loading, an interrupted run'),
  started: moment,
  shelfLifeHours: z.number().positive().describe('evidence older than this no longer counts'),
  judgedAt: moment.describe('when the decision was made; the age of waivers and evidence is measured at that time'),
};
/** Everything the decision is made from. */
export type Evidence = Readonly<z.infer<z.ZodObject<typeof evidenceShape>>>;

/** The part of the evidence that people write, for a target where no one has waived or attested to anything. */
export const NOTHING_AGREED = {
  waivers: [],
  waiverProblems: [],
  attestations: [],
  attestationProblems: [],
  policy: { waiverDays: 90, attestationDays: 90 },
  troubles: [],
} as const satisfies Partial<Evidence>;

/** The group (reason-groups.ts) under which screen and page show each kind of reason that keeps a run from GO. */
export const GROUP_OF_KIND = {
  run: 'run',
  failed: 'failed',
  waiver: 'waivers',
  unproven: 'unproven',
  list: 'agreed',
  step: 'agreed',
  attestation: 'unproven',
  age: 'unproven',
} as const;
type ReasonKind = keyof typeof GROUP_OF_KIND;

const ReasonSchema = z.strictObject({
  weighs: z.enum(['NO-GO', 'HOLD']),
  kind: z.enum(Object.keys(GROUP_OF_KIND) as ReasonKind[]),
  step: text.describe('number of the step in the runbook; empty if the reason belongs to no step'),
  responsible: listOf(text),
  check: text.describe('title of the check (its id if only that is known); empty if the reason belongs to no check'),
  id: text.describe('id of the check; empty if the reason belongs to no check'),
  why: text,
  where: text,
});
/** One thing that stands between the run and GO. */
export type Reason = Readonly<z.infer<typeof ReasonSchema>>;

const JudgedCheckSchema = z.strictObject({
  ...checkShape,
  outcome: OutcomeSchema,
  blocks: z.boolean().describe('a blocker, by its own declaration or by the list'),
});
export type JudgedCheck = Readonly<z.infer<typeof JudgedCheckSchema>>;

const JudgedStepSchema = z.strictObject({
  ...stepShape,
  mark: z
    .enum(['proven', 'attested', 'advisory', 'waived', 'unproven', 'failed'])
    .describe('advisory: every blocker passed, but an advisory check did not'),
  checks: z.int(),
  passed: z.int(),
});
export type JudgedStep = Readonly<z.infer<typeof JudgedStepSchema>>;

const decisionShape = {
  verdict: VerdictSchema,
  reasons: listOf(ReasonSchema).describe('in order of importance; empty exactly when the verdict is GO'),
  checks: listOf(JudgedCheckSchema),
  steps: listOf(JudgedStepSchema),
};
export type Decision = Readonly<z.infer<z.ZodObject<typeof decisionShape>>>;

const ChangesSchema = z.strictObject({
  previous: text.describe('name of the run that this one is compared with'),
  newlyFailing: listOf(text),
  newlyPassing: listOf(text),
  added: listOf(text),
  gone: listOf(text),
});
/** Ids of the checks that differ from the previous run of the same gate and target. */
export type Changes = Readonly<z.infer<typeof ChangesSchema>>;

const MeasuredCoverageSchema = z.strictObject({
  run: text.describe('name of the run that measured the coverage: this one, or an earlier run of the gate prerelease'),
  ...coverageFigureShape,
});
/** How much of the old host was looked at, and when. */
export type MeasuredCoverage = Readonly<z.infer<typeof MeasuredCoverageSchema>>;

export const VerdictFileSchema = z.strictObject({
  schemaVersion: z.literal(1),
  run: text.min(1).describe("name of the run's folder"),
  gate: z.strictObject({
    id: text,
    project: text.describe('the Playwright project that ran the gate'),
    title: text,
  }),
  target: z.strictObject({ name: text, summary: text }),
  ended: moment.nullable().describe('null during the run; remains null if the run is killed'),
  command: text,
  suite: z.strictObject({
    commit: text.nullable(),
    changed: z.boolean().nullable().describe('whether files of the suite had changed since that commit'),
  }),
  playwright: text,
  node: text,
  environment: listOf(text).describe(
    'names of environment variables that could have changed results, and that were therefore hidden from the checks',
  ),
  hosts: listOf(HostIdentitySchema).describe('the hosts that answered'),
  changes: ChangesSchema.nullable().describe(
    'null if no earlier run of this gate on this target is stored next to this one',
  ),
  lacks: listOf(LackSchema)
    .optional()
    .describe('what the gate lacked when it began, with the lines that would grant it; absent if this was not checked'),
  coverage: MeasuredCoverageSchema.optional().describe(
    'absent if neither this run nor an earlier run of the gate prerelease has measured the coverage',
  ),
  ...evidenceShape,
  ...decisionShape,
});
/** `verdict.json`. It contains everything that the decision was made from, so that anyone can repeat it. */
export type VerdictFile = Readonly<z.infer<typeof VerdictFileSchema>>;
