import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Target } from '../../targets/schema.js';

/** In the folder of a run while its verdict is in the making: which process judges it, and which projects. */
const CLAIM = 'being-judged.json';

/** The module that judges, as the configuration names it. */
const JUDGE = /[\\/]verdict-reporter\.[cm]?[jt]s$/;

/** Annotation of a check that writes: the part of the run, as 2/3, in which it was played. */
export const PART = 'part of the run';

/** How to ask a gate so that its answers count. */
export const howToRun = (project: string): string =>
  `Run it with  npx playwright test --project=${project}\n` +
  '  without --reporter, which replaces the verdict; add another reporter with --add-reporter=line';

const UNJUDGED = 'this run gets no verdict, so nothing that passes in it would prove anything';

/**
 * Says in the folder of a run that this process judges it. The workers of the run look for it.
 * @throws when the folder is claimed already: two runs in one folder would prove nothing
 */
export function claimRun(folder: string, projects: readonly string[]): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeFileSync(join(folder, CLAIM), JSON.stringify({ pid: process.pid, projects }), { flag: 'wx' });
}

/** Takes the claim back: what runs from now on is not judged by it. */
export function releaseRun(folder: string): void {
  rmSync(join(folder, CLAIM), { force: true });
}

/**
 * Why a check of this process is not judged; undefined where the process that started this worker judges its project.
 * @param folder of the run, undefined where it has none
 */
export function whyUnjudged(folder: string | undefined, project: string): string | undefined {
  try {
    if (folder === undefined) return UNJUDGED;
    const claim = JSON.parse(readFileSync(join(folder, CLAIM), 'utf8')) as { pid?: unknown; projects?: unknown };
    const isOurs = claim.pid === process.ppid && Array.isArray(claim.projects) && claim.projects.includes(project);
    return isOurs ? undefined : UNJUDGED;
  } catch {
    return UNJUDGED;
  }
}

/** A project that runs, as Playwright resolved it. */
type Running = { readonly name: string; readonly use: { readonly trace?: unknown } };

/**
 * Refuses a run of gates whose configuration has no verdict in it, before anybody is asked anything.
 * @param reporters of the configuration, as Playwright resolved them
 * @throws Error that says how to run the gates
 */
export function insistOnVerdict(
  reporters: readonly (readonly [string, ...unknown[]])[],
  gates: readonly Running[],
): void {
  if (gates.length === 0 || reporters.some(([name]) => JUDGE.test(name))) return;
  const names = gates.map(({ name }) => name);
  throw new Error(`${names.join(', ')} did not run: ${UNJUDGED}.\n  ${names.map(howToRun).join('\n  ')}`);
}

/**
 * Refuses to keep traces of real hosts, whatever the command line asks for: a trace holds every password that is typed.
 * @throws Error that says what to leave out
 */
export function refuseTraces({ prepare }: Pick<Target, 'prepare'>, gates: readonly Running[]): void {
  const traced = gates.filter(({ use: { trace = 'off' } }) => trace !== 'off').map(({ name }) => name);
  if (prepare === null && traced.length > 0)
    throw new Error(
      `${traced.join(', ')} did not run: a trace would hold every password that is typed. Leave out --trace.`,
    );
}
