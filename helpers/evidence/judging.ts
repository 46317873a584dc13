import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Target } from '../../targets/schema.js';

/** File in the folder of a run while its verdict is pending: which process judges it, and which projects. */
const CLAIM = 'being-judged.json';

/** The module that judges, by its name in the configuration. */
const JUDGE = /[\\/]verdict-reporter\.[cm]?[jt]s$/;

/** Annotation of a check that writes: the part of the run, such as 2/3, in which it ran. */
export const PART = 'part of the run';

/** How to run a gate so that its answers count. */
export const howToRun = (project: string): string =>
  `Run it with  npx playwright test --project=${project}\n` +
  '  without --reporter, which would replace the verdict reporter; add another reporter with --add-reporter=line';

const UNJUDGED = 'this run gets no verdict, so nothing that passes in it would prove anything';

/**
 * Claims the folder of a run for this process, which judges it. The workers of the run look for this claim.
 * @throws when the folder is already claimed: two runs in one folder would prove nothing
 */
export function claimRun(folder: string, projects: readonly string[]): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeFileSync(join(folder, CLAIM), JSON.stringify({ pid: process.pid, projects }), { flag: 'wx' });
}

/** Withdraws the claim: whatever runs from now on is not judged by this process. */
export function releaseRun(folder: string): void {
  rmSync(join(folder, CLAIM), { force: true });
}

/**
 * Why a check of this process is not judged; undefined if the process that started this worker judges its project.
 * @param folder of the run, undefined if it has none
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
 * Refuses a run of gates whose configuration produces no verdict, before any host is asked anything.
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
 * Refuses to keep traces of real hosts, whatever the command line requests: a trace contains every password that is typed.
 * @throws Error that says what to leave out
 */
export function refuseTraces({ prepare }: Pick<Target, 'prepare'>, gates: readonly Running[]): void {
  const traced = gates.filter(({ use: { trace = 'off' } }) => trace !== 'off').map(({ name }) => name);
  if (prepare === null && traced.length > 0)
    throw new Error(
      `${traced.join(', ')} did not run: a trace would contain every password that is typed. Leave out --trace.`,
    );
}
