import { readdirSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { OLD_FORM } from '../../helpers/core/check-id.js';
import type { JudgedCheck } from '../decision/evidence.js';
import { readVerdict, type Changes, type VerdictFile } from '../seal/verdict-file.js';

/** Older runs than this many are not looked at. */
const AS_FAR_BACK_AS = 40;

/** The latest run of the same gate on the same target that ended before this one began, among the folders beside it. */
export function previousRun(
  folder: string,
  { gate, target, started }: { gate: string; target: string; started: string },
): VerdictFile | undefined {
  return listRunsByDate(dirname(folder))
    .filter((candidate) => candidate !== basename(folder))
    .slice(0, AS_FAR_BACK_AS)
    .flatMap((name) => readIfAny(join(dirname(folder), name, 'verdict.json')) ?? [])
    .find(
      (run) =>
        run.gate.id === gate && run.target.name === target && run.ended !== null && run.ended <= started && !isOld(run),
    );
}

/** Names of the folders in a folder, the one made last first. */
export function listRunsByDate(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => ({ name, made: statSync(join(folder, name), { throwIfNoEntry: false })?.mtimeMs ?? 0 }))
    .sort((a, b) => b.made - a.made)
    .map(({ name }) => name);
}

/** A run of an older shape, or a broken one, is nothing to compare with. */
export function readIfAny(path: string): VerdictFile | undefined {
  try {
    return readVerdict(path);
  } catch {
    return undefined;
  }
}

/** Its checks have ids of the old form: of none of them could be said what became of it. */
const isOld = ({ checks }: VerdictFile): boolean => checks.some(({ id }) => OLD_FORM.test(id));

/** What changed since then; ids of checks. Not passed counts as failing, whatever the reason. */
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
