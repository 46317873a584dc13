import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { gateNamed, isGateRun, projectsNamed, shardNamed } from './command-line.js';
import { BEGAN } from './newest-run.js';
import { record, type News } from './run-log.js';

/** Playwright's command that merges the blob reports of shards. */
const MERGE = 'merge-reports';

/** The creator of a run folder: the main process, by its id. Its workers find their parent's id there. */
const OWNER = 'owner.pid';

/**
 * The folder for the evidence of this run, the same in the main process and in each of its workers. The main process
 * creates it and passes it on as MIGRATION_RUN_FOLDER.
 * @param given the value of that setting, if any
 * @param under where to create a new one, e.g. `reports/out`
 * @param argv the command line, which names the gate; without a `test` or `merge-reports` command, or with `--list`, nothing is created
 * @param isRehearsal the run decides no real migration
 * @returns an absolute path
 * @throws when `given` contains another run: two runs in one folder would prove nothing
 */
export function runFolder(
  given: string | undefined,
  under: string,
  argv: readonly string[] = process.argv,
  { isRehearsal = false } = {},
): string {
  const folder = resolve(given ?? join(under, newRunName(argv)));
  const isRun = argv.includes('test') || argv.includes(MERGE);
  // Listing is not a run, even when a run requests it and passes on its own folder.
  if (argv.includes('--list') || (given === undefined && !isRun)) return folder;
  mkdirSync(dirname(folder), { recursive: true });
  try {
    // What hosts reported about themselves must stay private, even on this machine.
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    if (isOurs(folder)) return folder;
    throw new Error(
      `${folder} cannot be this run's folder: it already exists and may hold another run, or it cannot be created`,
      {
        cause: error,
      },
    );
  }
  writeFileSync(join(folder, OWNER), `${process.pid}\n`);
  if (isGateRun(argv)) {
    const began = {
      event: 'began',
      run: basename(folder),
      gate: gateNamed(argv),
      target: null,
      part: shardNamed(argv),
    } as const;
    writeFileSync(join(folder, BEGAN), record(dirname(folder), began));
    if (!isRehearsal) noteElsewhere(folder, under, began);
  }
  return folder;
}

/** A request for the newest run in the usual folder must not return an older one. */
export function noteElsewhere(folder: string, under: string, run: Pick<News, 'run' | 'gate' | 'target'>): void {
  if (dirname(folder) !== resolve(under)) record(under, { ...run, event: 'elsewhere', folder });
}

function isOurs(folder: string): boolean {
  try {
    return [process.pid, process.ppid].includes(Number(readFileSync(join(folder, OWNER), 'utf8')));
  } catch {
    return false;
  }
}

/** `2012-06-24T065800Z-prerelease-3f9c2a`: sorts by time, is descriptive, and is always unique. */
export function newRunName(argv: readonly string[]): string {
  const time = new Date().toISOString().replace(/\.\d+/, '').replaceAll(':', '');
  const what =
    projectsNamed(argv)
      .join('+')
      .replace(/[^\w+-]/g, '') || (argv.includes(MERGE) ? 'merged' : 'run');
  return [time, what, randomBytes(3).toString('hex')].join('-');
}

/** A verdict as its file has it. */
export const verdictText = (verdict: object): string => `${JSON.stringify(verdict, null, 2)}\n`;

/** Writes a file so that a reader finds the old or the new version, never half of one. */
export function writeWhole(path: string, text: string): void {
  const half = `${path}.${process.pid}.tmp`;
  try {
    writeFileSync(half, text, { flush: true });
    renameSync(half, path);
  } catch (error) {
    rmSync(half, { force: true });
    throw error;
  }
}

/** Makes `latest` next to the run folder point to it, atomically, even if other processes do the same. */
export function pointLatestTo(folder: string, latest = join(dirname(folder), 'latest')): void {
  const next = `${latest}.${basename(folder)}.tmp`;
  rmSync(next, { force: true });
  symlinkSync(relative(dirname(latest), folder), next);
  renameSync(next, latest);
}
