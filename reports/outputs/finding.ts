import { unique } from '../../helpers/core/lists.js';
import { detailsOf, parseFailure, type FailureDetails } from './parse-failure.js';
import type { Lack } from '../../helpers/doctor/lack.js';
import { coverageWords } from '../../helpers/inventory/coverage-figure.js';
import type { Attestation, JudgedCheck, MeasuredCoverage, Reason, VerdictFile } from '../decision/evidence.js';
import type { KnownNoise } from './known-noise.js';
import { stepName } from './terminal-summary.js';

/** One finding to report: a cause, with every check that met it. */
export type Finding = {
  readonly headline: string;
  /** Titles of the checks; empty if the finding belongs to none. */
  readonly titles: readonly string[];
  /** The checks themselves, as far as they ran or should have. */
  readonly checks: readonly JudgedCheck[];
  /** `Step 5 Email`; several if one cause affects several steps. */
  readonly steps: readonly string[];
  readonly responsible: readonly string[];
  readonly details: FailureDetails;
  /** Who accepted it and until when, or who attested to it and when, and in which words. */
  readonly accepted:
    { readonly by: string; readonly until: string; readonly when: string; readonly why: string } | undefined;
  /** The full text. */
  readonly text: string;
  /** Is it a list that someone has to read? */
  readonly isList?: true;
};

/** @param checks by id */
export function fromReasons(group: readonly Reason[], checks: ReadonlyMap<string, JudgedCheck>): Finding {
  const text = group[0]?.why ?? '';
  const details = detailsOf(text, checks.get(group[0]?.id ?? '')?.failure);
  const titles = group.map(({ check }) => check).filter((check) => check !== '');
  return {
    headline: titles.length > 1 ? `${titles.length} checks, one cause` : (titles[0] ?? details.fact),
    titles,
    checks: group.flatMap(({ id }) => checks.get(id) ?? []),
    steps: once(group.map(({ step }) => step)).map(stepName),
    responsible: once(group.flatMap(({ responsible }) => responsible)),
    details,
    accepted: undefined,
    text,
  };
}

/** A step without a check is one gap; all of them together are one thing to fix. */
export function stepsWithout(reasons: readonly Reason[], steps: VerdictFile['steps']): Finding[] {
  const found = reasons.filter(({ kind }) => kind === 'step');
  if (found.length === 0) return [];
  const titles = found.map(({ step, responsible, why }) => {
    const title = steps.find(({ number }) => number === step)?.title ?? why;
    return `${stepName(step)}: ${title}${responsible.length > 0 ? ` (ask ${responsible.join(', ')})` : ''}`;
  });
  const fact = found.length === 1 ? 'A step has no check' : `${found.length} steps have no check`;
  return [{ ...NOTHING, headline: fact, titles, text: '' }];
}

const NOTHING = {
  checks: [],
  steps: [],
  responsible: [],
  details: parseFailure(''),
  accepted: undefined,
} as const;

export function fromCheck(check: JudgedCheck, { steps, waivers }: VerdictFile): Finding {
  const step = steps.find(({ id }) => id === check.step);
  const waiver = check.outcome === 'waived' ? waivers.find((each) => each.check === check.id) : undefined;
  return {
    headline: check.title,
    titles: [check.title],
    checks: [check],
    steps: step ? [stepName(step.number)] : [],
    responsible: step?.responsible ?? [],
    details: detailsOf(check.error, check.failure),
    accepted: waiver && { by: waiver.owner, until: waiver.expires, when: '', why: waiver.reason },
    text: check.error,
  };
}

export function fromAttestation({ step: id, who, when, words }: Attestation, { steps }: VerdictFile): Finding {
  const step = steps.find((each) => each.id === id);
  return {
    ...NOTHING,
    headline: step?.title ?? id,
    titles: [step?.title ?? id],
    steps: step ? [stepName(step.number)] : [],
    accepted: { by: who, until: '', when, why: words },
    text: words,
  };
}

export function fromNoise({ cause, complaints, checks }: KnownNoise, { steps }: VerdictFile): Finding {
  const numbers = checks.flatMap(({ step }) => steps.find(({ id }) => id === step)?.number ?? []);
  return {
    ...NOTHING,
    headline: cause,
    titles: checks.map(({ title }) => title),
    steps: once(numbers).map(stepName),
    text: complaints.join('\n'),
  };
}

export const fromCoverage = (coverage: MeasuredCoverage): Finding => ({
  ...NOTHING,
  headline: coverageWords(coverage),
  titles: [`measured in run ${coverage.run}`],
  text: coverage.list.join('\n'),
  isList: true,
});

export const fromLack = ({ place, asked, answer, matters, allow }: Lack): Finding => ({
  ...NOTHING,
  headline: `${place}: ${asked}: ${answer}`,
  titles: [`needed by: ${matters}`, ...allow],
  text: '',
});

const once = (words: readonly string[]): string[] => unique(words).filter((word) => word !== '');
