import { isAbsolute, relative } from 'node:path';
import { dirname } from 'node:path/posix';
import { idOfTag, isIdTag, PLAIN_TAGS } from '../../helpers/core/check-id.js';
import { GATES, type Gate, type Step } from '../../runbook.js';
import type { Severity } from './evidence.js';

const SEVERITIES = new Map<string, Severity>([
  ['@blocker', 'blocker'],
  ['@advisory', 'advisory'],
]);
const KNOWN_TAGS: readonly string[] = PLAIN_TAGS;

/** A check as its spec declares it. */
export type DeclaredCheck = {
  readonly id: string;
  readonly title: string;
  /** Empty where none is declared. */
  readonly step: string;
  readonly severity: Severity;
  readonly problems: readonly string[];
};

/** What Playwright knows about a test before it runs, both in a run and in `--list --reporter=json`. */
export type Declaration = {
  /** Kind of visitor that it acts as; undefined if the gate has no visitors. */
  readonly visitor?: string | undefined;
  readonly file: string;
  readonly title: string;
  readonly tags: readonly string[];
  readonly annotations: readonly { readonly type: string; readonly description?: string | undefined }[];
};

/** Path of a spec below tests/, without its extension: `site/login`. */
export function specOf(file: string, testsFolder: string): string {
  const path = isAbsolute(file) ? relative(testsFolder, file) : file;
  return path.replaceAll('\\', '/').replace(/\.spec\.[cm]?[jt]s$/, '');
}

/**
 * Reads what a test declares about itself: its id, the step that it proves, and its severity.
 * Tags and annotations come with the outermost describe first, so the last one is the nearest and wins.
 * A check that declares nothing counts as a blocker: a forgotten word must never make it less severe.
 * @param steps of the migration
 * @param testsFolder absolute path of tests/
 */
export function readDeclaration(
  declaration: Declaration,
  gate: string,
  steps: readonly Step[],
  testsFolder: string,
): DeclaredCheck {
  const { file, title, tags, annotations, visitor } = declaration;
  const ids = tags.filter(isIdTag);
  const id = ids.length === 1 ? idOfTag(ids[0] ?? '') : undefined;
  const declared = annotations.filter(({ type }) => type === 'step').at(-1)?.description ?? '';
  const journey = visitor === undefined ? undefined : journeyOf(declared, gate, steps, visitor);
  const step = journey ?? repeatedAs(declared, gate, steps, specOf(file, testsFolder)) ?? declared;
  const severity = tags.flatMap((tag) => SEVERITIES.get(tag) ?? []).at(-1);
  return {
    // No id at all, so that no list or waiver can contain it; distinguished as well as possible.
    id:
      id === undefined
        ? `${specOf(file, testsFolder)}: ${title}`
        : `${id}${journey === undefined ? '' : `@${visitor ?? ''}`}`,
    // First, because a screen cuts long titles off at their end.
    title: journey === undefined ? title : `As a ${visitor ?? ''} visitor: ${title}`,
    step,
    severity: severity ?? 'blocker',
    problems: [
      ...idProblems(ids),
      ...stepProblems(step, gate, steps),
      ...(severity
        ? []
        : [
            `is declared neither ${[...SEVERITIES.keys()].join(' nor ')}. Use proves() from fixtures/core/metadata.ts.`,
          ]),
      ...tags
        .filter((tag) => !KNOWN_TAGS.includes(tag) && !isIdTag(tag))
        .map((tag) => `has the unknown tag ${tag}. Known tags: ${KNOWN_TAGS.join(', ')}.`),
    ],
  };
}

/** What another gate's check proves when a visitor of this gate runs it: that their route to the site works. */
function journeyOf(step: string, gate: string, steps: readonly Step[], visitor: string): string | undefined {
  const gates: readonly Gate[] = GATES;
  const owner = steps.find(({ id }) => id === step)?.gate;
  if (owner === undefined || owner === gate) return undefined;
  return gates.find(({ id }) => id === gate)?.visitors?.find(({ kind }) => kind === visitor)?.proves;
}

/** What another gate's check proves when this gate runs it again. */
function repeatedAs(step: string, gate: string, steps: readonly Step[], spec: string): string | undefined {
  const gates: readonly Gate[] = GATES;
  const owner = steps.find(({ id }) => id === step)?.gate;
  const repeats = gates.find(({ id }) => id === gate)?.repeats;
  if (owner === undefined || owner === gate || repeats === undefined) return undefined;
  return repeats.specs.some((each) => each === spec || each === `${dirname(spec)}/*`) ? repeats.proves : undefined;
}

function idProblems(tags: readonly string[]): string[] {
  const [tag, ...more] = tags;
  if (tag === undefined) return ['has no id. Use check() from fixtures/core/metadata.ts.'];
  if (more.length > 0) return [`has more than one id: ${tags.join(', ')}.`];
  return idOfTag(tag) === undefined
    ? [
        `has the id ${tag}, which is not of the form @area/name or @area/name[parameter,parameter] (area and name in lowercase; no spaces or asterisks).`,
      ]
    : [];
}

function stepProblems(id: string, gate: string, steps: readonly Step[]): string[] {
  if (id === '')
    return ['does not say which step of the runbook it proves. Use proves() from fixtures/core/metadata.ts.'];
  const step = steps.find((candidate) => candidate.id === id);
  if (!step) return [`says that it proves step ${id}, which is not in the runbook.`];
  return step.gate === gate ? [] : [`says that it proves step ${id}, which belongs to gate ${step.gate}, not ${gate}.`];
}

/** Ids that more than one check claims. */
export function duplicateIds(checks: readonly DeclaredCheck[]): Set<string> {
  const seen = new Set<string>();
  return new Set(checks.map(({ id }) => id).filter((id) => seen.has(id) || !seen.add(id)));
}
