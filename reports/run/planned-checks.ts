import { dirname, join, relative } from 'node:path';
import type { Metadata } from '@playwright/test';
import type { FullConfig, Suite, TestCase } from '@playwright/test/reporter';
import { duplicateIds, readDeclaration, type DeclaredCheck } from '../decision/check.js';
import type { CheckResult, EvidenceItem } from '../decision/evidence.js';
import { resultOf, textOf } from '../decision/test-result.js';
import { gateOf, type Step } from '../../runbook.js';
import { COVERAGE_NOTE, parseCoverageFigure, type CoverageFigure } from '../../helpers/inventory/coverage-figure.js';
import { clean } from '../outputs/text.js';

/** One check of the gate; several Playwright tests with `--repeat-each`. */
export type Planned = { readonly declared: DeclaredCheck; readonly where: string; readonly tests: TestCase[] };

/** Annotations that have a meaning for Playwright or {@link readDeclaration}. The others are a check's own notes. */
const NOT_NOTES = ['step', 'skip', 'fixme', 'fail', 'slow', 'serial', COVERAGE_NOTE];

/** The gate that runs a test; undefined for a test of the suite itself. */
const gateIdOf = (test: TestCase): string | undefined => gateOf(test.parent.project()?.name ?? '')?.id;

/** The folder that contains playwright.config.ts. */
export const homeOf = (config: FullConfig): string =>
  config.configFile === undefined ? config.rootDir : dirname(config.configFile);

/**
 * The checks of a gate as this run would execute them. To be read before the run: what a test adds to its own
 * annotations while it runs must not change what it proves.
 */
export function plannedChecks(config: FullConfig, root: Suite, gate: string, steps: readonly Step[]): Planned[] {
  const home = homeOf(config);
  const plan = new Map<string, Planned>();
  for (const test of root.allTests().filter((each) => gateIdOf(each) === gate)) {
    const { file, line, column } = test.location;
    const visitor = visitorOf(test.parent.project()?.metadata);
    const declared = readDeclaration({ ...test, file, tags: test.tags, visitor }, gate, steps, join(home, 'tests'));
    // With --repeat-each, all of this is the same. Two checks that claim one id differ in location or title.
    const key = `${file}:${line}:${column} ${declared.id} ${test.title}`;
    const known = plan.get(key);
    if (known) known.tests.push(test);
    else plan.set(key, { declared, where: `${relative(home, file)}:${line}`, tests: [test] });
  }
  return [...plan.values()];
}

/** Which kind of visitor the tests of a project act as, from its metadata in playwright.config.ts. */
export function visitorOf(metadata: Metadata | undefined): string | undefined {
  const visitor: unknown = metadata?.['visitor'];
  return typeof visitor === 'string' ? visitor : undefined;
}

/**
 * The outcomes of the checks, once the run is over.
 * @param evidence of each, by id
 */
export function results(
  plan: readonly Planned[],
  evidence: ReadonlyMap<string, readonly EvidenceItem[]> = new Map(),
): CheckResult[] {
  const twice = duplicateIds(plan.map(({ declared }) => declared));
  return plan.map(({ declared: { problems, ...declared }, where, tests }) => ({
    ...declared,
    title: clean(declared.title),
    ...resultOf(tests),
    problems: twice.has(declared.id) ? [...problems, 'shares its id with another check.'] : problems,
    where,
    began: firstOf(tests),
    evidence: evidence.get(declared.id) ?? [],
    notes: tests.flatMap(({ annotations }) =>
      annotations
        .filter(({ type }) => !NOT_NOTES.includes(type))
        .map(({ type, description = '' }) => ({ type: clean(type), description: clean(description) })),
    ),
  }));
}

/** How much of the old host the checks looked at, according to the last one that reports it; undefined if none does. */
export function measuredCoverage(plan: readonly Planned[]): CoverageFigure | undefined {
  const figure = plan
    .flatMap(({ tests }) => tests.flatMap(({ annotations }) => annotations))
    .findLast(({ type }) => type === COVERAGE_NOTE)?.description;
  return figure === undefined ? undefined : parseCoverageFigure(clean(figure));
}

function firstOf(tests: readonly TestCase[]): string | null {
  const starts = tests.flatMap(({ results: all }) => all.map(({ startTime }) => startTime.getTime()));
  return starts.length === 0 ? null : new Date(Math.min(...starts)).toISOString();
}

/** Failed tests of other projects, in words: what the gate depends on, or self-tests of the suite. */
export const elsewhere = (root: Suite | undefined, gate: string): string[] =>
  (root?.allTests() ?? [])
    .filter((test) => gateIdOf(test) !== gate)
    .filter((test) => !test.ok() || test.outcome() === 'flaky')
    .map((test) => {
      const error = test.results.flatMap(({ errors }) => errors)[0];
      return `${clean(test.titlePath().filter(Boolean).join(' › '))}\n${error ? textOf(error) : 'did not pass'}`;
    });
