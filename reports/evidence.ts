/**
 * The words of the verdict, as data. `verdict.json` is one {@link VerdictFile}; everything that the decision was made
 * from stands in it, so that anybody can make the decision again.
 */

export type Severity = 'blocker' | 'advisory';

/** What the run saw of a check. `unproven`: it did not run, did not finish, or could not ask. */
export type Result = 'passed' | 'failed' | 'flaky' | 'unproven';

/** What the verdict makes of it. */
export type Outcome = Result | 'waived';

export type Verdict = 'GO' | 'NO-GO' | 'HOLD';

/** A line of the committed list: this check belongs to the gate. */
export type ExpectedCheck = { readonly id: string; readonly step: string; readonly severity: Severity };

/** A step of the runbook, as far as the decision needs it. */
export type GateStep = {
  readonly id: string;
  readonly number: string;
  readonly title: string;
  readonly responsible: readonly string[];
};

/** A defect that somebody has accepted, until a day. */
export type Waiver = {
  /** Id of the check. */
  readonly check: string;
  readonly reason: string;
  readonly owner: string;
  /** Last day on which it holds, UTC, `2012-06-24`. */
  readonly expires: string;
};

export type CheckResult = {
  /** `<spec below tests/> › <title>` */
  readonly id: string;
  readonly title: string;
  /** Id of the step it says it proves; empty where it says none. */
  readonly step: string;
  /** As its spec says. */
  readonly severity: Severity;
  readonly result: Result;
  /** Why it is not `passed`: the errors' text without control characters, or words. Empty where it passed. */
  readonly error: string;
  /** What is wrong with its own declaration: no step, an unknown tag, an id used twice. */
  readonly problems: readonly string[];
  /** `tests/site/registration.spec.ts:12` */
  readonly where: string;
  /** How often it was tried. */
  readonly attempts: number;
  /** Milliseconds, all attempts together. */
  readonly duration: number;
  /** Annotations made while it ran: which host answered, and the like. */
  readonly notes: readonly { readonly type: string; readonly description: string }[];
};

/** Everything the decision is made from. */
export type Evidence = {
  readonly steps: readonly GateStep[];
  readonly expected: readonly ExpectedCheck[];
  readonly checks: readonly CheckResult[];
  readonly waivers: readonly Waiver[];
  /** What is wrong with the file of waivers. */
  readonly waiverProblems: readonly string[];
  /** What went wrong outside of any check: set-up, loading, an interrupted run. */
  readonly troubles: readonly string[];
  /** When the decision is made, ISO 8601. Waivers expire by it. */
  readonly judgedAt: string;
};

/** One thing that stands between the run and GO. */
export type Reason = {
  readonly weighs: 'NO-GO' | 'HOLD';
  readonly kind: 'run' | 'failed' | 'waiver' | 'unproven' | 'list' | 'step';
  /** Number of the step in the runbook; empty where the reason belongs to none. */
  readonly step: string;
  readonly responsible: readonly string[];
  /** Title of the check (its id where only that is known); empty where the reason belongs to none. */
  readonly check: string;
  readonly why: string;
  readonly where: string;
};

export type JudgedCheck = CheckResult & {
  readonly outcome: Outcome;
  /** A blocker, by its own word or by the list's. */
  readonly blocks: boolean;
};

export type JudgedStep = GateStep & {
  /** `advisory`: every blocker passed, an advisory check did not. */
  readonly mark: 'proven' | 'advisory' | 'waived' | 'unproven' | 'failed';
  readonly checks: number;
  readonly passed: number;
};

export type Decision = {
  readonly verdict: Verdict;
  /** In order of importance; empty exactly when the verdict is GO. */
  readonly reasons: readonly Reason[];
  readonly checks: readonly JudgedCheck[];
  readonly steps: readonly JudgedStep[];
};

export type VerdictFile = Decision & {
  readonly schemaVersion: 1;
  /** Name of the run's folder. */
  readonly run: string;
  readonly gate: { readonly id: string; readonly title: string };
  readonly target: { readonly name: string; readonly summary: string };
  /** ISO 8601, UTC. */
  readonly started: string;
  /** ISO 8601, UTC; null while the run lasts, and for ever where it was killed. */
  readonly ended: string | null;
  readonly command: string;
  readonly suite: { readonly commit: string | null; readonly changed: boolean | null };
  readonly playwright: string;
  readonly node: string;
  readonly expected: readonly ExpectedCheck[];
  readonly waivers: readonly Waiver[];
  readonly waiverProblems: readonly string[];
  readonly troubles: readonly string[];
  readonly judgedAt: string;
};
