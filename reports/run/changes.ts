import { dirname, join } from 'node:path';
import { OLD_FORM } from '../../helpers/core/check-id.js';
import type { Changes, JudgedCheck, VerdictFile } from '../decision/evidence.js';
import { readLog } from './run-log.js';
import { readVerdict } from '../seal/verdict-file.js';

/** Only this many of the newest runs are looked at. */
const AS_FAR_BACK_AS = 40;

/** The latest run of the same gate on the same target that ended before this one began, by the record of runs. */
export function previousRun(
  folder: string,
  { gate, target, started }: { gate: string; target: string; started: string },
): VerdictFile | undefined {
  const newestFirst = logIfAny(dirname(folder))
    .filter((entry) => entry.event === 'sealed' && entry.gate === gate && entry.target === target)
    .reverse();
  // One at a time: reading a verdict takes a while, and usually the first one fits.
  for (const { run: name } of newestFirst.slice(0, AS_FAR_BACK_AS)) {
    const run = readIfAny(join(dirname(folder), name, 'verdict.json'));
    if (run && run.ended !== null && run.ended <= started && !isOld(run)) return run;
  }
  return undefined;
}

/** The lines of a damaged record cannot be compared with; the verdict command names the damage. */
function logIfAny(out: string): ReturnType<typeof readLog> {
  try {
    return readLog(out);
  } catch {
    return [];
  }
}

/** A run with an older format, or a broken one, cannot be compared with. */
function readIfAny(path: string): VerdictFile | undefined {
  try {
    return readVerdict(path);
  } catch {
    return undefined;
  }
}

/** Its checks have ids in the old form: what became of them cannot be determined. */
const isOld = ({ checks }: VerdictFile): boolean => checks.some(({ id }) => OLD_FORM.test(id));

/** Changes since then, as ids of checks. A check that did not pass counts as failing, whatever the reason. */
export function changesSince(previous: VerdictFile, checks: readonly JudgedCheck[]): Changes {
  const before = new Map(previous.checks.map((check) => [check.id, check.outcome === 'passed']));
  const now = new Map(checks.map((check) => [check.id, check.outcome === 'passed']));
  const ids = (which: (id: string) => boolean, of = now): string[] => [...of.keys()].filter(which).sort();
  return {
    previous: previous.run,
    newlyFailing: ids((id) => before.get(id) === true && now.get(id) === false),
    newlyPassing: ids((id) => before.get(id) === false && now.get(id) === true),
    added: ids((id) => !before.has(id)),
    gone: ids((id) => !now.has(id), before),
  };
}
