import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { readSealSettings } from '../../helpers/core/settings.js';
import { SettingsError } from '../../helpers/core/settings-error.js';
import { clean } from '../outputs/text.js';
import { gateNamed, isGateRun } from './command-line.js';
import { newRunName, noteElsewhere, pointLatestTo } from './run-folder.js';
import { publishHead } from './shared-heads.js';
import { record } from './run-log.js';

/**
 * Does what a run needs before it can begin. A refused run still counts as a run: it leaves a folder and an entry
 * in the record, so that no older GO is mistaken for its verdict.
 * @param under where run folders are, when the settings do not say otherwise
 */
export function recordingRefusal<T>(prepare: () => T, under: string, argv: readonly string[] = process.argv): T {
  try {
    return prepare();
  } catch (error) {
    if (isGateRun(argv)) leaveRecord(error, under, argv);
    throw error;
  }
}

function leaveRecord(error: unknown, under: string, argv: readonly string[]): void {
  const given = error instanceof SettingsError ? error.runFolder : undefined;
  const out = given === undefined ? under : dirname(given);
  const run = newRunName(argv);
  const folder = join(out, run);
  const why = clean(String(error));
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeFileSync(join(folder, 'refused.txt'), `${why}\n`);
  record(out, { event: 'refused', run, gate: gateNamed(argv), target: null, why });
  publishHead(out, readSealSettings());
  pointLatestTo(folder);
  if (given !== undefined && error instanceof SettingsError && error.target !== 'lab')
    noteElsewhere(resolve(folder), under, { run, gate: gateNamed(argv), target: null });
}

/**
 * Merging reports ends with 0 whatever failed, unless the verdict decides the status; with other reporters no verdict is made.
 * @param folder of this run
 */
export function insistOnMergedVerdict(folder: string, argv: readonly string[] = process.argv): void {
  if (!argv.includes('merge-reports')) return;
  process.on('exit', () => {
    if (existsSync(join(folder, 'verdict.json'))) return;
    process.stderr.write('No verdict was reached on the merged reports: merge them again without --reporter.\n');
    process.exitCode = 1;
  });
}
