import { isAbsolute, relative } from 'node:path';
import { GATES, STEPS, type Gate, type Step } from '../runbook.js';
import type { Severity } from './evidence.js';

const SEPARATOR = ' › ';
const SEVERITIES = new Map<string, Severity>([
  ['@blocker', 'blocker'],
  ['@advisory', 'advisory'],
]);
const KNOWN_TAGS = [...SEVERITIES.keys(), '@writes'];

/** A check as its spec declares it. */
export type DeclaredCheck = {
  readonly id: string;
  readonly title: string;
  /** Empty where none is declared. */
  readonly step: string;
  readonly severity: Severity;
  readonly problems: readonly string[];
};

/** What Playwright knows of a test before it runs, in a run and in `--list --reporter=json` alike. */
export type Declaration = {
  /** Kind of visitor as whom it runs; undefined where the gate has none. */
  readonly visitor?: string | undefined;
  readonly file: string;
  readonly title: string;
  readonly tags: readonly string[];
  readonly annotations: readonly { readonly type: string; readonly description?: string | undefined }[];
};

/** The title half of a check's id. A spec's path never holds the separator. */
export const titleOf = (id: string): string => id.slice(id.indexOf(SEPARATOR) + SEPARATOR.length);

/**
 * Reads what a test says of itself: its id, the step it proves and what it weighs.
 * Tags and annotations come with the outermost describe first, so the last one is the nearest and wins.
 * A check that declares nothing counts as a blocker: forgetting a word must never make it lighter.
 * @param testsFolder absolute path of tests/
 */
export function readDeclaration(declaration: Declaration, gate: string, testsFolder: string): DeclaredCheck {
  const { file, title, tags, annotations, visitor } = declaration;
  const path = isAbsolute(file) ? relative(testsFolder, file) : file;
  const declared = annotations.filter(({ type }) => type === 'step').at(-1)?.description ?? '';
  const journey = visitor === undefined ? undefined : journeyOf(declared, gate, visitor);
  const step = journey ?? declared;
  const severity = tags.flatMap((tag) => SEVERITIES.get(tag) ?? []).at(-1);
  return {
    id: `${path.replaceAll('\\', '/').replace(/\.spec\.[cm]?[jt]s$/, '')}${journey === undefined ? '' : ` (${visitor ?? ''})`}${SEPARATOR}${title}`,
    // First, because a screen cuts long titles off at their end.
    title: journey === undefined ? title : `As ${visitor ?? ''} visitor: ${title}`,
    step,
    severity: severity ?? 'blocker',
    problems: [
      ...stepProblems(step, gate),
      ...(severity
        ? []
        : [`says neither ${[...SEVERITIES.keys()].join(' nor ')}. Use proves() of fixtures/checks.ts.`]),
      ...tags
        .filter((tag) => !KNOWN_TAGS.includes(tag))
        .map((tag) => `has the unknown tag ${tag}. Known tags: ${KNOWN_TAGS.join(', ')}.`),
    ],
  };
}

/** What a check of another gate proves when a visitor of this gate plays it: that his way to the site is whole. */
function journeyOf(step: string, gate: string, visitor: string): string | undefined {
  const gates: readonly Gate[] = GATES;
  const steps: readonly Step[] = STEPS;
  const owner = steps.find(({ id }) => id === step)?.gate;
  if (owner === undefined || owner === gate) return undefined;
  return gates.find(({ id }) => id === gate)?.visitors?.find(({ kind }) => kind === visitor)?.proves;
}

function stepProblems(id: string, gate: string): string[] {
  if (id === '') return ['does not say which step of the runbook it proves. Use proves() of fixtures/checks.ts.'];
  const steps: readonly Step[] = STEPS;
  const step = steps.find((candidate) => candidate.id === id);
  if (!step) return [`says it proves step ${id}, which the runbook does not have.`];
  return step.gate === gate ? [] : [`says it proves step ${id}, which ${step.gate} decides, not ${gate}.`];
}

/** Ids that more than one check claims: two checks of one spec with one title. */
export function claimedTwice(checks: readonly DeclaredCheck[]): Set<string> {
  const seen = new Set<string>();
  return new Set(checks.map(({ id }) => id).filter((id) => seen.has(id) || !seen.add(id)));
}
