import { asks, type Choice } from './check-selection.js';
import { fitting } from './expected-checks.js';
import type { CatalogueEntry } from '../catalogue/index.js';
import type { CheckPattern } from '../catalogue/pattern.js';

/** The parts of verdict.json that are needed here. */
export type Verdict = {
  readonly verdict: string;
  readonly checks: readonly {
    readonly id: string;
    readonly outcome: 'passed' | 'failed' | 'flaky' | 'unproven' | 'waived';
    readonly error: string;
  }[];
};

/** A run of a gate: its exit status, its output on the screen, and its verdict; undefined if there is none. */
export type Run = {
  readonly status: number | null;
  readonly screen: string;
  readonly verdict: Verdict | undefined;
  readonly seconds: number;
};

/** The result of running a fault. */
export type Finding = {
  /** Checks that failed as they must. */
  readonly failed: readonly string[];
  /** Checks that ran and passed. */
  readonly passed: readonly string[];
  /** Checks that should have failed but did not, with their results. */
  readonly undetected: readonly string[];
  /** Checks that failed, or could not ask, although they have nothing to do with the fault. */
  readonly falsePositives: readonly string[];
  /** Further errors: verdict, exit status, messages. */
  readonly errors: readonly string[];
};

export const isCaught = ({ undetected, falsePositives, errors }: Finding): boolean =>
  undetected.length + falsePositives.length + errors.length === 0;

const isBad = (outcome: string): boolean => outcome === 'failed' || outcome === 'flaky';
const line = (error: string): string => error.split('\n').slice(0, 3).join(' | ').slice(0, 240);

/**
 * The first cause that the screen gives, joined to one line; empty where nothing fails. Title, id and step of the check
 * say what failed, not why, so they count only if there is nothing else.
 */
export function firstWords(screen: string): string {
  const lines = screen.split('\n');
  const from = lines.findIndex((each) => /^ [✗?] /.test(each));
  if (from < 0) return '';
  const length = lines.slice(from + 1).findIndex((each) => !each.startsWith('     '));
  const item = lines.slice(from, length < 0 ? undefined : from + 1 + length).map((each) => each.trim());
  const cause = item.filter((each) => each.startsWith('| ')).map((each) => each.slice(2));
  return (cause.length > 0 ? cause : item).join(' ');
}

/**
 * Checks that fail in a healthy lab too: its second resolver never learns of the move (docs/lab.md); a defect of Rox.
 */
const TOLD_ANYHOW: readonly string[] = [
  'dns/resolvers-all-moved',
  ...['', '@fresh', '@stale'].map((visitor) => `registration/every-script-accepted${visitor}`),
];

/**
 * Compares the result of a gate with the one expected for the injected faults.
 * @param choice of the checks that were run
 */
export function judge(faults: readonly CatalogueEntry[], run: Run, choice: Choice): Finding {
  if (!run.verdict) {
    const last = run.screen.trim().split('\n').slice(-5).join(' | ');
    return {
      failed: [],
      passed: [],
      undetected: [],
      falsePositives: [],
      errors: [`the gate left no verdict: ${last}`],
    };
  }
  const all = (pick: (fault: CatalogueEntry) => readonly CheckPattern[]): Set<string> =>
    new Set(faults.flatMap((fault) => [...fitting(pick(fault), fault.gate, fault.target)]));
  const must = all(({ checks }) => checks);
  const mayBeUnproven = all(({ unproven = [] }) => unproven);
  const may = new Set([...all(({ mayAlsoFail = [] }) => mayAlsoFail), ...TOLD_ANYHOW]);
  const isAsked = asks(choice);
  const ran = run.verdict.checks.filter(({ id }) => isAsked(id));
  const asked = ran.filter(({ id }) => must.has(id));
  const words = firstWords(run.screen);
  const wanted = faults.every(({ verdict }) => verdict === 'HOLD') ? 'HOLD' : 'NO-GO';
  return {
    failed: asked.filter(({ outcome }) => isBad(outcome)).map(({ id }) => id),
    passed: ran.filter(({ outcome }) => outcome === 'passed').map(({ id }) => id),
    undetected: asked
      .filter(({ outcome }) => !isBad(outcome))
      .map(({ id, outcome, error }) => `${id}: ${outcome}${error ? `, ${line(error)}` : ''}`),
    falsePositives: ran
      .filter(({ id, outcome }) => !must.has(id) && !may.has(id) && outcome !== 'passed' && outcome !== 'waived')
      .filter(({ id, outcome }) => !(outcome === 'unproven' && mayBeUnproven.has(id)))
      .map(({ id, outcome, error }) => `${id}: ${outcome}, ${line(error)}`),
    errors: [
      ...(asked.length === 0 && must.size > 0 ? ['none of the expected checks ran'] : []),
      ...(run.verdict.verdict === wanted && run.status === 1
        ? []
        : [
            `verdict ${run.verdict.verdict}, ${run.status === null ? 'killed by a signal' : `exit status ${run.status}`}`,
          ]),
      ...(faults.some((fault) => fault.expectedMessage.test(words))
        ? []
        : [`unexpected first reason: ${words || 'none'}`]),
      // In a pair, one fault may cause a first message that the other must not.
      ...(faults.every((fault) => fault.mustNotSay?.test(words)) ? [`misleading first reason: ${words}`] : []),
    ],
  };
}

/** Errors of a gate without any injected fault, one line each. A part of a gate is HOLD, since the rest did not run. */
export function unhealthy(run: Run, choice: Choice): string[] {
  if (!run.verdict) return [`the gate left no verdict: ${run.screen.trim().split('\n').slice(-5).join(' | ')}`];
  const isAsked = asks(choice);
  const bad = run.verdict.checks
    .filter(({ id }) => isAsked(id))
    .filter(({ id, outcome }) => outcome !== 'passed' && outcome !== 'waived' && !TOLD_ANYHOW.includes(id))
    .map(({ id, outcome, error }) => `${id}: ${outcome}, ${line(error)}`);
  if (bad.length > 0 || Object.keys(choice).length > 0 || run.verdict.verdict === 'GO') return bad;
  return [`verdict ${run.verdict.verdict}, which no check explains`];
}
