import { accountOf, type Account } from './account.js';
import type { Attestation, JudgedCheck, Reason, VerdictFile } from './evidence.js';
import { grouped, stepName } from './sections.js';

/** One thing to be told: a cause, with every check that met it. */
export type Matter = {
  readonly headline: string;
  /** Titles of the checks; empty where it belongs to none. */
  readonly titles: readonly string[];
  /** The checks themselves, as far as they ran or should have. */
  readonly checks: readonly JudgedCheck[];
  /** `Step 5 Email`; several where one cause met several. */
  readonly steps: readonly string[];
  readonly responsible: readonly string[];
  readonly account: Account;
  /** Who accepted it until when, or swore to it when, and in which words. */
  readonly accepted:
    { readonly by: string; readonly until: string; readonly when: string; readonly why: string } | undefined;
  /** All that was said. */
  readonly text: string;
};

export type Chapter = {
  readonly id: 'run' | 'failed' | 'waivers' | 'unproven' | 'agreed' | 'waived' | 'attested' | 'advisory';
  readonly heading: string;
  /** What the reader is to make of it. */
  readonly meaning: string;
  readonly weighs: 'NO-GO' | 'HOLD' | 'nothing';
  readonly matters: readonly Matter[];
};

/** What stands between the run and GO, then what does not; chapters without a matter are left out. */
export function chaptersOf(file: VerdictFile): Chapter[] {
  const byName = new Map(file.checks.map((check) => [nameOf(check), check]));
  const reasons = (...kinds: Reason['kind'][]): Matter[] =>
    grouped(file.reasons.filter(({ kind }) => kinds.includes(kind))).map((group) => fromReasons(group, byName));
  const checks = (which: (check: JudgedCheck) => boolean): Matter[] =>
    file.checks.filter(which).map((check) => fromCheck(check, file));
  const chapters: Chapter[] = [
    {
      id: 'run',
      heading: 'Trouble with the run itself',
      meaning: 'What went wrong outside of any check. Settle this first: it may explain all the rest.',
      weighs: 'HOLD',
      matters: reasons('run', 'age'),
    },
    {
      id: 'failed',
      heading: 'Fails',
      meaning: 'Something that must be true before going on is not.',
      weighs: 'NO-GO',
      matters: reasons('failed'),
    },
    {
      id: 'waivers',
      heading: 'Waivers that do not hold',
      meaning: 'An acceptance that has expired, names no check, is not needed any more, or cannot be read.',
      weighs: 'NO-GO',
      matters: reasons('waiver'),
    },
    {
      id: 'unproven',
      heading: 'Not proven',
      meaning: 'Nobody knows whether this is true: it did not run, was skipped, did not finish, or could not be asked.',
      weighs: 'HOLD',
      matters: reasons('unproven'),
    },
    {
      id: 'agreed',
      heading: 'Not as agreed',
      meaning: 'What ran differs from the reviewed list of checks, or a step has no check or no word of a person.',
      weighs: 'HOLD',
      matters: [...reasons('list', 'attestation'), ...stepsWithout(file)],
    },
    {
      id: 'waived',
      heading: 'Waived',
      meaning: 'Does not hold, and somebody has accepted that until a day.',
      weighs: 'nothing',
      matters: checks(({ outcome }) => outcome === 'waived'),
    },
    {
      id: 'attested',
      heading: 'Attested',
      meaning: 'What no program can see: a person swears to it.',
      weighs: 'nothing',
      matters: file.attestations.map((attestation) => fromAttestation(attestation, file)),
    },
    {
      id: 'advisory',
      heading: 'Advisory',
      meaning: 'Does not hold, and does not block.',
      weighs: 'nothing',
      matters: checks(({ outcome, blocks }) => !blocks && (outcome === 'failed' || outcome === 'flaky')),
    },
  ];
  return chapters.filter(({ matters }) => matters.length > 0);
}

/** A reason tells of its check only title and place. */
const nameOf = ({ title, where }: { title: string; where: string }): string => `${where} ${title}`;

function fromReasons(group: readonly Reason[], checks: ReadonlyMap<string, JudgedCheck>): Matter {
  const text = group[0]?.why ?? '';
  const account = accountOf(text);
  const titles = group.map(({ check }) => check).filter((check) => check !== '');
  return {
    headline: titles.length > 1 ? `${titles.length} checks, one cause` : (titles[0] ?? account.fact),
    titles,
    checks: group.flatMap(({ check, where }) => checks.get(nameOf({ title: check, where })) ?? []),
    steps: once(group.map(({ step }) => step)).map(stepName),
    responsible: once(group.flatMap(({ responsible }) => responsible)),
    account,
    accepted: undefined,
    text,
  };
}

/** A step without a check is one gap; all of them together are one thing to mend. */
function stepsWithout({ reasons, steps }: VerdictFile): Matter[] {
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
  account: accountOf(''),
  accepted: undefined,
} as const;

function fromCheck(check: JudgedCheck, { steps, waivers }: VerdictFile): Matter {
  const step = steps.find(({ id }) => id === check.step);
  const waiver = check.outcome === 'waived' ? waivers.find((each) => each.check === check.id) : undefined;
  return {
    headline: check.title,
    titles: [check.title],
    checks: [check],
    steps: step ? [stepName(step.number)] : [],
    responsible: step?.responsible ?? [],
    account: accountOf(check.error),
    accepted: waiver && { by: waiver.owner, until: waiver.expires, when: '', why: waiver.reason },
    text: check.error,
  };
}

function fromAttestation({ step: id, who, when, words }: Attestation, { steps }: VerdictFile): Matter {
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

const once = (words: readonly string[]): string[] => [...new Set(words)].filter((word) => word !== '');

/** What the verdict means for whoever has to act on it. */
export const MEANING = {
  GO: 'Every expected check ran and every blocker holds. The gate is open, for what was asked, when it was asked.',
  'NO-GO': 'Something that must be true is not. Do not go on before it is settled with those named.',
  HOLD: 'Nothing failed, but not everything is proven. Do not go on before it is.',
} as const;

/** How many checks came to what, in the order of weight; what did not occur is left out. */
export function countsOf(checks: readonly JudgedCheck[]): { name: string; count: number; mark: Mark }[] {
  const bad = ({ outcome }: JudgedCheck): boolean => outcome === 'failed' || outcome === 'flaky';
  const count = (name: string, mark: Mark, which: (check: JudgedCheck) => boolean) => ({
    name,
    mark,
    count: checks.filter(which).length,
  });
  return [
    count('failed', 'failed', (check) => bad(check) && check.blocks),
    count('unproven', 'unproven', ({ outcome }) => outcome === 'unproven'),
    count('waived', 'waived', ({ outcome }) => outcome === 'waived'),
    count('advisory', 'advisory', (check) => bad(check) && !check.blocks),
    count('passed', 'passed', ({ outcome }) => outcome === 'passed'),
  ].filter((each) => each.count > 0);
}

/** What is drawn beside a check. */
export type Mark = 'passed' | 'failed' | 'unproven' | 'waived' | 'advisory';

export const markOf = ({ outcome, blocks }: JudgedCheck): Mark => {
  if (outcome === 'failed' || outcome === 'flaky') return blocks ? 'failed' : 'advisory';
  return outcome;
};
