import { existsSync, readdirSync, readFileSync, realpathSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { unique } from '../../helpers/core/lists.js';
import { clean } from '../outputs/text.js';
import { readLog, type Entry } from './run-log.js';

/** The record entry for the start of a run, as stored in the run's own folder, covered by its seal. */
export const BEGAN = 'began.json';

/** A run as the record of runs knows it. */
export type RecordedRun = { readonly folder: string; readonly seal: string };
type Wanted = { readonly gate?: string | undefined; readonly target?: string | undefined };
type Logged = ReturnType<typeof readLog>[number];

/**
 * The newest run, by the record of runs: never by the name of a folder or when it was written.
 * @param out folder of the run folders
 * @param wanted the gate and the target; a run for which they are unknown may match
 * @returns undefined if there was none
 * @throws Error in words when no target is given and there are several: a GO in the lab is not a GO for a real move; when a newer run was refused, has not ended, or is missing: an older one must not replace it
 */
export function newestRun(out: string, wanted: Wanted): RecordedRun | undefined {
  const log = readLog(out);
  const last = log.findLast((entry) => entry.event !== 'sealed' && isWanted(lastOf(log, entry), wanted));
  const run = last && lastOf(log, last);
  const targets = unique(
    log.flatMap((entry) => (isWanted(entry, wanted) && entry.target !== null ? [entry.target] : [])),
  );
  if (targets.length > 1)
    throw new Error(`the record contains runs on ${targets.map(clean).join(' and ')}: choose one with --target`);
  const strange = strangers(out, log, wanted).filter(({ started }) => started > (last?.at ?? ''));
  if (strange[0])
    throw new Error(
      `${clean(strange[0].name)} is not in the record of runs, but is newer than every run in it: name the folder of the run that counts (npm run verdict -- FOLDER)`,
    );
  if (!last || !run) return undefined;
  const folder = join(out, run.run);
  const of = `the newest run, ${clean(run.run)} of ${last.at},`;
  if (run.event === 'refused') throw new Error(`${of} was refused before it began: ${clean(run.why)}`);
  if (run.event === 'elsewhere') throw new Error(`${of} is kept in ${clean(run.folder)}: name that folder`);
  if (run.event === 'began') throw new Error(`${of} has not ended, or was killed`);
  if (!existsSync(folder)) throw new Error(`${of} is recorded, but its folder is missing`);
  if (readIfAny(join(folder, BEGAN)) !== last.text)
    throw new Error(`${of} is recorded, but its folder does not contain that run`);
  return { folder, seal: run.seal };
}

/** The seal that was recorded for a folder; undefined if no record next to it contains the run. */
export function recordedSeal(folder: string): string | undefined {
  try {
    const home = realpathSync(folder);
    const entry = readLog(dirname(home)).findLast(({ run }) => run === basename(home));
    return entry?.event === 'sealed' ? entry.seal : undefined;
  } catch {
    return undefined;
  }
}

/** The last state of the run that an entry is about. */
const lastOf = (log: readonly Logged[], { run }: Entry): Logged | undefined =>
  log.findLast((entry) => entry.run === run);

const isWanted = (entry: Pick<Entry, 'gate' | 'target'> | undefined, { gate, target }: Wanted): boolean =>
  entry !== undefined &&
  [
    [entry.gate, gate],
    [entry.target, target],
  ].every(([is, wanted]) => is === null || wanted === undefined || is === wanted);

/** Folders with a verdict that is not in the record: copied here from elsewhere, or removed from the record. */
function strangers(out: string, log: readonly Logged[], wanted: Wanted): { name: string; started: string }[] {
  const known = new Set(log.map(({ run }) => run));
  return readdirSync(out, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !known.has(entry.name))
    .flatMap(({ name }) => {
      const text = readIfAny(join(out, name, 'verdict.json'));
      if (text === undefined) return [];
      const { gate, target, started } = claimsOf(text);
      return isWanted({ gate, target }, wanted) ? [{ name, started: started ?? timeIn(name) }] : [];
    });
}

/** A verdict's claims about itself, whatever its shape. */
function claimsOf(text: string): { gate: string | null; target: string | null; started: string | undefined } {
  const word = (key: string, inner: string): string | null =>
    new RegExp(`"${key}":\\s*\\{[^}]*?"${inner}":\\s*"([^"]*)"`).exec(text)?.[1] ?? null;
  return {
    gate: word('gate', 'id'),
    target: word('target', 'name'),
    started: /"started":\s*"([^"]*)"/.exec(text)?.[1],
  };
}

/** The time in the name of a folder; a folder without one cannot be assumed to be older. */
function timeIn(name: string): string {
  const [, day, hour, minute, second] = /^(\d{4}-\d\d-\d\d)T(\d\d)(\d\d)(\d\d)Z/.exec(name) ?? [];
  return day === undefined ? '9' : `${day}T${hour ?? ''}:${minute ?? ''}:${second ?? ''}.000Z`;
}

function readIfAny(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
